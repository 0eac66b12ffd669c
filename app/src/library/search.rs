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
use crate::{paths, scope::proposes, ui::Icon};

/// The search box, the order, and the list below; `children` is the list as the server made it.
#[component]
pub fn LibrarySearch(filter: LibraryFilter, children: Children) -> impl IntoView {
    let own = |name: &str| matches!(name, "q" | "order" | "page");
    let kept = fields(&filter).into_iter().filter(|(name, _)| !own(name));
    let kept = kept.map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view();
    let option = |(order, word, words)| view! { <option value=word selected=order == filter.order>{words}</option> };
    view! {
        <form class="filters" role="search" action=paths::LIBRARY id=FORM>
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
        <div id="library-nothing" hidden><Nothing wider=None/></div>
        <div id="library-listed">{children()}</div>
    }
}

/// The form of the search box.
const FORM: &str = "library-search";

/// No item fits what is typed; `wider` leads to the same search without what the list is narrowed to.
#[component]
pub fn Nothing(wider: Option<String>) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon name="library"/>
            <h2>"Nothing fits"</h2>
            <p>"Try another word, or fewer. Typos and synonyms are forgiven: “postgers” finds PostgreSQL."</p>
            <div class="actions">
                {wider.map(|wider| view! { <a class="button" href=wider>"Search the whole library"</a> })}
                <a class="button" data-kind="quiet" href=paths::LIBRARY>"Show everything"</a>
                {proposes().then(|| view! {
                    <button class="button" data-kind="quiet" form=FORM formaction=paths::NEW_PROPOSAL>"Propose it for the library"</button>
                })}
            </div>
        </div>
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
