//! Revisions, reviews and decisions.

/// Revisions, reviews and decisions.
pub struct Reviews<'c, C>(#[expect(dead_code, reason = "its queries come next")] pub(crate) &'c C);
