//! Review: the stages of a posting, who has to decide on what, and what changed between two revisions.

mod at_stake;
mod ballot;
mod conditions;
mod controls;
pub mod difference;
mod hold;
mod policy;
mod rules;
mod stage;
mod stage_name;
mod stays;
mod step;
mod tally;
mod transition_error;

pub use at_stake::{Approval, AtStake, Worth};
pub use ballot::{Ballot, COMMENT_MAX_CHARS, Decided, read_comment};
pub use conditions::{Conditions, Mismatch, PayAbove};
pub use controls::{Control, Controls};
pub use policy::{Decision, Escalation, FourEyes, Order, Policy, Verdict};
pub use rules::{RULE_NAME_MAX_CHARS, Rule, RuleProblem, STEPS_MAX};
pub use stage::{Live, Moved, Stage, Standing, Submission};
pub use stage_name::StageName;
pub use stays::{Move, Stays, moved_to, moving_actions, stays};
pub use step::{Approver, Needed, Step};
pub use tally::Tally;
pub use transition_error::TransitionError;
