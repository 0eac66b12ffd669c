//! The time line of a draft: who wrote when, what it said at a moment, and how it comes to say that again.
//!
//! Updates are committed by the hundred and read by nobody one by one. What people remember is a *sitting*: writing
//! without a long pause. A *checkpoint* is a moment that somebody gave a name. Any two [`Point`]s can be compared, and a
//! draft can be made to say what it said at one of them ([`Restoration`]): by ordinary operations, on top of whatever
//! others write, so that nothing is ever taken back from under somebody. *Not here:* how moments are stored.

mod checkpoint;
mod point;
mod restoration;
mod share;
mod sitting;
mod summary;

pub use checkpoint::{CHECKPOINT_NAME_MAX_CHARS, CHECKPOINTS_MAX, CheckpointError, read_checkpoint_name};
pub use point::Point;
pub use restoration::{Restoration, Wordings};
pub use share::Share;
pub use sitting::{Sitting, Written, sittings, thinned};
pub use summary::summary;

use crate::posting::words;

words! {
    /// Which part of a time line one wants to see.
    Show {
        Everything = "everything", "Everything";
        Writing = "writing", "Writing";
        Checkpoints = "checkpoints", "Checkpoints";
        Review = "review", "Review and publishing";
    }
}
