//! Threads with their comments, and suggestions.

mod comments;
mod read;
mod suggestions;
mod write;

pub use comments::{CommentRecord, Mentioned};
pub use read::{Resolved, ThreadRecord};
pub use suggestions::{NewSuggestion, Settled, SuggestionRecord};
pub use write::NewThread;

/// Threads and suggestions.
pub struct Threads<'c, C>(pub(crate) &'c C);
