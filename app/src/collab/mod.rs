//! The draft of a posting: the live editor, and the plain form that edits the same document.

pub mod editor;
#[cfg(feature = "ssr")]
mod editor_page;
pub(crate) mod finding;
#[cfg(feature = "ssr")]
mod panel;
#[cfg(feature = "ssr")]
mod plain;
#[cfg(feature = "ssr")]
pub mod plain_api;

/// Before the reason why somebody may not write.
pub(crate) const ONLY_READING: &str = "You can read this draft, not write in it. ";

#[cfg(feature = "ssr")]
pub use editor_page::EditorPage;
#[cfg(feature = "ssr")]
pub(crate) use plain::FactField;
