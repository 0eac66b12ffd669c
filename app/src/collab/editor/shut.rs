//! A browser does not tell why a socket was not opened; the page of the draft does.

use domain::{ids::PostingId, protocol::close};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestInit, Response};

use crate::paths;

/// What the page says, if the server can be reached.
pub enum Shut {
    /// The code that a socket would have been closed with.
    Refused(u16),
    /// The server is there, its database is not.
    Ailing,
}

/// Why the draft of this posting is not opened.
pub async fn why_shut(posting: PostingId) -> Option<Shut> {
    let window = web_sys::window().filter(|window| window.navigator().on_line())?;
    let request = RequestInit::new();
    request.set_method("HEAD");
    let asked = window.fetch_with_str_and_init(&paths::posting(posting), &request);
    let answer: Response = JsFuture::from(asked).await.ok()?.dyn_into().ok()?;
    if answer.redirected() {
        return Some(Shut::Refused(close::SIGNED_OUT));
    }
    match answer.status() {
        404 => Some(Shut::Refused(close::HIDDEN)),
        500.. => Some(Shut::Ailing),
        _ => None,
    }
}
