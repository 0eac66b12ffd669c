//! Postings as things to find, make and put away. (Their words are written in [`crate::collab`].)

mod archive_api;
mod create_api;
#[cfg(feature = "ssr")]
mod filter;
#[cfg(feature = "ssr")]
mod list_page;
#[cfg(feature = "ssr")]
mod new_page;
#[cfg(feature = "ssr")]
mod row;

pub use archive_api::{archive_posting, restore_posting};
pub use create_api::create_posting;
#[cfg(feature = "ssr")]
pub(crate) use filter::address;
#[cfg(feature = "ssr")]
pub use list_page::PostingsPage;
#[cfg(feature = "ssr")]
pub use new_page::NewPostingPage;
