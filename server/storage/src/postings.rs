//! Postings.

/// Postings.
pub struct Postings<'c, C>(#[expect(dead_code, reason = "its queries come next")] pub(crate) &'c C);
