//! Review: the stages of a posting, who has to decide on what, and what changed between two revisions.

mod ballot;
mod controls;
pub mod difference;
mod policy;
mod stage;
mod stage_name;

pub use ballot::{Ballot, COMMENT_MAX_CHARS, Decided, read_comment};
pub use controls::{Control, Controls};
pub use policy::{Decision, Policy, Step, Verdict, standing_decisions};
pub use stage::{Live, Moved, Stage, Standing, TransitionError};
pub use stage_name::StageName;
