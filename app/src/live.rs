//! What the live parts of ordinary pages share: finding markup, listening to it, asking the server.
//!
//! Such a part *wakes* what the server rendered and makes no markup of its own. It is plain Rust over the browser's own
//! functions, because the machinery of views weighs more than everything else on these pages together (docs/adr/0001).
//! What should be there and is not ends the waking quietly: the page works without.

use std::cell::Cell;

use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, Event, EventTarget, HtmlElement, RequestInit, Response, UrlSearchParams, Window};

/// The window, always there in a page.
pub fn window() -> Option<Window> {
    web_sys::window()
}

/// The page.
pub fn document() -> Option<Document> {
    window()?.document()
}

/// The element with this id, if it is of the kind that is asked for.
pub fn find<T: JsCast>(id: &str) -> Option<T> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// The elements of a part that fit, in the order of the page.
pub fn all(within: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = within.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|place| found.get(place)?.dyn_into().ok()).collect()
}

/// Whether keys belong to what has the focus: a field, a list, a dialog.
#[cfg(not(feature = "editor"))]
pub fn is_typing() -> bool {
    const TAKES_KEYS: &str = "input:not([type=radio], [type=checkbox]), textarea, select, dialog";
    let focused = document().and_then(|document| document.active_element());
    focused.is_some_and(|focused| matches!(focused.matches(TAKES_KEYS), Ok(true)))
}

/// What an element says.
pub fn text(element: &Element) -> String {
    element.text_content().unwrap_or_default()
}

/// The bytes that are written in base64, read by the browser itself.
#[cfg(feature = "editor")]
pub fn from_base64(text: &str) -> Option<Vec<u8>> {
    window()?.atob(text).ok()?.chars().map(|byte| u8::try_from(byte).ok()).collect()
}

/// Bytes in base64, written by the browser itself.
#[cfg(feature = "editor")]
pub fn to_base64(bytes: &[u8]) -> String {
    let text: String = bytes.iter().copied().map(char::from).collect();
    window().and_then(|window| window.btoa(&text).ok()).unwrap_or_default()
}

/// Hears an event as long as the page is there.
pub fn listen(target: &EventTarget, event: &str, heard: impl Fn(Event) + 'static) {
    let heard = Closure::<dyn Fn(Event)>::new(heard).into_js_value();
    drop(target.add_event_listener_with_callback(event, heard.unchecked_ref()));
}

/// A function that does `then` once it has not been called for so many milliseconds.
pub fn debounced(rest: i32, then: impl Fn() + 'static) -> impl Fn() {
    let then = Closure::<dyn Fn()>::new(then).into_js_value();
    let waiting = Cell::new(0);
    move || {
        let Some(window) = window() else { return };
        window.clear_timeout_with_handle(waiting.get());
        let next = window.set_timeout_with_callback_and_timeout_and_arguments_0(then.unchecked_ref(), rest);
        waiting.set(next.unwrap_or_default());
    }
}

/// Marks the row of this number, or the last one, as the one where Enter leads; `field` is where one types.
pub fn choose(rows: &[HtmlElement], chosen: &Cell<usize>, number: usize, field: &Element) -> Option<HtmlElement> {
    chosen.set(number.min(rows.len().saturating_sub(1)));
    for (number, row) in rows.iter().enumerate() {
        drop(row.set_attribute("aria-selected", if number == chosen.get() { "true" } else { "false" }));
    }
    let row = rows.get(chosen.get()).cloned();
    let id = row.as_ref().map(|row| row.id()).unwrap_or_default();
    drop(field.set_attribute("aria-activedescendant", &id));
    row
}

/// Markup that our server rendered, and escaped; there is no other way to make one.
#[derive(Default)]
pub struct Markup(String);

impl Markup {
    /// Puts it into an element, in place of what was there.
    pub fn show_in(&self, place: &Element) {
        place.set_inner_html(&self.0);
    }
}

/// Calls a server function that answers with ready-made markup. Nothing when it can't be reached or refuses.
pub async fn fetch_markup(function: &str, arguments: &[(&str, &str)]) -> Option<Markup> {
    let form = UrlSearchParams::new().ok()?;
    for (name, value) in arguments {
        form.append(name, value);
    }
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_body(&form);
    let sent = window()?.fetch_with_str_and_init(&["/api/", function].concat(), &request);
    let answer: Response = JsFuture::from(sent).await.ok()?.dyn_into().ok()?;
    if !answer.ok() {
        return None;
    }
    JsFuture::from(answer.json().ok()?).await.ok()?.as_string().map(Markup)
}
