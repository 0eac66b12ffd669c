//! Brings threads to life: names are completed behind an `@`, and words that are selected in a line are taken along into the
//! form for that line.

use std::{
    cell::{Cell, OnceCell, RefCell},
    rc::Rc,
};

use domain::input::lower_case;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, HtmlTextAreaElement, KeyboardEvent, UrlSearchParams};

use crate::live;

/// Names that are offered at once.
const OFFERED: usize = 6;
/// The longest piece of a name that is completed, in characters.
const TYPED_MAX: usize = 40;

/// Wakes the forms and the links. Nothing on pages without threads.
pub fn wake_threads() -> Option<()> {
    let page = live::document()?.document_element()?;
    for link in live::all(&page, ".comment-on") {
        let clicked = link.clone();
        live::listen(&link, "mousedown", move |_| {
            take_words_along(&clicked);
        });
        let focused = link.clone();
        live::listen(&link, "keydown", move |_| {
            take_words_along(&focused);
        });
    }
    for form in live::all(&page, "form.say") {
        let field = live::all(&form, "textarea").into_iter().next().and_then(|area| area.dyn_into().ok());
        let posting =
            live::all(&form, "input[name=posting]").into_iter().next().and_then(|input| input.dyn_into().ok());
        if let (Some(field), Some(posting)) = (field, posting) {
            wake_names(field, &posting);
        }
    }
    Some(())
}

/// The link of a part leads to a form that knows which of its words are selected.
fn take_words_along(link: &HtmlElement) -> Option<()> {
    let selection = live::window()?.get_selection().ok()??;
    let words = selection.to_string().as_string()?;
    let range = selection.get_range_at(0).ok()?;
    let part = link.parent_element()?;
    let text = live::all(&part, ".diff-text").into_iter().next()?;
    if words.trim().is_empty() || !text.contains(Some(&range.common_ancestor_container().ok()?)) {
        return None;
    }
    let before = range.clone_range();
    before.select_node_contents(&text).ok()?;
    before.set_end(&range.start_container().ok()?, range.start_offset().ok()?).ok()?;
    let near = before.to_string().as_string()?.chars().count();
    let address = link.get_attribute("href")?;
    let (path, _) = address.split_once("&words=").unwrap_or(address.split_once('#')?);
    let question = UrlSearchParams::new().ok()?;
    question.append("words", &words);
    question.append("near", &near.to_string());
    let question = question.to_string().as_string()?;
    link.set_attribute("href", &[path, "&", &question, "#say"].concat()).ok()
}

/// The list of names behind the `@` that is typed.
struct Names {
    field: HtmlTextAreaElement,
    list: HtmlElement,
    posting: String,
    is_asked: Cell<bool>,
    /// Everyone who can be called, with their names in lower case.
    all: OnceCell<Vec<(String, HtmlElement)>>,
    /// The chosen one of those that are offered.
    chosen: Cell<usize>,
    offered: RefCell<Vec<(String, HtmlElement)>>,
}

fn wake_names(field: HtmlTextAreaElement, posting: &HtmlInputElement) -> Option<()> {
    let list: HtmlElement = live::document()?.create_element("ul").ok()?.dyn_into().ok()?;
    list.set_class_name("menu-list name-list");
    list.set_id(&[&field.id(), "-names"].concat());
    list.set_hidden(true);
    list.set_attribute("role", "listbox").ok()?;
    list.set_attribute("aria-label", "People").ok()?;
    field.after_with_node_1(&list).ok()?;
    field.set_attribute("aria-controls", &list.id()).ok()?;
    field.set_attribute("aria-autocomplete", "list").ok()?;
    let names = Rc::new(Names {
        posting: posting.value(),
        is_asked: Cell::new(false),
        all: OnceCell::new(),
        chosen: Cell::new(0),
        offered: RefCell::default(),
        field,
        list,
    });
    let typing = Rc::clone(&names);
    live::listen(&names.field, "input", move |_| typing.follow());
    let pressing = Rc::clone(&names);
    live::listen(&names.field, "keydown", move |event| {
        pressing.press(&event);
    });
    let leaving = Rc::clone(&names);
    live::listen(&names.field, "blur", move |_| leaving.close());
    let taking = Rc::clone(&names);
    // Before the field loses the focus.
    live::listen(&names.list, "mousedown", move |event| {
        event.prevent_default();
        let row = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(name) = row.and_then(|row| row.closest("[role=option]").ok()?) {
            taking.take(&live::text(&name));
        }
    });
    Some(())
}

