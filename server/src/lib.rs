//! The Rolewright program: configuration, wiring, HTTP, commands. It holds no rule and no SQL; it is a library too, so
//! that tests drive the very router that serves.

pub mod claim;
pub mod cli;
pub mod config;
pub mod extract;
pub mod http;
pub mod mail;
pub mod router;
pub mod wiring;
