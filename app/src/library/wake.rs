//! Brings the library's search to life: loads the library once, searches it on every key stroke, shows the rows that fit.

use std::{
    cell::{Cell, OnceCell},
    rc::Rc,
};

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent};

use super::{
    wake_narrowing::Narrowing,
    wake_rows::{Found, Library, held},
};
use crate::live;

/// Rows that are drawn at once; nobody reads further while typing.
const ROWS: usize = 60;

/// The parts of the search, as `search.rs` renders them.
struct Search {
    input: HtmlInputElement,
    /// Says how many there are.
    count: HtmlElement,
    /// Where the rows that fit are shown.
    live: HtmlElement,
    /// Stands in their place when none fits.
    nothing: HtmlElement,
    /// The list as the server made it.
    listed: HtmlElement,
    is_loading: Cell<bool>,
    library: OnceCell<Library>,
    narrowing: Narrowing,
}

/// Wakes the search. Nothing on pages that have none.
pub fn wake_search() -> Option<()> {
    let search = Rc::new(Search::find()?);
    let focused = Rc::clone(&search);
    live::listen(&search.input, "focus", move |_| focused.load());
    let typing = Rc::clone(&search);
    live::listen(&search.input, "input", move |_| typing.follow());
    if search.is_changed() {
        search.follow();
    }
    let window = live::window()?;
    live::listen(&window, "keydown", move |event| {
        search.steer(&event);
    });
    Some(())
}

impl Search {
    fn find() -> Option<Self> {
        let live: HtmlElement = live::find("library-live")?;
        Some(Self {
            input: live::find("library-query")?,
            count: live::find("library-count")?,
            narrowing: Narrowing::of(&live)?,
            live,
            nothing: live::find("library-nothing")?,
            listed: live::find("library-listed")?,
            is_loading: Cell::new(false),
            library: OnceCell::new(),
        })
    }

    /// Whether something else is typed than what the server's list answers.
    fn is_changed(&self) -> bool {
        self.input.value().trim() != self.input.default_value().trim()
    }

    fn load(self: &Rc<Self>) {
        if self.library.get().is_some() || self.is_loading.replace(true) {
            return;
        }
        let search = Rc::clone(self);
        wasm_bindgen_futures::spawn_local(async move {
            let markup = live::fetch_markup("list_library", &[]).await;
            // If it failed the next key stroke tries again; Enter asks the server meanwhile.
            search.is_loading.set(false);
            if let Some(library) = markup.as_ref().and_then(Library::read) {
                drop(search.library.set(library));
                search.draw();
            }
        });
    }

    fn follow(self: &Rc<Self>) {
        self.narrowing.carry(self.input.value().trim(), self.is_changed());
        self.load();
        self.draw();
    }

    fn draw(&self) {
        let library = self.library.get().filter(|_| self.is_changed());
        self.listed.set_hidden(library.is_some());
        self.live.set_hidden(library.is_none());
        self.count.set_hidden(library.is_none());
        self.nothing.set_hidden(true);
        let Some(library) = library else { return self.narrowing.count(None) };
        let typed = self.input.value();
        let mut found = library.search(&typed);
        self.narrowing.count(Some(&found));
        let narrowed = held(&self.live);
        found.retain(|(row, _)| row.fits(&narrowed));
        self.nothing.set_hidden(!found.is_empty());
        self.count.set_text_content(Some(&summary(found.len(), typed.trim())));
        self.show(found);
    }

    fn show(&self, found: Vec<Found<'_>>) {
        self.live.set_text_content(None);
        for (row, ranges) in found.into_iter().take(ROWS) {
            row.mark(&ranges);
            drop(self.live.append_child(&row.element));
        }
    }

    /// `/` leads to the field, unless somebody is typing; the arrows walk from there through what was found.
    fn steer(&self, event: &Event) -> Option<()> {
        let keys: &KeyboardEvent = event.dyn_ref()?;
        let place = match keys.key().as_str() {
            "/" if !live::is_typing() => self.input.clone().into(),
            // Keys that choose among the words of an input method, or do something of the browser's.
            _ if keys.is_composing() || keys.ctrl_key() || keys.alt_key() || keys.meta_key() => return None,
            "ArrowDown" => self.stop(1)?,
            "ArrowUp" => self.stop(-1)?,
            "Escape" => self.stop(isize::MIN)?,
            _ => return None,
        };
        event.prevent_default();
        drop(place.focus());
        Some(())
    }

    /// The place that is so many steps from where the keyboard is, among the field and the items below it. Nothing
    /// beyond the last one, nor from the field back.
    fn stop(&self, step: isize) -> Option<HtmlElement> {
        let list: &Element = if self.live.hidden() { &self.listed } else { &self.live };
        let mut stops = vec![self.input.clone().into()];
        stops.extend(live::all(list, ".item-name a"));
        let focused = live::document()?.active_element()?;
        let place = stops.iter().position(|stop: &HtmlElement| **stop == focused)?;
        let next = place.saturating_add_signed(step);
        if next == place { None } else { stops.into_iter().nth(next) }
    }
}

fn summary(count: usize, typed: &str) -> String {
    let items = if count == 1 { "1 item".to_owned() } else { format!("{count} items") };
    let shown = if count > ROWS { format!(", the best {ROWS} shown") } else { String::new() };
    if typed.is_empty() { [items, shown].concat() } else { [&items, " for “", typed, "”", &shown].concat() }
}