impl Names {
    /// What is typed of a name, from behind its sign to the caret.
    fn typed(&self) -> Option<String> {
        let caret = self.field.selection_end().ok()?? as usize;
        let before: Vec<u16> = self.field.value().encode_utf16().take(caret).collect();
        let before = String::from_utf16(&before).ok()?;
        let (ahead, typed) = before.rsplit_once('@')?;
        let is_sign = !ahead.chars().next_back().is_some_and(char::is_alphanumeric);
        (is_sign && !typed.contains('\n') && typed.chars().count() <= TYPED_MAX).then(|| typed.to_owned())
    }

    fn follow(self: &Rc<Self>) {
        if self.typed().is_none() {
            return self.close();
        }
        if self.all.get().is_none() && !self.is_asked.replace(true) {
            let names = Rc::clone(self);
            wasm_bindgen_futures::spawn_local(async move {
                let markup = live::fetch_markup("list_mentionable", Some(("posting", &names.posting))).await;
                names.is_asked.set(false);
                if let Some(markup) = markup {
                    markup.show_in(&names.list);
                    let rows = live::all(&names.list, "[role=option]").into_iter();
                    drop(names.all.set(rows.map(|row| (lower_case(&live::text(&row)), row)).collect()));
                    names.draw();
                }
            });
        }
        self.draw();
    }

    fn draw(&self) {
        let (Some(all), Some(typed)) = (self.all.get(), self.typed()) else { return };
        let typed = lower_case(&typed);
        // The beginning of any part of a name will do; a name that is written out needs no list.
        let fits = |name: &str| name != typed && (name.starts_with(&typed) || name.contains(&[" ", &typed].concat()));
        let found = all.iter().filter(|(name, _)| fits(name)).take(OFFERED).cloned();
        *self.offered.borrow_mut() = found.collect();
        self.chosen.set(0);
        self.list.set_text_content(None);
        for (number, (_, row)) in self.offered.borrow().iter().enumerate() {
            row.set_id(&[&self.list.id(), "-", &number.to_string()].concat());
            drop(self.list.append_child(row));
        }
        self.list.set_hidden(self.offered.borrow().is_empty());
        self.mark();
    }

    fn mark(&self) {
        let offered = self.offered.borrow();
        for (number, (_, row)) in offered.iter().enumerate() {
            drop(row.set_attribute("aria-selected", if number == self.chosen.get() { "true" } else { "false" }));
        }
        drop(match offered.get(self.chosen.get()) {
            Some((_, row)) => self.field.set_attribute("aria-activedescendant", &row.id()),
            None => self.field.remove_attribute("aria-activedescendant"),
        });
    }

    fn close(&self) {
        self.list.set_hidden(true);
        self.offered.borrow_mut().clear();
        self.mark();
    }

    /// Arrows choose, Enter and Tab take, Escape closes; all other keys are the field's own.
    fn press(&self, event: &Event) -> Option<()> {
        let count = self.offered.borrow().len();
        if count == 0 {
            return None;
        }
        let chosen = self.chosen.get();
        match event.dyn_ref::<KeyboardEvent>()?.key().as_str() {
            "ArrowDown" => self.chosen.set((chosen + 1) % count),
            "ArrowUp" => self.chosen.set((chosen + count - 1) % count),
            "Enter" | "Tab" => {
                let name = self.offered.borrow().get(chosen).map(|(_, row)| live::text(row));
                self.take(&name?);
            }
            "Escape" => self.close(),
            _ => return None,
        }
        event.prevent_default();
        self.mark();
        Some(())
    }

    /// Writes the name in place of what is typed of it.
    fn take(&self, name: &str) {
        let (Some(typed), Ok(Some(end))) = (self.typed(), self.field.selection_end()) else { return };
        let start = end.saturating_sub(typed.encode_utf16().count() as u32);
        drop(self.field.set_range_text_with_start_and_end(&[name, " "].concat(), start, end));
        let caret = start + name.encode_utf16().count() as u32 + 1;
        drop(self.field.set_selection_range(caret, caret));
        self.close();
    }
}
