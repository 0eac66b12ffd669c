//! Brings the command palette to life: opens it, hides the places that do not fit, asks the server what else does.

use std::{cell::Cell, rc::Rc};

use js_sys::JsString;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlAnchorElement, HtmlDialogElement, HtmlElement, HtmlInputElement, KeyboardEvent};

use crate::live::{self, Markup};

/// How many milliseconds the keys must rest before the server is asked.
const REST: i32 = 120;
/// Letters that make a search.
const SEARCH_FROM: usize = 2;

/// The parts of the palette, as `palette.rs` renders them.
struct Palette {
    dialog: HtmlDialogElement,
    input: HtmlInputElement,
    places: Vec<HtmlElement>,
    /// Holds the rows that the server found.
    found: Element,
    /// The row that leads to the search page, and the place in it for what was typed.
    everything: HtmlAnchorElement,
    typed: Element,
    status: Element,
    /// Which of the rows on show is chosen.
    chosen: Cell<usize>,
}

/// Wakes the palette. Nothing on pages that have none.
pub fn wake_palette() -> Option<()> {
    let palette = Rc::new(Palette::find()?);
    open_on_demand(&palette)?;
    let asking = Rc::clone(&palette);
    let ask = live::debounced(REST, move || {
        let asking = Rc::clone(&asking);
        wasm_bindgen_futures::spawn_local(async move { asking.ask().await });
    });
    let typing = Rc::clone(&palette);
    live::listen(&palette.input, "input", move |_| {
        typing.follow();
        ask();
    });
    let steering = Rc::clone(&palette);
    live::listen(&palette.input, "keydown", move |event| steering.steer(&event));
    Some(())
}

/// Ctrl-K anywhere, and the search button in the bar.
fn open_on_demand(palette: &Rc<Palette>) -> Option<()> {
    let window = live::window()?;
    let opening = Rc::clone(palette);
    live::listen(&window, "keydown", move |event| {
        let Some(keys) = event.dyn_ref::<KeyboardEvent>() else { return };
        if (keys.ctrl_key() || keys.meta_key()) && keys.key().eq_ignore_ascii_case("k") {
            event.prevent_default();
            opening.open();
        }
    });
    let opening = Rc::clone(palette);
    live::listen(&window, "click", move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if target.is_some_and(|target| matches!(target.closest(".search-open"), Ok(Some(_)))) {
            event.prevent_default();
            opening.open();
        }
    });
    Some(())
}

impl Palette {
    fn find() -> Option<Self> {
        Some(Self {
            dialog: live::find("palette")?,
            input: live::find("palette-input")?,
            places: live::all(&live::find("palette-places")?, "a"),
            found: live::find("palette-found")?,
            everything: live::find("palette-everything")?,
            typed: live::find("palette-typed")?,
            status: live::find("palette-status")?,
            chosen: Cell::new(0),
        })
    }

    fn open(&self) {
        if !self.dialog.open() {
            drop(self.dialog.show_modal());
            self.input.select();
        }
    }

    fn is_search(&self) -> bool {
        self.input.value().trim().chars().count() >= SEARCH_FROM
    }

    /// Shows what fits the words as they are now; what the server found for other words stays until it has answered.
    fn follow(&self) {
        let text = self.input.value();
        let (text, is_search) = (text.trim(), self.is_search());
        let needle = String::from(JsString::from(text).to_lower_case());
        for place in &self.places {
            place.set_hidden(!JsString::from(live::text(place)).to_lower_case().includes(&needle, 0));
        }
        if !is_search {
            Markup::default().show_in(&self.found);
        }
        self.everything.set_hidden(!is_search);
        self.everything.set_search(&["?q=", &String::from(js_sys::encode_uri_component(text))].concat());
        self.typed.set_text_content(Some(text));
        self.report(is_search);
        self.choose(0);
    }

    async fn ask(&self) {
        let text = self.input.value();
        if !self.is_search() {
            return;
        }
        let answer = live::fetch_markup("search_everything", &[("text", &text)]).await;
        // An answer to what is no longer typed is late: another one is on its way.
        if self.input.value() == text {
            answer.unwrap_or_default().show_in(&self.found);
            self.report(false);
            self.choose(self.chosen.get());
        }
    }

    fn report(&self, is_asking: bool) {
        self.status.set_text_content(is_asking.then_some("Searching…"));
    }

    /// The rows on show, in their order.
    fn shown(&self) -> Vec<HtmlElement> {
        live::all(&self.dialog, "[role=option]:not([hidden])")
    }

    /// Marks the row of this number, or the last one, as the one where Enter leads.
    fn choose(&self, number: usize) -> Option<HtmlElement> {
        live::choose(&self.shown(), &self.chosen, number, &self.input)
    }

    fn steer(&self, event: &Event) {
        let Some(keys) = event.dyn_ref::<KeyboardEvent>() else { return };
        let step = match keys.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            "Enter" => 0,
            _ => return,
        };
        event.prevent_default();
        let Some(row) = self.choose(self.chosen.get().saturating_add_signed(step)) else { return };
        if step == 0 {
            row.click();
        } else {
            row.scroll_into_view_with_bool(false);
        }
    }
}
