//! The keyboard stays in its field, whatever is drawn anew around it.
//!
//! A browser takes the keyboard from a field that is put elsewhere in the page, as happens when somebody moves the line
//! or section that another one types in; the letters that follow would go nowhere.

use domain::document::{Field, moved_caret};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlTextAreaElement};

/// Where the keyboard is.
pub struct Held {
    field: String,
    /// What the field says, and what is selected in it; `None` when it is no text.
    caret: Option<(String, u32, u32)>,
}

/// Looks where the keyboard is, before something is drawn anew.
pub fn hold() -> Option<Held> {
    let element = document().active_element()?;
    let field = field_of(&element)?;
    let caret = element
        .dyn_ref::<HtmlTextAreaElement>()
        .and_then(|area| Some((area.value(), area.selection_start().ok()??, area.selection_end().ok()??)));
    Some(Held { field, caret })
}

impl Held {
    /// The keyboard is nowhere, and should be here.
    pub fn at(field: &Field) -> Self {
        Self { field: field.to_string(), caret: None }
    }

    /// Gives it back once all is drawn, and before the next key.
    pub fn give_back_soon(self) {
        leptos::task::spawn_local(async move {
            leptos::task::tick().await;
            self.give_back();
        });
    }

    /// Gives it back, unless it is there or somewhere else by now.
    pub fn give_back(&self) {
        if document().active_element().is_some_and(|active| active.tag_name() != "BODY") {
            return;
        }
        let Some(place) = find(&self.field) else { return };
        drop(place.focus());
        if let (Some(area), Some((text, from, to))) = (place.dyn_ref::<HtmlTextAreaElement>(), &self.caret) {
            let now = area.value();
            drop(area.set_selection_range(moved_caret(text, &now, *from), moved_caret(text, &now, *to)));
        }
    }
}

fn field_of(element: &Element) -> Option<String> {
    element.get_attribute("data-field")
}

fn find(field: &str) -> Option<HtmlElement> {
    let place = document().query_selector(&format!("[data-field=\"{field}\"]")).ok()??;
    place.dyn_into().ok()
}
