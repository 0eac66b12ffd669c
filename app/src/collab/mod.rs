//! The draft of a posting: the live editor, and the plain form that edits the same document.

pub mod draft_api;
#[cfg(feature = "editor")]
pub mod editor;
