//! Threads and suggestions: saying something about a posting, answering, resolving; suggesting changes and settling them.
//!
//! Every use case takes the posting first, so that what is said, decided and written comes one after the other: the last
//! blocking thread is resolved and the posting approved in one transaction ([`crate::Services::resolve_thread`]), and an accepted
//! suggestion is marked in the transaction that writes it into the draft ([`crate::Services::accept_suggestions`]).

mod discussion;
mod edit;
mod mentions;
mod open;
mod resolve;
mod settle;
mod suggest;

pub use discussion::{Discussion, SuggestionView, ThreadView, ThreadsPage};
pub use open::ThreadForm;
pub use storage::{CommentRecord, Mentioned, Resolved, SuggestionRecord, ThreadRecord};
pub use suggest::{SuggestionForm, Wish};
