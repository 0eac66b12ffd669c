//! Administration: people and their roles, teams, the audit log.
//!
//! Nobody changes their own roles or status, and the last active admin stays one: both hold against two admins who act
//! on each other at the same moment.

mod audit;
mod audit_check;
mod audit_export;
mod audit_words;
mod people;
mod roles;
mod teams;

pub use audit::{AuditEntry, AuditExtract, AuditPage, AuditPlace, AuditQuery, AuditSubject};
pub use audit_check::AuditCheck;
pub use audit_export::AuditFormat;
pub use people::{HeldRole, Person, TeamName};
pub use teams::Team;
