//! What the form did that was just sent: a sentence on the page that comes then, read out and in focus.

use http::{HeaderName, HeaderValue};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

use super::Icon;

/// By which a server function tells what it did to whatever sends the browser on.
pub const DONE: HeaderName = HeaderName::from_static("x-done");

/// For server functions: the page that the form stood on comes back with this word in `?done=`.
pub fn say_done(word: &str) {
    if let (Some(options), Ok(word)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(word)) {
        options.insert_header(DONE, word);
    }
}

#[component]
pub fn Done(sentence: Option<String>) -> impl IntoView {
    sentence.map(|sentence| {
        view! { <div class="banner" role="status" data-state="approved" tabindex="-1" autofocus=""><Icon name="check"/><p>{sentence}</p></div> }
    })
}
