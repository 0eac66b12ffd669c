//! Administration: people and their roles, teams, the audit log.
//!
//! Nobody changes their own roles or status, and the last active admin stays one: both hold against two admins who act
//! on each other at the same moment.

mod audit;
mod people;
mod roles;
mod teams;

pub use audit::{AuditEntry, AuditPage};
pub use people::{HeldRole, Person, TeamName};
pub use teams::Team;
