//! Server functions: the calls that the browser and forms make, each answered with the status that belongs to its error.

use app::error::AppError;
use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header};
use leptos::prelude::provide_context;

use super::Front;
use crate::router::BODY_MAX_BYTES;

/// Answers a call from the browser.
pub(crate) async fn answer(State(front): State<Front>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    // Read here, because the library would call a body that is too large malformed.
    let Ok(body) = to_bytes(body, BODY_MAX_BYTES).await else {
        return (StatusCode::PAYLOAD_TOO_LARGE, "That is more than this call can take.\n").into_response();
    };
    let mut request = Request::from_parts(parts, Body::from(body));
    // Otherwise the answer to a refused call would be a redirect to wherever the browser says it was.
    request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    match call(&front, request).await {
        Ok(response) => response,
        Err(error) => (error.status(), axum::Json(error)).into_response(),
    }
}

/// Runs the server function that the request's path names.
///
/// # Errors
/// What the function answered; [`AppError::NotFound`] when there is none of that name.
pub(crate) async fn call(front: &Front, request: Request) -> Result<Response, AppError> {
    if leptos::server_fn::axum::get_server_fn_service(request.uri().path(), request.method().clone()).is_none() {
        return Err(AppError::NotFound);
    }
    let scope = front.scope(request.headers(), request.extensions(), None).await;
    let provide = move || provide_context(scope.clone());
    let response = leptos_axum::handle_server_fns_with_context(provide, request).await.into_response();
    if response.status() != StatusCode::INTERNAL_SERVER_ERROR {
        return Ok(response);
    }
    Err(error_in(response.into_body()).await)
}

async fn error_in(body: Body) -> AppError {
    let bytes = to_bytes(body, BODY_MAX_BYTES).await.unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or(AppError::Internal)
}
