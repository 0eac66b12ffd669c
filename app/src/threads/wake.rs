//! Brings threads to life: names are completed behind an `@`, and words that are selected in a line are taken along into the
//! form for that line.

use std::{cell::Cell, rc::Rc};

use js_sys::JsString;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlTextAreaElement, KeyboardEvent};

use crate::live;

/// The field that is open on the page, and the list of names below it, as `say.rs` renders them.
struct Names {
    field: HtmlTextAreaElement,
    list: HtmlElement,
    is_asked: Cell<bool>,
    /// Which of the names on show is chosen.
    chosen: Cell<usize>,
}

/// Wakes the links and the form. Nothing on pages without threads.
pub fn wake_threads() -> Option<()> {
    let page = live::document()?;
    live::listen(&page, "mousedown", |event| {
        take_words_along(&event);
    });
    let list: HtmlElement = live::find("names")?;
    let field = list.closest(".say").ok()??.query_selector("textarea").ok()??.dyn_into().ok()?;
    let names = Rc::new(Names { field, list, is_asked: Cell::new(false), chosen: Cell::new(0) });
    let typing = Rc::clone(&names);
    live::listen(&names.field, "input", move |_| typing.follow());
    let steering = Rc::clone(&names);
    live::listen(&names.field, "keydown", move |event| {
        steering.steer(&event);
    });
    let taking = Rc::clone(&names);
    // Before the field loses the focus.
    live::listen(&names.list, "mousedown", move |event| {
        event.prevent_default();
        taking.take(event.target().and_then(|row| row.dyn_into().ok()));
    });
    Some(())
}

/// The link of a part leads to a form that knows which of its words are selected.
fn take_words_along(event: &Event) -> Option<()> {
    let link = event.target()?.dyn_into::<Element>().ok()?.closest(".comment-on").ok()??;
    let selection = live::window()?.get_selection().ok()??;
    let words = String::from(js_sys::encode_uri_component(&String::from(selection.to_string())));
    let address = link.get_attribute("data-open").or_else(|| link.get_attribute("href"))?;
    link.set_attribute("data-open", &address).ok()?;
    let near = selection.anchor_offset().to_string();
    link.set_attribute("href", &[&address, "&words=", &words, "&near=", &near].concat()).ok()
}

impl Names {
    /// What is typed of a name, from behind its sign to the caret.
    fn typed(&self) -> Option<JsString> {
        let caret = self.field.selection_end().ok()??;
        let before = JsString::from(self.field.value()).substring(0, caret);
        let sign = before.last_index_of("@", i32::MAX);
        (sign >= 0).then(|| before.substring(sign as u32 + 1, caret))
    }

    /// Shows the names of which some word begins as it is typed.
    fn follow(self: &Rc<Self>) {
        let typed = self.typed();
        if typed.is_some() && !self.is_asked.replace(true) {
            let names = Rc::clone(self);
            wasm_bindgen_futures::spawn_local(async move {
                let posting = names.list.get_attribute("data-posting").unwrap_or_default();
                let markup = live::fetch_markup("list_mentionable", &[("posting", &posting)]).await;
                markup.unwrap_or_default().show_in(&names.list);
                names.follow();
            });
        }
        let typed = typed.map(|typed| behind_a_blank(&String::from(typed)));
        for row in live::all(&self.list, "li") {
            let name = behind_a_blank(&live::text(&row));
            row.set_hidden(!typed.as_ref().is_some_and(|typed| name.includes(&String::from(typed), 0)));
        }
        self.choose(0);
    }

    fn choose(&self, number: usize) -> Option<HtmlElement> {
        let rows = live::all(&self.list, "li:not([hidden])");
        self.list.set_hidden(rows.is_empty());
        live::choose(&rows, &self.chosen, number, &self.field)
    }

    /// Arrows choose, Enter and Tab take, Escape closes; all other keys are the field's own.
    fn steer(&self, event: &Event) -> Option<()> {
        if self.list.hidden() {
            return None;
        }
        let step = match event.dyn_ref::<KeyboardEvent>()?.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            "Enter" | "Tab" => 0,
            "Escape" => {
                self.list.set_hidden(true);
                return None;
            }
            _ => return None,
        };
        event.prevent_default();
        let row = self.choose(self.chosen.get().saturating_add_signed(step));
        if step == 0 { self.take(row) } else { None }
    }

    /// Writes the name in place of what is typed of it.
    fn take(&self, row: Option<HtmlElement>) -> Option<()> {
        let row = row?;
        let name = [&live::text(&row), " "].concat();
        let (start, end) = (self.typed()?.length(), self.field.selection_end().ok()??);
        let start = end - start;
        self.field.set_range_text_with_start_and_end(&name, start, end).ok()?;
        let caret = start + JsString::from(name).length();
        self.list.set_hidden(true);
        self.field.set_selection_range(caret, caret).ok()
    }
}

fn behind_a_blank(text: &str) -> JsString {
    JsString::from([" ", text].concat()).to_lower_case()
}
