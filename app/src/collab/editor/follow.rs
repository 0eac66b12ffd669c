//! Tells the others where one works.

use std::time::Duration;

use domain::protocol::Whereabouts;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlTextAreaElement;

use super::{channel, desk::Desk};

/// The caret is told at most this often.
const REST: Duration = Duration::from_millis(100);

/// Tells the others where this person works, at most ten times a second.
pub fn follow(desk: Desk) {
    let is_waiting = StoredValue::new(false);
    let said = StoredValue::new(None::<Whereabouts>);
    let moved = move |_| {
        if is_waiting.get_value() {
            return;
        }
        is_waiting.set_value(true);
        let say = move || {
            is_waiting.set_value(false);
            let now = whereabouts();
            if said.get_value() != now {
                said.set_value(now.clone());
                channel::here(now);
            }
        };
        set_timeout(say, REST);
    };
    // A new connection knows nothing of where one is.
    Effect::new(move |_| {
        desk.saving.track();
        said.set_value(None);
    });
    for event in ["selectionchange", "focusin", "focusout"] {
        window_event_listener_untyped(event, moved);
    }
}

/// The field that has the keyboard, and what is selected in it if it is a text.
fn whereabouts() -> Option<Whereabouts> {
    let element = document().active_element()?;
    let field = element.get_attribute("data-field")?.parse().ok()?;
    let area = element.dyn_ref::<HtmlTextAreaElement>();
    let end =
        |offset: fn(&HtmlTextAreaElement) -> Result<Option<u32>, JsValue>| area.and_then(|area| offset(area).ok()?);
    let from = end(HtmlTextAreaElement::selection_start).unwrap_or_default();
    let to = end(HtmlTextAreaElement::selection_end).unwrap_or_default();
    Some(Whereabouts { field, from, to })
}
