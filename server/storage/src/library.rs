//! Library items and their versions.

/// Library items and their versions.
pub struct Library<'c, C>(#[expect(dead_code, reason = "its queries come next")] pub(crate) &'c C);
