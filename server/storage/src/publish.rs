//! What is public.

/// What is public.
pub struct Publications<'c, C>(#[expect(dead_code, reason = "its queries come next")] pub(crate) &'c C);
