//! Why a posting can't go from one stage to another, in sentences for whoever tried.

use thiserror::Error;

use super::{COMMENT_MAX_CHARS, StageName};
use crate::posting::ScopeSet;

/// Why a posting can't go from here to there.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TransitionError {
    #[error("This is not possible while the posting is “{}”. Somebody may have moved it; look again.", .0.label())]
    WrongStage(StageName),
    /// The draft can't be edited in this stage.
    #[error("{}", .0.locked())]
    Locked(StageName),
    #[error("The posting was submitted anew since you looked. Read the current revision and decide on that.")]
    NotTheRevisionInReview,
    #[error("Say what should change; a request for changes needs a comment.")]
    CommentMissing,
    #[error("Keep it under {COMMENT_MAX_CHARS} characters.")]
    CommentTooLong,
    #[error("Choose at least one step to decide on.")]
    StepMissing,
    #[error("There is no such step in this review.")]
    UnknownStep,
    #[error("You decided so already; your decision stands.")]
    AlreadyDecided,
    #[error("You are not asked to decide on “{0}” here.")]
    NotAsked(String),
    #[error("You edited {0}, so somebody else decides on “{1}”.")]
    OwnEdits(ScopeSet, String),
    #[error("“{0}” comes later: the steps before it have to be approved first.")]
    NotYet(String),
    #[error("Under this policy nobody approves two steps of one posting. Leave one to somebody else.")]
    OneStepEach,
    #[error("The approval of “{0}” has lapsed. Submit the posting again to have it confirmed; the others still hold.")]
    Lapsed(String),
    #[error("Nothing changed since the revision that is live, so there is nothing to review.")]
    NothingChanged,
    #[error("Nothing changed since you submitted it last, so there is nothing new to review.")]
    NothingNew,
    #[error("This action was not permitted.")]
    NotPermitted,
}
