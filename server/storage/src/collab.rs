//! The co-edited drafts.

/// The co-edited drafts.
pub struct Collab<'c, C>(#[expect(dead_code, reason = "its queries come next")] pub(crate) &'c C);
