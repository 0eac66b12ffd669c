//! Tells the others where one works.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use domain::protocol::Whereabouts;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;

use super::{channel, desk::Desk};

/// The caret is told at most this often.
const REST: Duration = Duration::from_millis(100);

/// Tells the others where this person works, at most ten times a second.
pub fn follow(desk: Desk) {
    let is_waiting = Arc::new(AtomicBool::new(false));
    let said = StoredValue::new(None::<Whereabouts>);
    let moved = move |_| {
        if is_waiting.swap(true, Ordering::Relaxed) {
            return;
        }
        let is_waiting = Arc::clone(&is_waiting);
        let say = move || {
            is_waiting.store(false, Ordering::Relaxed);
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
        window_event_listener_untyped(event, moved.clone());
    }
}

/// The line that has the keyboard, and what is selected in it.
fn whereabouts() -> Option<Whereabouts> {
    let area = document().active_element()?.dyn_into::<HtmlTextAreaElement>().ok()?;
    let line = area.closest(".line").ok()??.id().strip_prefix("line-")?.parse().ok()?;
    let (from, to) = (area.selection_start().ok()??, area.selection_end().ok()??);
    Some(Whereabouts { line, from, to })
}
