//! Postings: created, listed, opened, archived; and what waits for a person at home.
//!
//! Every use case that changes a posting first *takes* it ([`Services::take_posting`]): it is locked until the unit of
//! work ends, so that what is decided on it is still true when it is saved. [`Services::settle`] is the one place that
//! saves a stage; there a draft is locked exactly while its stage is not editable.

mod archive;
mod create;
mod held;
mod home;
mod insert;
mod list;
mod open;
mod projection;
mod view;

pub(crate) use create::OF_ONE_VACANCY;
pub use create::{NewPosting, PostingKey, Start};
pub(crate) use held::{Held, Postings, Reached, unblocked};
pub use home::{HeldUp, Home, QueuedReview, StepWaiting, Submission};
pub use list::{PostingList, PostingQuery};
pub use open::{DraftView, HistoryEntry, RequestedChanges, Waiting};
pub(crate) use projection::{place, projection, town};
pub use view::PostingCard;
pub(crate) use view::frozen_at;
