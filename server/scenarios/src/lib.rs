//! The worlds, the people and the builders that tests, the demo and the end-to-end stories share.
//!
//! - [`World`]: an empty, migrated database, SQLite or PostgreSQL, with services whose clock, randomness and mail are in
//!   hand; gone when it is dropped. [`on_both_databases!`] runs a test in one of each.
//! - [`Cast`]: Dana, Ben, Hugo, Ada, Vera, Axel and the outsider Olga, with their two teams.
//! - [`postings::a_posting`]: a posting in any stage, brought there by the people who really would.
//! - [`policies`]: approval policies, and their steps.
//! - [`long_review`]: one with much to read, for what pages cost.
//! - [`postgres::Server`]: a private PostgreSQL server, as `with-postgres` starts one.
//! - [`demo`]: the company that `make run` shows.
//!
//! Everything is made through the real use cases: what a scenario can build, a person can do.

pub mod cast;
mod database;
mod demo;
mod demo_postings;
mod edges;
mod long_review;
mod on_both_databases;
pub mod policies;
mod postbox;
pub mod postgres;
pub mod postings;
mod world;

pub use cast::{COMPANY, Cast};
pub use database::{Database, TestDatabase};
pub use demo::demo;
pub use edges::{FixedClock, SeededRandom};
pub use long_review::long_review;
pub use on_both_databases::run;
pub use postbox::Postbox;
pub use world::World;
