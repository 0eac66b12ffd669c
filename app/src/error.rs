//! All that may go wrong as far as a person or their browser is concerned: one status and one sentence each.

use domain::input::FieldError;
use http::StatusCode;
use leptos::{
    prelude::{FromServerFnError, ServerFnErrorErr},
    server_fn::codec::JsonEncoding,
};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A failure that may cross the wire. It carries nothing that the reader may not know.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(tag = "error", content = "detail", rename_all = "snake_case")]
pub enum AppError {
    #[error("Sign in to go on.")]
    SignedOut,
    #[error("There is nothing here, or it is not yours to see.")]
    NotFound,
    #[error("{0}")]
    Refused(String),
    #[error("Some fields need another look.")]
    Invalid(Vec<FieldError>),
    #[error("{0}")]
    Conflict(String),
    #[error("{0}")]
    Gone(String),
    #[error("Too many tries. Wait {0} seconds and try again.")]
    TooManyRequests(u64),
    #[error("The server is too busy or its database is away. Nothing was lost; try again in a moment.")]
    Unavailable,
    #[error("What was sent could not be read.")]
    BadRequest,
    #[error("The server can't be reached. Nothing was lost; it will be tried again.")]
    Offline,
    #[error("Something went wrong on our side. It has been noted.")]
    Internal,
}

impl AppError {
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Refused(_) => StatusCode::FORBIDDEN,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Gone(_) => StatusCode::GONE,
            Self::TooManyRequests(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::Offline => StatusCode::BAD_GATEWAY,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What is wrong with this field, if something is.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&str> {
        let Self::Invalid(fields) = self else { return None };
        fields.iter().find(|error| error.field == name).map(|error| error.message.as_str())
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Offline,
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => {
                Self::BadRequest
            }
            _ => Self::Internal,
        }
    }
}

#[cfg(feature = "ssr")]
impl From<services::ServiceError> for AppError {
    fn from(error: services::ServiceError) -> Self {
        use services::ServiceError;
        match error {
            ServiceError::NotFound => Self::NotFound,
            ServiceError::Refused(refusal) => Self::Refused(refusal.to_string()),
            ServiceError::Invalid(fields) => Self::Invalid(fields),
            ServiceError::Conflict(sentence) => Self::Conflict(sentence),
            ServiceError::Gone(sentence) => Self::Gone(sentence),
            ServiceError::TooManyRequests(wait) => Self::TooManyRequests(wait.as_secs().max(1)),
            ServiceError::Unavailable(why) => {
                tracing::error!(why, "unavailable");
                Self::Unavailable
            }
            ServiceError::Internal(why) => {
                tracing::error!(why, "internal error");
                Self::Internal
            }
        }
    }
}
