//! Search as one types: an island that searches the whole library in the browser, with the very index that the server
//! uses. Until something is typed (and without scripts) the list is the server's, and Enter asks the server.

use std::{ops::Range, sync::Arc};

use domain::library::{ItemKind, ItemState, search::Index};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    api::list_library,
    listed::{ItemRow, ListedItem},
};
use crate::{paths, ui::Icon};

/// Rows that are drawn at once; nobody reads further while typing.
const ROWS: usize = 60;

/// What the list is narrowed to beside the search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Narrowing {
    pub kind: Option<ItemKind>,
    pub group: Option<String>,
    pub tag: Option<String>,
    pub state: Option<ItemState>,
}

impl Narrowing {
    fn fits(&self, listed: &ListedItem) -> bool {
        let item = &listed.item;
        self.kind.is_none_or(|kind| kind == item.kind)
            && self.group.as_ref().is_none_or(|group| *group == item.group)
            && self.tag.as_ref().is_none_or(|tag| item.tags.contains(tag))
            && self.state.is_none_or(|state| state.holds(listed.status, listed.is_ahead))
    }
}

/// The library in the browser.
struct Loaded {
    items: Vec<ListedItem>,
    index: Index,
}

type Found = (ListedItem, Vec<Range<usize>>);

impl Loaded {
    fn new(items: Vec<ListedItem>) -> Self {
        Self { index: Index::build(items.iter().map(|listed| listed.item.entry())), items }
    }

    /// The first rows that fit, and how many do.
    fn find(&self, query: &str, narrowing: &Narrowing) -> (Vec<Found>, usize) {
        let hits = self.index.search(query, self.items.len());
        let fitting: Vec<_> = hits.into_iter().filter(|hit| narrowing.fits(&self.items[hit.entry])).collect();
        let count = fitting.len();
        (fitting.into_iter().take(ROWS).map(|hit| (self.items[hit.entry].clone(), hit.ranges)).collect(), count)
    }
}

/// The search box, the order, and the list below; `children` is the list as the server made it.
#[island]
pub fn LibrarySearch(
    query: String,
    narrowing: Narrowing,
    /// The other fields of the filter, kept when the form is sent.
    kept: Vec<(String, String)>,
    /// (word, words, chosen)
    orders: Vec<(String, String, bool)>,
    children: Children,
) -> impl IntoView {
    let input = NodeRef::<leptos::html::Input>::new();
    let asked = query.clone();
    let (typed, set_typed) = signal(query.clone());
    let loaded = RwSignal::new(None::<Arc<Loaded>>);
    let requested = StoredValue::new(false);
    let load = move || {
        if requested.get_value() {
            return;
        }
        requested.set_value(true);
        leptos::task::spawn_local(async move {
            match list_library().await {
                Ok(items) => loaded.set(Some(Arc::new(Loaded::new(items)))),
                // The next key stroke tries again; Enter asks the server meanwhile.
                Err(_) => requested.set_value(false),
            }
        });
    };
    let found = Memo::new(move |_| {
        let typed = typed.get();
        let library = loaded.get().filter(|_| typed.trim() != asked.trim())?;
        Some(library.find(&typed, &narrowing))
    });
    let is_live = move || found.with(Option::is_some);
    focus_on_slash(input);
    view! {
        <form class="filters" role="search" action=paths::LIBRARY>
            {kept.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view()}
            <div class="search">
                <Icon name="search"/>
                <input class="input" type="search" name="q" aria-label="Search the library" placeholder="Name, synonym, words in the text"
                    autocomplete="off" value=query node_ref=input on:focus=move |_| load()
                    on:input=move |event| { load(); set_typed.set(event_target_value(&event)); }/>
                <kbd class="kbd" aria-hidden="true">"/"</kbd>
            </div>
            <select class="input" name="order" aria-label="Order">
                {orders.into_iter().map(|(word, words, chosen)| view! { <option value=word selected=chosen>{words}</option> }).collect_view()}
            </select>
            <button class="button">"Search"</button>
        </form>
        <p class="filters-set" role="status" hidden=move || !is_live()>
            {move || found.with(|found| found.as_ref().map(|(_, count)| summary(*count, &typed.get())))}
        </p>
        <ul class="items" role="list" hidden=move || !is_live()>
            {move || found.get().map(|(rows, _)| rows.into_iter().map(|(listed, ranges)| view! { <ItemRow listed ranges/> }).collect_view())}
        </ul>
        <div hidden=is_live>{children()}</div>
    }
}

fn summary(count: usize, typed: &str) -> String {
    let items = if count == 1 { "1 item".to_owned() } else { format!("{count} items") };
    let shown = if count > ROWS { format!(", the best {ROWS} shown") } else { String::new() };
    match typed.trim() {
        "" => format!("{items}{shown}"),
        typed => format!("{items} for “{typed}”{shown}"),
    }
}

/// `/` goes to the search box, unless somebody is typing.
fn focus_on_slash(input: NodeRef<leptos::html::Input>) {
    Effect::new(move |_| {
        let keys = window_event_listener(leptos::ev::keydown, move |event| {
            if event.key() == "/"
                && !is_typing()
                && let Some(input) = input.get_untracked()
            {
                event.prevent_default();
                drop(input.focus());
            }
        });
        on_cleanup(move || keys.remove());
    });
}

fn is_typing() -> bool {
    let focused = document().active_element().map(|element| element.tag_name());
    focused.is_some_and(|tag| matches!(tag.as_str(), "INPUT" | "TEXTAREA" | "SELECT" | "DIALOG"))
}
