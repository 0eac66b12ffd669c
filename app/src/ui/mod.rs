//! The small parts that every page is made of. They know no word of hiring.

mod button;
mod escaping;
mod icon;
mod initials;
#[cfg(feature = "ssr")]
mod keys;
mod moment;
#[cfg(feature = "ssr")]
mod pager;

pub use button::{Button, Gate};
pub use escaping::in_area;
#[cfg(feature = "ssr")]
pub use escaping::in_title;
pub use icon::Icon;
pub use initials::initials;
#[cfg(feature = "ssr")]
pub use keys::{Key, Keys};
pub use moment::{DueBy, Moment};
#[cfg(feature = "ssr")]
pub use pager::Pager;
