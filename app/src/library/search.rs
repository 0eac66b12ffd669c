//! Search as one types: the whole library in the browser, searched there (`wake.rs`) with the very index that the server
//! uses. Until something is typed (and without scripts) the list is the server's, and Enter asks the server.
//!
//! What the browser loads is markup: every row as the list shows it, with attributes for what a search knows beyond it.

use domain::{
    accounts::Actor,
    library::ItemState,
    permissions::{Action, Subject, permit},
};
use leptos::prelude::*;
use services::{BrowseItem, LibraryFilter};

use super::{
    bulk_choice::{CHOSEN, all_of},
    filter::{ORDERS, fields},
    listed::{ItemRow, ListedItem},
};
use crate::{paths, scope::proposes, ui::Icon};

/// The search box, and the order of the list.
#[component]
pub fn LibrarySearch(filter: LibraryFilter) -> impl IntoView {
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
                    aria-keyshortcuts="/ ArrowDown" placeholder="Name, synonym, words in the text" autocomplete="off" value=filter.query.clone()/>
                <kbd class="kbd" aria-hidden="true">"/"</kbd>
            </div>
            <select class="input" name="order" aria-label="Order">{ORDERS.map(option).collect_view()}</select>
            <button class="button">"Search"</button>
        </form>
    }
}

/// What the browser finds while one types, and until then `children`, the list as the server made it.
#[component]
pub fn Found(filter: LibraryFilter, total: usize, curates: bool, children: Children) -> impl IntoView {
    view! {
        <p class="filters-set" role="status" id="library-count" hidden></p>
        <Choosable filter=filter.clone() total curates>
            <ul class="items" role="list" id="library-live" hidden data-kind=filter.kind.map(|kind| kind.to_string())
                data-group=filter.group.clone() data-tag=filter.tag.clone() data-state=filter.state.map(|state| state.to_string())></ul>
        </Choosable>
        <div id="library-nothing" hidden><Nothing wider=None/></div>
        <div id="library-listed">{children()}</div>
    }
}

/// A list of items; curators tick some of them, or take all.
#[component]
pub fn Choosable(filter: LibraryFilter, total: usize, curates: bool, children: Children) -> impl IntoView {
    if !curates {
        return children().into_any();
    }
    view! {
        <form action=paths::LIBRARY_EDIT>
            <input type="hidden" name=CHOSEN value="1"/>
            {children()}
            <div class="actions choosing">
                <button class="button" data-size="small">"Change the chosen"</button>
                <a class="button" data-size="small" data-kind="quiet" href=all_of(&filter)>"Change all "<span class="count">{total}</span></a>
            </div>
        </form>
    }
    .into_any()
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

/// The library for the browser's search, with boxes to tick for whoever may change items. Values of one attribute stand on
/// lines of their own.
pub fn searchable_rows(items: &[BrowseItem], actor: &Actor) -> String {
    let curates = permit(actor, Action::CurateLibrary, Subject::Organisation).is_ok();
    items.iter().map(|found| searchable_row(found, curates)).collect_view().to_html()
}

fn searchable_row(found: &BrowseItem, curates: bool) -> impl IntoView + use<> {
    let item = &found.item;
    let states = ItemState::ALL.iter().filter(|state| state.holds(found.status, found.is_ahead));
    let states: Vec<String> = states.map(ToString::to_string).collect();
    view! {
        <ItemRow listed=ListedItem::from(found) ranges=Vec::new() choosable=curates
            attr:data-kind=item.kind.word() attr:data-group=item.group.clone() attr:data-tag=item.tags.join("\n") attr:data-state=states.join("\n")
            attr:data-synonym=item.synonyms.join("\n") attr:data-used=item.used/>
    }
}
