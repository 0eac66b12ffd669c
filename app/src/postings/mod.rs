//! Postings as things to find, make and put away. (Their words are written in [`crate::collab`].)

mod archive_api;

pub use archive_api::{archive_posting, restore_posting};
