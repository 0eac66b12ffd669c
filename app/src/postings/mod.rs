//! Postings as things to find, make and put away. (Their words are written in [`crate::collab`].)

mod archive_api;
mod create_api;
mod fill_form;
mod filter;
mod list_page;
mod new_page;
mod row;

pub use archive_api::{archive_posting, restore_posting};
pub use create_api::create_posting;
pub(crate) use filter::address;
pub use list_page::PostingsPage;
pub use new_page::NewPostingPage;
pub(crate) use new_page::Teams;
