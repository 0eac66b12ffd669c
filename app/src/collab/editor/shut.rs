//! A browser does not tell why a socket was not opened; the page of the draft does.

use domain::{ids::PostingId, protocol::close};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestInit, Response};

use crate::paths;

/// The code that a socket would have been closed with, if the server can be reached and refuses.
pub async fn why_shut(posting: PostingId) -> Option<u16> {
    let window = web_sys::window().filter(|window| window.navigator().on_line())?;
    let request = RequestInit::new();
    request.set_method("HEAD");
    let asked = window.fetch_with_str_and_init(&paths::posting(posting), &request);
    let answer: Response = JsFuture::from(asked).await.ok()?.dyn_into().ok()?;
    if answer.redirected() {
        return Some(close::SIGNED_OUT);
    }
    (answer.status() == http::StatusCode::NOT_FOUND.as_u16()).then_some(close::HIDDEN)
}
