//! Coming in, proving who one is, leaving.
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod invitations;
mod password;
mod reset;
mod sessions;
mod set_up;
mod sign_in;

use services::ServiceError;

/// The fields that an answer complains about.
fn fields<T: std::fmt::Debug>(answer: Result<T, ServiceError>) -> Vec<String> {
    match answer {
        Err(ServiceError::Invalid(errors)) => errors.into_iter().map(|error| error.field).collect(),
        other => panic!("expected complaints about fields, got {other:?}"),
    }
}

fn hours(count: u64) -> std::time::Duration {
    minutes(count * 60)
}

fn minutes(count: u64) -> std::time::Duration {
    std::time::Duration::from_secs(count * 60)
}
