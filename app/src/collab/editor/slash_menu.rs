//! The library inside a line: `/` and some letters, then Enter; or what fits the first words of a line of one's own.

use std::sync::Arc;

use domain::{ids::LineId, library::IndexItem};
use leptos::{ev::KeyboardEvent, prelude::*};

use super::{
    desk::{Desk, Shelf},
    insert, live,
};

const SHOWN: usize = 7;
const SUGGESTED: usize = 3;
/// A suggestion is for the beginning of a line, not for one that stands.
const SUGGEST_CHARS: std::ops::RangeInclusive<usize> = 3..=40;

/// The menu of one line.
#[derive(Clone, Copy)]
pub struct Slash {
    desk: Desk,
    line: StoredValue<LineId>,
    text: Memo<String>,
    has_focus: RwSignal<bool>,
    is_dismissed: RwSignal<bool>,
    /// Chosen with the arrows; a `/` menu starts with the first.
    chosen: RwSignal<Option<usize>>,
}

impl Slash {
    pub fn new(desk: Desk, line: LineId, text: Memo<String>) -> Self {
        Self {
            desk,
            line: StoredValue::new(line),
            text,
            has_focus: RwSignal::new(false),
            is_dismissed: RwSignal::new(false),
            chosen: RwSignal::new(None),
        }
    }

    pub fn focus(self, has_focus: bool) {
        self.has_focus.set(has_focus);
        self.is_dismissed.set(false);
        self.chosen.set(None);
    }

    /// What is offered now.
    fn offered(self) -> Vec<IndexItem> {
        if !self.has_focus.get() || self.is_dismissed.get() {
            return Vec::new();
        }
        let Some(shelf) = self.desk.shelf.get() else { return Vec::new() };
        self.text.with(|text| match text.strip_prefix('/') {
            Some(query) => found(&shelf, query, SHOWN),
            None if self.may_suggest(text) => found(&shelf, text, SUGGESTED),
            None => Vec::new(),
        })
    }

    fn may_suggest(self, text: &str) -> bool {
        let is_own = self.desk.line(&self.line.get_value()).is_some_and(|line| line.origin.source().is_none());
        is_own && SUGGEST_CHARS.contains(&text.chars().count())
    }

    fn is_slash(self) -> bool {
        self.text.with_untracked(|text| text.starts_with('/'))
    }

    fn marked(self) -> Option<usize> {
        self.chosen.get().or_else(|| self.text.with(|text| text.starts_with('/')).then_some(0))
    }

    /// Takes the keys that belong to the menu; true when it did.
    pub fn key(self, event: &KeyboardEvent) -> bool {
        let offered = untrack(|| self.offered());
        if offered.is_empty() || event.alt_key() {
            return false;
        }
        let marked = untrack(|| self.marked());
        match event.key().as_str() {
            "ArrowDown" => self.chosen.set(Some(marked.map_or(0, |at| (at + 1).min(offered.len() - 1)))),
            "ArrowUp" if marked.is_some() => {
                self.chosen.set(marked.and_then(|at| at.checked_sub(1)).or_else(|| self.is_slash().then_some(0)))
            }
            "Enter" | "Tab" => match marked.and_then(|at| offered.get(at)) {
                Some(item) => self.take(item),
                None => return false,
            },
            "Escape" => self.is_dismissed.set(true),
            _ => return false,
        }
        event.prevent_default();
        true
    }

    fn take(self, item: &IndexItem) {
        insert::item_in_place(self.desk, &self.line.get_value(), item);
        self.is_dismissed.set(true);
    }
}

/// The items that match, best first; all, in the order in which they fit the posting, for an empty query.
pub fn found(shelf: &Arc<Shelf>, query: &str, limit: usize) -> Vec<IndexItem> {
    let hits = shelf.index.search_for(query.trim(), limit, &|entry| shelf.fits.get(entry).copied().unwrap_or_default());
    hits.into_iter().filter_map(|hit| shelf.items.get(hit.entry).cloned()).collect()
}

#[component]
pub fn SlashMenu(slash: Slash) -> impl IntoView {
    let offered = Memo::new(move |_| slash.offered());
    live(move || {
        let items = offered.get();
        (!items.is_empty()).then(|| {
            let options = items
                .into_iter()
                .enumerate()
                .map(|(at, item)| {
                    let (name, body, kind) = (item.name.clone(), item.body.clone(), item.kind.label());
                    view! {
                        <div class="menu-item" role="option" aria-selected=move || (slash.marked() == Some(at)).to_string()
                            on:mousedown=move |event| { event.prevent_default(); slash.take(&item); }>
                            <span>{name}</span><span class="menu-end">{kind}</span><span class="menu-note">{body}</span>
                        </div>
                    }
                })
                .collect_view();
            request_animation_frame(show_whole);
            view! { <div class="slash" role="listbox" aria-label="From the library"><div class="menu-head">"From the library"</div>{options}</div> }
        })
    })
}

/// Scrolls as little as needed to show the whole menu.
fn show_whole() {
    if let Ok(Some(menu)) = document().query_selector(".slash") {
        let nearest = web_sys::ScrollIntoViewOptions::new();
        nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
        menu.scroll_into_view_with_scroll_into_view_options(&nearest);
    }
}
