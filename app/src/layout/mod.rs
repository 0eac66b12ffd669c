//! Around every page: the document, the bar with the navigation, the command palette, and what stands in place of a
//! page that could not be shown.

#[cfg(feature = "ssr")]
mod errors;
#[cfg(feature = "ssr")]
mod frame;
#[cfg(all(feature = "browser", not(feature = "editor")))]
mod keys;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod palette;
#[cfg(feature = "ssr")]
mod shell;
#[cfg(feature = "browser")]
mod wake;

#[cfg(feature = "ssr")]
pub use errors::{ErrorPage, NotFoundPage};
#[cfg(feature = "ssr")]
pub use frame::{AccountMenu, Bell, Brand, Frame, MainNav, NavOpen, Place};
#[cfg(all(feature = "browser", not(feature = "editor")))]
pub(crate) use keys::wake_keys;
#[cfg(feature = "ssr")]
pub use page::{bare_page, go, look_again, moved_for_good, page, param, public_page, query, see_other};
#[cfg(feature = "ssr")]
pub use palette::{Command, CommandPalette, found_rows};
#[cfg(feature = "ssr")]
pub use shell::{Bundle, shell};
#[cfg(feature = "browser")]
pub(crate) use wake::wake_palette;
