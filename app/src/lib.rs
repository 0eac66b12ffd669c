//! The interface of Rolewright, by feature. This list of modules is its table of contents.
//!
//! Pages are rendered on the server and work as plain forms; what is live is an island. A server function is thin: it
//! takes the request's scope, calls one service, returns a view. No role is tested here: what a person may do is asked
//! of [`domain::permissions::permit`], and decided in the services.

#![recursion_limit = "512"]

pub mod error;
#[cfg(feature = "ssr")]
pub mod forms;
pub mod layout;
pub mod paths;
#[cfg(feature = "ssr")]
pub mod scope;
pub mod ui;

pub mod accounts;
pub mod admin;
pub mod collab;
pub mod home;
pub mod library;
pub mod postings;
pub mod publish;
pub mod review;

#[cfg(feature = "ssr")]
mod routes;
#[cfg(feature = "ssr")]
pub use layout::shell;
#[cfg(feature = "ssr")]
pub use routes::App;
