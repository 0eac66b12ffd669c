//! The front door: requests through the very router that serves, with real services on a real database behind it.
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod address_book;
mod audit;
mod authorization;
mod bodies;
mod careers;
mod deprecated;
mod escaping;
mod faults;
mod files;
mod forms;
mod guests;
mod headers;
mod library_files;
mod live;
mod mail;
mod merged;
mod nodes;
mod origin;
mod own_edits;
mod queries;
mod sessions;
mod support;
mod uploads;
