//! Review: the stages of a posting, who has to decide on what, and what changed between two revisions.

pub mod difference;
mod policy;
mod stage;

pub use policy::{Decision, Policy, Step, Verdict};
pub use stage::{Moved, Stage, StageName, Standing, TransitionError};
