//! Search as one types: the whole library in the browser, searched there (`wake.rs`) with the very index that the server
//! uses. Until something is typed (and without scripts) the list is the server's, and Enter asks the server.
//!
//! What the browser loads is markup: every row as the list shows it, with attributes for what a search knows beyond it.

use domain::library::ItemState;
use leptos::prelude::*;
use services::{BrowseItem, LibraryFilter};

use super::{
    filter::{ORDERS, fields},
    listed::{ItemRow, ListedItem},
};
use crate::{paths, ui::Icon};

/// The search box, the order, and the list below; `children` is the list as the server made it.
#[component]
pub fn LibrarySearch(filter: LibraryFilter, children: Children) -> impl IntoView {
    let own = |name: &str| matches!(name, "q" | "order" | "page");
    let kept = fields(&filter).into_iter().filter(|(name, _)| !own(name));
    let kept = kept.map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view();
    let option = |(order, word, words)| view! { <option value=word selected=order == filter.order>{words}</option> };
    view! {
        <form class="filters" role="search" action=paths::LIBRARY>
            {kept}
            <div class="search">
                <Icon name="search"/>
                <input class="input" type="search" name="q" id="library-query" aria-label="Search the library"
                    placeholder="Name, synonym, words in the text" autocomplete="off" value=filter.query.clone()/>
                <kbd class="kbd" aria-hidden="true">"/"</kbd>
            </div>
            <select class="input" name="order" aria-label="Order">{ORDERS.map(option).collect_view()}</select>
            <button class="button">"Search"</button>
        </form>
        <p class="filters-set" role="status" id="library-count" hidden></p>
        <ul class="items" role="list" id="library-live" hidden data-kind=filter.kind.map(|kind| kind.to_string())
            data-group=filter.group.clone() data-tag=filter.tag.clone() data-state=filter.state.map(|state| state.to_string())></ul>
        <div id="library-listed">{children()}</div>
    }
}

/// The library for the browser's search. Values of one attribute stand on lines of their own.
pub fn searchable_rows(items: &[BrowseItem]) -> String {
    items.iter().map(searchable_row).collect_view().to_html()
}

fn searchable_row(found: &BrowseItem) -> impl IntoView + use<> {
    let item = &found.item;
    let states = ItemState::ALL.iter().filter(|state| state.holds(found.status, found.is_ahead));
    let states: Vec<String> = states.map(ToString::to_string).collect();
    view! {
        <ItemRow listed=ListedItem::from(found) ranges=Vec::new()
            attr:data-kind=item.kind.word() attr:data-group=item.group.clone() attr:data-tag=item.tags.join("\n") attr:data-state=states.join("\n")
            attr:data-synonym=item.synonyms.join("\n") attr:data-used=item.used/>
    }
}
