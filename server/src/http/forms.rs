//! Plain forms: a page's own address, posted to, with the server function to call in `?do=`.
//!
//! Done, the browser is sent on (303), so that reloading does not send twice. Refused, the same page is rendered again
//! with what was typed (passwords apart) and the sentence for each field.

use app::{
    error::AppError,
    forms::{DONE, FormOutcome, done_words, of_page},
};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    response::{IntoResponse, Redirect, Response},
};
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header, request::Parts};

use super::{Front, pages, server_functions};
use crate::router::BODY_MAX_BYTES;

/// Runs the form's server function, then goes on or shows the page again.
pub(crate) async fn submit(State(front): State<Front>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, BODY_MAX_BYTES).await else {
        return (StatusCode::PAYLOAD_TOO_LARGE, "That is more than this form can take.\n").into_response();
    };
    let Some(action) = query_value(&parts.uri, "do") else {
        return (StatusCode::BAD_REQUEST, "This form does not say what to do.\n").into_response();
    };
    match server_functions::call(&front, function_call(&parts, &action, body.clone())).await {
        Ok(response) => see_other(&parts.uri, &action, response.headers()),
        Err(error) => {
            let outcome = outcome(action, &body, error);
            pages::render(&front, page_again(parts), Some(outcome)).await
        }
    }
}

fn function_call(parts: &Parts, action: &str, body: Bytes) -> Request {
    let mut request = Request::new(Body::from(body));
    *request.method_mut() = Method::POST;
    *request.uri_mut() = format!("/api/{action}").parse().unwrap_or_default();
    *request.headers_mut() = parts.headers.clone();
    request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    *request.extensions_mut() = parts.extensions.clone();
    request
}

/// What was typed, without secrets.
fn outcome(action: String, body: &[u8], error: AppError) -> FormOutcome {
    let typed: Vec<(String, String)> = form_urlencoded::parse(body).into_owned().collect();
    let key = typed.iter().find(|(name, _)| name == "_form").map(|(_, value)| value.clone()).unwrap_or_default();
    let values = typed.into_iter().filter(|(name, _)| !name.contains("password")).collect();
    FormOutcome { action, key, values, error }
}

/// Where the function sends the browser, or else the page it came from, which then says what was done. A question alone is
/// one to that page.
fn see_other(page: &Uri, action: &str, answer: &HeaderMap) -> Response {
    let chosen = answer.get(header::LOCATION).and_then(|value| value.to_str().ok());
    let here = without_action(page);
    let next = match chosen.map(|chosen| chosen.strip_prefix('?').ok_or(chosen)) {
        Some(Err(elsewhere)) => elsewhere.to_owned(),
        Some(Ok(question)) => asking(&here, question),
        None if done_words(action).is_some() => asking(&here, &format!("{DONE}={action}")),
        None => here,
    };
    let mut response = Redirect::to(&next).into_response();
    for cookie in answer.get_all(header::SET_COOKIE) {
        response.headers_mut().append(header::SET_COOKIE, cookie.clone());
    }
    response
}

fn asking(page: &str, question: &str) -> String {
    let sign = if page.contains('?') { '&' } else { '?' };
    format!("{page}{sign}{question}")
}

fn page_again(mut parts: Parts) -> Request {
    parts.method = Method::GET;
    parts.uri = without_action(&parts.uri).parse().unwrap_or_default();
    Request::from_parts(parts, Body::empty())
}

/// The page without what was sent to it, and without what it said of something done before.
fn without_action(uri: &Uri) -> String {
    let kept = of_page(uri.query().unwrap_or_default());
    if kept.is_empty() { uri.path().to_owned() } else { format!("{}?{}", uri.path(), kept.join("&")) }
}

fn query_value(uri: &Uri, name: &str) -> Option<String> {
    form_urlencoded::parse(uri.query()?.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}
