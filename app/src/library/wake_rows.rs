//! The library in the browser, as its search knows it: rows of markup, and the index over them.

use std::ops::Range;

use domain::library::search::{Entry, Hit, Index};
use web_sys::{Element, HtmlElement};

use crate::live::{self, Markup};

/// What a list may be narrowed to: fields of its address. With `data-` before it, an attribute of the list and of each row.
pub const NARROWING: [&str; 4] = ["kind", "group", "tag", "state"];

/// A value for each of these; none is empty.
pub type Held = [String; NARROWING.len()];

/// A row, and the bytes of its name that were meant.
pub type Found<'l> = (&'l Row, Vec<Range<usize>>);

/// Its rows are all that is known of it.
pub struct Library {
    rows: Vec<Row>,
    index: Index,
}

pub struct Row {
    pub element: HtmlElement,
    /// Holds the name, where what was found is marked.
    link: HtmlElement,
    name: String,
    /// What a list may be narrowed to that has it. (Kept, because every choice beside the list asks for it at every key.)
    held: Held,
}

/// What an element says of itself that a list may be narrowed to.
pub fn held(element: &Element) -> Held {
    NARROWING.map(|name| element.get_attribute(&["data-", name].concat()).unwrap_or_default())
}

/// The values of an attribute that may have several.
fn lines(value: &str) -> impl Iterator<Item = &str> {
    value.split('\n').filter(|line| !line.is_empty())
}

impl Library {
    pub fn read(markup: &Markup) -> Option<Self> {
        let list = live::document()?.create_element("ul").ok()?;
        markup.show_in(&list);
        let rows: Vec<Row> = live::all(&list, ".item").into_iter().filter_map(Row::read).collect();
        Some(Self { index: Index::build(rows.iter().map(Row::entry)), rows })
    }

    /// The rows that fit what was typed, the best first, each with what of its name does.
    pub fn search(&self, typed: &str) -> Vec<Found<'_>> {
        let row = |hit: Hit| Some((self.rows.get(hit.entry)?, hit.ranges));
        self.index.search(typed, self.rows.len()).into_iter().filter_map(row).collect()
    }
}

impl Row {
    fn read(element: HtmlElement) -> Option<Self> {
        let link = live::all(&element, ".item-name a").pop()?;
        Some(Self { name: live::text(&link), held: held(&element), link, element })
    }

    fn lines(&self, attribute: &str) -> Vec<String> {
        lines(&self.element.get_attribute(attribute).unwrap_or_default()).map(str::to_owned).collect()
    }

    /// Whether a list that is narrowed to this has the row.
    pub fn fits(&self, wanted: &Held) -> bool {
        self.held.iter().zip(wanted).all(|(held, wanted)| wanted.is_empty() || lines(held).any(|line| line == wanted))
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
    pub fn mark(&self, ranges: &[Range<usize>]) {
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
