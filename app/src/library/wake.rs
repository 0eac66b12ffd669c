//! Brings the library's search to life: loads the library once, searches it on every key stroke, shows the rows that fit.

use std::{
    cell::{Cell, OnceCell},
    ops::Range,
    rc::Rc,
};

use domain::library::search::{Entry, Hit, Index};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, KeyboardEvent};

use crate::live::{self, Markup};

/// Rows that are drawn at once; nobody reads further while typing.
const ROWS: usize = 60;
/// What a list may be narrowed to: attributes of the list, and of each row.
const NARROWING: [&str; 4] = ["data-kind", "data-group", "data-tag", "data-state"];

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
}

/// The library in the browser: its rows are all that is known of it.
struct Library {
    rows: Vec<Row>,
    index: Index,
}

struct Row {
    element: HtmlElement,
    /// Holds the name, where what was found is marked.
    link: HtmlElement,
    name: String,
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
    focus_on_slash(search.input.clone())
}

/// `/` goes to the search box, unless somebody is typing.
fn focus_on_slash(input: HtmlInputElement) -> Option<()> {
    let window = live::window()?;
    live::listen(&window, "keydown", move |event| {
        let is_slash = event.dyn_ref::<KeyboardEvent>().is_some_and(|keys| keys.key() == "/");
        if is_slash && !live::is_typing() {
            event.prevent_default();
            drop(input.focus());
        }
    });
    Some(())
}

impl Search {
    fn find() -> Option<Self> {
        Some(Self {
            input: live::find("library-query")?,
            count: live::find("library-count")?,
            live: live::find("library-live")?,
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
        self.load();
        self.draw();
    }

    fn draw(&self) {
        let library = self.library.get().filter(|_| self.is_changed());
        self.listed.set_hidden(library.is_some());
        self.live.set_hidden(library.is_none());
        self.count.set_hidden(library.is_none());
        self.nothing.set_hidden(true);
        let Some(library) = library else { return };
        let typed = self.input.value();
        let found = library.find(&typed, &self.live);
        self.nothing.set_hidden(!found.is_empty());
        self.count.set_text_content(Some(&summary(found.len(), typed.trim())));
        self.live.set_text_content(None);
        for (row, ranges) in found.into_iter().take(ROWS) {
            row.mark(&ranges);
            drop(self.live.append_child(&row.element));
        }
    }
}

impl Library {
    fn read(markup: &Markup) -> Option<Self> {
        let list = live::document()?.create_element("ul").ok()?;
        markup.show_in(&list);
        let rows: Vec<Row> = live::all(&list, ".item").into_iter().filter_map(Row::read).collect();
        Some(Self { index: Index::build(rows.iter().map(Row::entry)), rows })
    }

    /// The rows that fit what was typed and what the list is narrowed to, the best first.
    fn find(&self, typed: &str, list: &Element) -> Vec<(&Row, Vec<Range<usize>>)> {
        let wanted: Vec<(&str, String)> =
            NARROWING.into_iter().filter_map(|name| Some((name, list.get_attribute(name)?))).collect();
        let row = |hit: Hit| Some((self.rows.get(hit.entry)?, hit.ranges));
        let fits = |row: &Row| wanted.iter().all(|(name, value)| row.lines(name).iter().any(|line| line == value));
        let hits = self.index.search(typed, self.rows.len());
        hits.into_iter().filter_map(row).filter(|(row, _)| fits(row)).collect()
    }
}

impl Row {
    fn read(element: HtmlElement) -> Option<Self> {
        let link = live::all(&element, ".item-name a").pop()?;
        Some(Self { name: live::text(&link), link, element })
    }

    fn lines(&self, attribute: &str) -> Vec<String> {
        let value = self.element.get_attribute(attribute).unwrap_or_default();
        value.split('\n').filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    fn entry(&self) -> Entry {
        let address = self.link.get_attribute("href").unwrap_or_default();
        let attribute = |name| self.element.get_attribute(name).unwrap_or_default();
        Entry {
            slug: address.rsplit('/').next().unwrap_or_default().to_owned(),
            name: self.name.clone(),
            body: live::all(&self.element, ".item-text").pop().map(|body| live::text(&body)).unwrap_or_default(),
            kind: attribute("data-kind"),
            tags: self.lines("data-tag"),
            synonyms: self.lines("data-synonym"),
            popularity: attribute("data-used").parse().unwrap_or_default(),
        }
    }

    /// Writes the name with what was searched for marked; it stays text, whatever it looks like.
    fn mark(&self, ranges: &[Range<usize>]) {
        self.link.set_text_content(None);
        let mut end = 0;
        for range in ranges {
            let (Some(before), Some(found)) = (self.name.get(end..range.start), self.name.get(range.clone())) else {
                continue;
            };
            let mark = live::document().and_then(|document| document.create_element("mark").ok());
            let Some(mark) = mark else { return };
            mark.set_text_content(Some(found));
            drop(self.link.append_with_str_1(before));
            drop(self.link.append_child(&mark));
            end = range.end;
        }
        drop(self.link.append_with_str_1(self.name.get(end..).unwrap_or_default()));
    }
}

fn summary(count: usize, typed: &str) -> String {
    let items = if count == 1 { "1 item".to_owned() } else { format!("{count} items") };
    let shown = if count > ROWS { format!(", the best {ROWS} shown") } else { String::new() };
    if typed.is_empty() { [items, shown].concat() } else { [&items, " for “", typed, "”", &shown].concat() }
}
