//! The draft of a posting: the live editor, and the plain form that edits the same document.

pub mod draft_api;
#[cfg(feature = "editor")]
pub mod editor;
#[cfg(feature = "ssr")]
mod editor_page;
#[cfg(feature = "editor")]
pub(crate) mod finding;
#[cfg(feature = "editor")]
mod panel;
#[cfg(feature = "ssr")]
mod plain;
pub mod plain_api;

#[cfg(feature = "ssr")]
pub use editor_page::EditorPage;
