//! The edges of the page: what it says about saving, leaving with unsaved words, submitting, undo keys.

use std::time::Duration;

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlFormElement;

use super::desk::{Desk, Saving};
use crate::live;

/// How long submitting waits for words that are on their way, and how often it looks (milliseconds).
const SAVED_WITHIN: u32 = 5_000;
const LOOK_EVERY: u32 = 50;

/// Says in the bar whether everything is saved. (The bar is the server's: it works without the live editor.)
pub fn report(desk: Desk) {
    Effect::new(move |_| {
        let (words, state) = match desk.saving.get() {
            Saving::Saved => ("Saved", ""),
            Saving::Sending => ("Saving…", "saving"),
            Saving::Offline if desk.is_kept.get() => ("Offline – kept in this browser", "offline"),
            Saving::Offline => ("Offline – keep this tab open", "failed"),
            Saving::Stuck => ("Not saved yet", "offline"),
            Saving::Stopped(_) => ("Not saved", "failed"),
        };
        if let Some(place) = document().get_element_by_id("save-state") {
            place.set_text_content(Some(words));
            drop(place.set_attribute("data-state", state));
        }
    });
}

/// Says what writing puts at stake, wherever that has its place. (The places are the server's, which knows it first.)
pub fn say_at_stake(sentence: &str) {
    for place in document().document_element().iter().flat_map(|page| live::all(page, ".at-stake")) {
        // What is said already is not said again.
        if live::text(&place) != sentence {
            place.set_text_content(Some(sentence));
        }
    }
}

/// Asks before unsaved words are left, and waits for them before the posting is submitted.
pub fn guard(desk: Desk) {
    window_event_listener(ev::beforeunload, move |event| {
        if desk.is_pending() {
            event.prevent_default();
        }
    });
    window_event_listener(ev::submit, move |event| {
        let Some(form) = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok()) else { return };
        let stopped = matches!(desk.saving.get_untracked(), Saving::Stopped(_));
        if form.method() == "post" && desk.is_pending() && !stopped {
            event.prevent_default();
            once_saved(desk, form, SAVED_WITHIN / LOOK_EVERY);
        }
    });
}

/// Submits when everything is in the database; if that takes too long, says why nothing happened.
fn once_saved(desk: Desk, form: HtmlFormElement, looks: u32) {
    let look = move || {
        if !desk.is_pending() {
            drop(form.request_submit());
        } else if looks == 0 {
            desk.notice.set(Some(
                "Your last words are not saved yet, so nothing was submitted. Try again when the page says “Saved”."
                    .to_owned(),
            ));
        } else {
            once_saved(desk, form, looks - 1);
        }
    };
    set_timeout(look, Duration::from_millis(LOOK_EVERY.into()));
}

/// Ctrl-Z and Ctrl-Shift-Z (or Ctrl-Y) undo and redo one's own edits, also those of moved lines and facts.
pub fn keys(desk: Desk) {
    window_event_listener(ev::keydown, move |event| {
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
}
