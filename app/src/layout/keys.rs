//! Brings the single keys of a page to life, as its legend (`ui/keys.rs`) lists them. They can be switched off, because a
//! browser that is spoken to hears single letters in any word.

use std::{cell::Cell, rc::Rc};

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent, Storage};

use crate::live;

/// What is kept in the browser while the keys are off.
const OFF: &str = "keys-off";

/// Wakes the keys. Nothing on pages that have none.
pub fn wake_keys() -> Option<()> {
    let switch: HtmlInputElement = live::find("keys-on")?;
    let legend = switch.closest(".keys").ok()??;
    switch.set_checked(storage()?.get_item(OFF).ok()?.is_none());
    let switched = switch.clone();
    live::listen(&switch, "change", move |_| {
        if let Some(storage) = storage() {
            drop(if switched.checked() { storage.remove_item(OFF) } else { storage.set_item(OFF, "") });
        }
    });
    let window = live::window()?;
    let is_led = Rc::new(Cell::new(false));
    let led = Rc::clone(&is_led);
    live::listen(&window, "keydown", move |event| {
        keep_blank(&is_led, &event);
        if switch.checked() && press(&legend, &event).is_some() {
            is_led.set(true);
        }
    });
    // Where a browser presses a button only when the key is let go.
    live::listen(&window, "keyup", move |event| {
        keep_blank(&led, &event);
    });
    Some(())
}

/// A blank is no press of a button that a key led to: it may be one between words that were meant for a field.
fn keep_blank(is_led: &Cell<bool>, event: &Event) -> Option<()> {
    let keys: &KeyboardEvent = event.dyn_ref()?;
    match keys.key().as_str() {
        "Tab" => is_led.set(false),
        " " if is_led.get() => {
            live::document()?.query_selector("button:focus").ok()??;
            event.prevent_default();
        }
        _ => {}
    }
    Some(())
}

/// Goes where the key leads; a choice is made at once, a button waits for `Enter`.
fn press(legend: &Element, event: &Event) -> Option<()> {
    let keys: &KeyboardEvent = event.dyn_ref()?;
    if keys.ctrl_key() || keys.alt_key() || keys.meta_key() || live::is_typing() {
        return None;
    }
    // What is typed while something is being said was meant for it.
    if live::document()?.query_selector("#say").ok()?.is_some() {
        return None;
    }
    let row = legend.query_selector(&["[data-key='", &keys.key(), "']"].concat()).ok()??;
    let place = live::document()?.query_selector(&row.get_attribute("data-place")?).ok()??;
    let place: HtmlElement = place.dyn_into().ok()?;
    event.prevent_default();
    drop(place.focus());
    if place.matches("[type=radio]").ok()? {
        place.click();
    }
    Some(())
}

fn storage() -> Option<Storage> {
    live::window()?.local_storage().ok()?
}
