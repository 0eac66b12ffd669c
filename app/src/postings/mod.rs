//! Postings as things to find, make and put away. (Their words are written in [`crate::collab`].)

mod archive_api;
mod create_api;
mod filter;
mod list_page;
mod new_page;
mod row;
#[cfg(feature = "ssr")]
mod templates_page;

pub use archive_api::{archive_posting, restore_posting};
pub use create_api::create_posting;
pub(crate) use filter::address;
pub use list_page::PostingsPage;
pub use new_page::NewPostingPage;
pub(crate) use new_page::Teams;
#[cfg(feature = "ssr")]
pub use templates_page::TemplatesPage;
