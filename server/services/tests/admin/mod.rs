//! People, roles, teams and the audit log.
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod audit;
mod people;
mod roles;
mod teams;

use domain::permissions::Refusal;
use services::ServiceError;

fn is_refused<T>(answer: &Result<T, ServiceError>, refusal: Refusal) -> bool {
    matches!(answer, Err(ServiceError::Refused(why)) if *why == refusal)
}
