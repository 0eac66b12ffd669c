//! The interface of Rolewright, by feature. This list of modules is its table of contents.
//!
//! Pages are rendered on the server and work as plain forms. What is live on them is woken in the browser (`wake.rs` of a
//! feature); the editor alone builds its own part of the page there. A server function is thin: it takes the request's scope, calls one service,
//! returns a view. No role is tested here: what a person may do is asked
//! of [`domain::permissions::permit`], and decided in the services.

#![recursion_limit = "512"]

#[cfg(feature = "ssr")]
pub mod error;
#[cfg(feature = "ssr")]
pub mod forms;
pub mod layout;
#[cfg(feature = "browser")]
mod live;
pub mod paths;
#[cfg(feature = "ssr")]
pub mod scope;
#[cfg(feature = "editor")]
pub mod ui;

#[cfg(feature = "ssr")]
pub mod accounts;
pub mod admin;
#[cfg(feature = "ssr")]
pub mod arrivals;
#[cfg(feature = "editor")]
pub mod collab;
#[cfg(feature = "ssr")]
pub mod guests;
#[cfg(feature = "ssr")]
pub mod home;
pub mod library;
#[cfg(feature = "ssr")]
pub mod notifications;
#[cfg(feature = "ssr")]
pub mod postings;
#[cfg(feature = "ssr")]
pub mod proposals;
#[cfg(feature = "editor")]
pub mod publish;
#[cfg(feature = "ssr")]
pub mod review;
#[cfg(feature = "ssr")]
pub mod templates;
pub mod threads;
#[cfg(feature = "ssr")]
pub mod upstream;

#[cfg(feature = "ssr")]
mod routes;
#[cfg(feature = "ssr")]
pub use layout::shell;
#[cfg(feature = "ssr")]
pub use routes::App;

/// Brings what the page has to life. That the page is marked as alive comes last: it is the proof of all before it.
#[cfg(feature = "browser")]
pub fn wake() {
    layout::wake_palette();
    // The editor's page has none of these, and its bundle no room.
    #[cfg(not(feature = "editor"))]
    {
        library::wake_search();
        library::wake_findings();
        library::wake_near();
        admin::wake_copy_buttons();
        threads::wake_threads();
        layout::wake_keys();
    }
    #[cfg(feature = "editor")]
    collab::editor::wake();
    if let Some(root) = live::document().and_then(|document| document.document_element()) {
        drop(root.set_attribute("data-alive", ""));
    }
}
