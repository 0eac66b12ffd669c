//! The rules of Rolewright, and nothing else.
//!
//! This crate is pure: no async, no I/O, no clock, no randomness, no framework. Identifiers and times are
//! handed in. It is compiled into the browser bundle and into the server, so a rule exists once: the interface
//! disables a control with the very [`permissions::Refusal`] that the server would answer.

pub mod accounts;
pub mod arrivals;
pub mod checks;
pub mod document;
pub mod events;
pub mod guests;
pub mod ids;
pub mod input;
pub mod library;
pub mod notifications;
pub mod order;
pub mod permissions;
pub mod posting;
pub mod protocol;
pub mod publish;
pub mod review;
pub mod spreadsheet;
pub mod templates;
pub mod threads;
pub mod time;
pub mod timeline;
pub mod upstream;
