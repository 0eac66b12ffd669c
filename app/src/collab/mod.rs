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

#[cfg(feature = "ssr")]
pub use editor_page::EditorPage;
#[cfg(feature = "ssr")]
pub(crate) use plain::FactField;
