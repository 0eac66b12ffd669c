//! Revisions, the reviews of them, and the decisions in those.
//!
//! A revision is written once and never changed. That one posting has one open review at most is a unique index.

mod deciders;
mod decisions;
mod revisions;
mod rounds;

pub use decisions::DecisionRecord;
pub use revisions::{Revision, RevisionHead};
pub use rounds::{Review, ReviewStatus};

/// Revisions, reviews and decisions.
pub struct Reviews<'c, C>(pub(crate) &'c C);
