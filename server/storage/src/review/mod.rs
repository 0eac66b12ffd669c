//! Revisions, the reviews of them, the decisions in those, and who is to decide.
//!
//! A revision is written once and never changed. That one posting has one open review at most is a unique index.

mod authorship;
mod decisions;
mod delegations;
mod looks;
mod past;
mod policies;
mod revisions;
mod roster;
mod rounds;

pub use decisions::DecisionRecord;
pub use delegations::Delegation;
pub use past::{Looked, Past, Round};
pub use policies::{PolicyRecord, PolicyVersionRecord};
pub use revisions::{Revision, RevisionHead};
pub use roster::{Roster, Wanted};
pub use rounds::{Governing, Review, ReviewStatus};

/// Revisions, reviews and decisions.
pub struct Reviews<'c, C>(pub(crate) &'c C);

fn read_json<T: serde::de::DeserializeOwned>(what: &str, json: &str) -> Result<T, crate::StorageError> {
    serde_json::from_str(json).map_err(|_| crate::StorageError::damaged(what, json))
}
