//! The edges of the page: what it says about saving, leaving with unsaved words, submitting, undo keys.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlFormElement;

use super::desk::{Desk, Saving};

/// Says in the bar whether everything is saved. (The bar is not part of the island: it works without it.)
pub fn report(desk: Desk) {
    Effect::new(move |_| {
        let (words, state) = match desk.saving.get() {
            Saving::Saved => ("Saved", ""),
            Saving::Sending => ("Saving…", "saving"),
            Saving::Retrying => ("Not saved – retrying", "offline"),
            Saving::Stopped(_) => ("Not saved", "failed"),
        };
        if let Some(place) = document().get_element_by_id("save-state") {
            place.set_text_content(Some(words));
            drop(place.set_attribute("data-state", state));
        }
    });
}

/// Asks before unsaved words are left, and sends them before the posting is submitted.
pub fn guard(desk: Desk) {
    let leaving = window_event_listener(ev::beforeunload, move |event| {
        if desk.is_pending() {
            event.prevent_default();
        }
    });
    let submitting = window_event_listener(ev::submit, move |event| {
        let Some(form) = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok()) else { return };
        let stopped = matches!(desk.saving.get_untracked(), Saving::Stopped(_));
        if form.method() != "post" || !desk.is_pending() || stopped {
            return;
        }
        event.prevent_default();
        leptos::task::spawn_local(async move {
            desk.send().await;
            if !desk.is_pending() {
                drop(form.request_submit());
            }
        });
    });
    on_cleanup(move || {
        leaving.remove();
        submitting.remove();
    });
}

/// Ctrl-Z and Ctrl-Shift-Z (or Ctrl-Y) undo and redo one's own edits, also those of moved lines and facts.
pub fn keys(desk: Desk) {
    let keys = window_event_listener(ev::keydown, move |event| {
        if !(event.ctrl_key() || event.meta_key()) || event.alt_key() {
            return;
        }
        match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
            ("z", false) => desk.undo(),
            ("z", true) | ("y", false) => desk.redo(),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || keys.remove());
}
