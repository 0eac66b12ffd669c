//! Why a use case did not happen, in six kinds. The interface translates each into a status and a place on the page.

use std::time::Duration;

use domain::{input::FieldError, permissions::Refusal, review::TransitionError};
use storage::StorageError;
use thiserror::Error;

pub type Result<T> = std::result::Result<T, ServiceError>;

/// Why a use case did not happen.
#[derive(Debug, Error)]
pub enum ServiceError {
    /// It does not exist, or is not theirs to know of.
    #[error("there is nothing here")]
    NotFound,
    /// They may see it, but not do this.
    #[error("{0}")]
    Refused(Refusal),
    /// What was typed can't be taken; one sentence per field.
    #[error("some fields need another look")]
    Invalid(Vec<FieldError>),
    /// The state changed meanwhile, or does not allow this; the sentence says what to do.
    #[error("{0}")]
    Conflict(String),
    /// It was here once: a used link, a closed posting.
    #[error("{0}")]
    Gone(String),
    /// Too many tries; how long to wait.
    #[error("too many tries; wait {} seconds", .0.as_secs())]
    TooManyRequests(Duration),
    /// The database is locked, read-only or away, or the program is too busy: trying again later helps.
    #[error("not available right now: {0}")]
    Unavailable(String),
    /// A defect, or damaged data. The text is for the log alone.
    #[error("internal error: {0}")]
    Internal(String),
}

impl ServiceError {
    /// One field and what is wrong with it.
    pub fn invalid(field: &str, message: impl ToString) -> Self {
        Self::Invalid(vec![FieldError::new(field, message)])
    }
}

impl From<Refusal> for ServiceError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Hidden => Self::NotFound,
            refusal => Self::Refused(refusal),
        }
    }
}

impl From<TransitionError> for ServiceError {
    fn from(error: TransitionError) -> Self {
        match error {
            TransitionError::CommentMissing | TransitionError::CommentTooLong => Self::invalid("comment", error),
            TransitionError::StepMissing | TransitionError::UnknownStep => Self::invalid("step", error),
            TransitionError::OwnEdits(own, _) => Self::Refused(Refusal::OwnEdits(own)),
            TransitionError::NotPermitted => Self::Internal(error.to_string()),
            TransitionError::WrongStage(_)
            | TransitionError::Locked(_)
            | TransitionError::NotTheRevisionInReview
            | TransitionError::AlreadyDecided
            | TransitionError::NotAsked(_)
            | TransitionError::NotYet(_)
            | TransitionError::OneStepEach
            | TransitionError::Lapsed(_)
            | TransitionError::NothingChanged
            | TransitionError::NothingNew => Self::Conflict(error.to_string()),
        }
    }
}

impl From<StorageError> for ServiceError {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Unavailable(text) => Self::Unavailable(text),
            StorageError::Duplicate(_) => Self::Conflict("There is one with that name already.".to_owned()),
            StorageError::DanglingReference(_) => {
                Self::Conflict("Something this refers to is gone. Look again.".to_owned())
            }
            StorageError::Damaged(text) | StorageError::Failed(text) => Self::Internal(text),
        }
    }
}
