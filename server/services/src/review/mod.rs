//! Review: submitting a frozen revision, deciding on it step by step, withdrawing it, and looking at what changed.
//!
//! A revision is what a review is about, and only ever that: submitting freezes the draft's content with its digests
//! and locks the draft. A decision names the revision that was read and covers digests, not words on a screen. The
//! checks run again at submit, whatever the browser said.

mod decide;
mod page;
mod revisions;
mod submit;
pub(crate) mod withdraw;

pub use page::{DecisionView, ReviewPage, StepView};
pub use revisions::{Outcome, RevisionRow, RevisionView};
