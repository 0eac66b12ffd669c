//! Threads and suggestions: what people say about a posting, and what they would change in it.
//!
//! A thread is about a [`Place`]: the whole posting, a fact, a section, a line; or about some words in one of those. It
//! names the place by its stable id and the words by themselves with a little of what stood around them ([`Quote`]), so
//! that both are found again in any content of the posting ([`Anchor::find`]): after moves, after rewordings, in an old
//! revision and in the draft. When the words are gone the thread stays at its place and says so; when the place is gone
//! it is listed with the words that it was about. Nothing of this is in the co-edited document, so that talking about a
//! posting never changes it.
//!
//! A *blocking* thread that is open holds the approval. Who may resolve it is decided where all permissions are
//! ([`crate::permissions`]). A *suggestion* ([`Change`]) is an edit that somebody else has to make: accepted, it becomes
//! ordinary operations on what the draft says then. *Not here:* who is told of what.

mod anchor;
mod change;
mod comment;
mod mention;
mod place;
mod quote;

pub use anchor::{Anchor, AnchorError, Found, SAID_MAX_CHARS};
pub use change::{Change, ChangeError, SuggestionState};
pub use comment::{REASON_MAX_CHARS, WORDS_MAX_CHARS, WordsError, read_reason, read_words};
pub use mention::{Mention, mentions};
pub use place::Place;
pub use quote::{QUOTE_MAX_CHARS, Quote};

/// The most threads of one posting, resolved ones included.
pub const THREADS_MAX: u64 = 1_000;
/// The most comments of one thread.
pub const COMMENTS_MAX: usize = 200;
/// The most suggestions that wait for an answer on one posting.
pub const SUGGESTIONS_MAX: usize = 200;
