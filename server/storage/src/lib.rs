//! The database: one pool, one repository per feature, and the unit of work.
//!
//! A repository is borrowed from [`Storage`] (reads) or from a [`UnitOfWork`] (reads and writes in one transaction).
//! No rule and no role is known here, no SQL or `DbErr` leaves it. Rows become domain values or the plain records that
//! each repository declares.

mod accounts;
mod arrivals;
mod audit;
mod collab;
mod columns;
mod connection;
mod edits;
mod entities;
mod error;
mod guests;
mod imports;
mod library;
mod mails;
mod merges;
mod nodes;
mod notices;
mod notifications;
mod postings;
mod proposals;
mod publish;
mod review;
mod templates;
mod threads;
mod upstream;
mod write_ahead;

pub use accounts::*;
pub use arrivals::*;
pub use audit::*;
pub use collab::*;
pub use connection::{Backend, Storage, UnitOfWork, sqlite_file};
pub use edits::*;
pub use error::StorageError;
pub use guests::*;
pub use imports::*;
pub use library::*;
pub use mails::*;
pub use merges::*;
pub use nodes::*;
pub use notices::{Ear, NOTE_MAX_BYTES};
pub use notifications::*;
pub use postings::*;
pub use proposals::*;
pub use publish::*;
pub use review::*;
pub use templates::*;
pub use threads::*;
pub use upstream::*;
