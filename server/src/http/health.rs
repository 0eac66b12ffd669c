//! For whoever watches the program: is it alive, can it serve?

use axum::extract::State;
use http::StatusCode;

use super::Front;

/// The program runs.
pub(crate) async fn alive() -> &'static str {
    "alive\n"
}

/// The program runs and its database answers.
pub(crate) async fn ready(State(front): State<Front>) -> (StatusCode, &'static str) {
    match front.services.ping().await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n"),
    }
}
