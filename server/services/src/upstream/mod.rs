//! The upstream inbox: what the library offers to lines of drafts, and what people decide about it.
//!
//! What is offered is derived, not delivered ([`storage::Upstream`]): publishing a version changes one item, and every draft
//! that uses it is offered the new words from that moment on. No text changes before somebody who may edit the draft says so;
//! then the words go into it as every edit of a plain form does, so that open editors see them at once and a revision in
//! review stays what it was.

mod dependents;
mod inbox;
mod origins;
mod settle;
mod view;

pub use dependents::{Lines, Reaching, VersionUses, WhereUsed};
pub use inbox::{Inbox, PostingUpdates, UpdatesPage};
pub use origins::{LineOrigin, Origins};
pub use storage::{Adoption, OfferCount, Reach};
pub use view::{Proposed, UpdateView};
