//! The list of the library: kinds as tabs, groups, tags and states beside it, search above it.

use domain::{
    accounts::Actor,
    library::{ItemKind, ItemState},
    permissions::{Action, Subject, permit},
};
use leptos::prelude::*;
use services::{BrowseView, LibraryFilter};

use super::{
    filter::{self, address},
    listed::{ItemRow, ListedItem},
    search::{Choosable, Found, LibrarySearch, Nothing},
};
use crate::{
    layout::{Place, page},
    paths,
    scope::proposes,
    ui::{Gate, Icon, Pager},
};

/// Tags that are offered beside the list.
const TAGS: usize = 14;

#[component]
pub fn LibraryPage() -> impl IntoView {
    let filter = filter::from_address();
    page(Place::Library, move |scope| async move {
        let actor = scope.actor()?;
        let view = scope.services.browse_library(actor, &filter).await?;
        let curates = permit(actor, Action::CurateLibrary, Subject::Organisation).is_ok();
        let waiting = scope.services.waiting_proposals(actor).await?;
        let content = view! {
            <main class="page" id="main" tabindex="-1" data-width="wide">
                <Head actor=actor.clone() waiting/>
                <Kinds filter=filter.clone() kinds=view.kinds.clone()/>
                <div class="beside library-list" data-side="start">
                    <LibrarySearch filter=filter.clone()/>
                    <aside class="library-filters" aria-label="Filters">
                        <Groups filter=filter.clone() groups=view.groups.clone()/>
                        <Tags filter=filter.clone() tags=view.tags.clone()/>
                        <States filter=filter.clone() states=view.states.clone()/>
                    </aside>
                    <div><Searched filter view curates/></div>
                </div>
            </main>
        };
        Ok(("Library".to_owned(), content))
    })
}

#[component]
fn Head(actor: Actor, waiting: u64) -> impl IntoView {
    let waiting = (waiting > 0).then(|| view! { <span class="count">{waiting}</span> });
    let refusal = permit(&actor, Action::CurateLibrary, Subject::Organisation).err().map(|refusal| refusal.to_string());
    view! {
        <div class="page-head">
            <div>
                <h1>"Library"</h1>
                <p class="page-note">"One wording for each duty and skill. Postings depend on it; nothing here changes a draft by itself."</p>
            </div>
            <div class="actions">
                {refusal.is_none().then(|| view! {
                    <a class="button" href=paths::LIBRARY_HEALTH>"Health"</a>
                    <a class="button" href=paths::LIBRARY_IMPORT>"Import and export"</a>
                })}
                {proposes().then(|| view! { <a class="button" data-kind="quiet" href=paths::PROPOSALS>"Proposals"{waiting}</a> })}
                <Gate reason=refusal id="why-no-new-item" label="New item">
                    <a class="button" data-kind="primary" href=paths::NEW_ITEM><Icon name="plus"/>"New item"</a>
                </Gate>
            </div>
        </div>
    }
}

#[component]
fn Kinds(filter: LibraryFilter, kinds: Vec<(ItemKind, usize)>) -> impl IntoView {
    let tab = |kind: Option<ItemKind>, words: &'static str, count: usize| {
        let href = address(&LibraryFilter { kind, group: None, page: 1, ..filter.clone() });
        let current = (filter.kind == kind).then_some("page");
        view! { <li><a href=href aria-current=current>{words}" "<span class="count">{count}</span></a></li> }
    };
    let all = kinds.iter().map(|(_, count)| count).sum();
    // Every kind keeps its tab, so that none jumps away while one narrows the list.
    let count = |kind: ItemKind| kinds.iter().find(|(known, _)| *known == kind).map_or(0, |(_, count)| *count);
    let tabs = ItemKind::ALL.iter().map(|kind| tab(Some(*kind), kind.plural(), count(*kind))).collect_view();
    view! { <nav class="tabs" aria-label="Kind" data-wrap=""><ul>{tab(None, "All", all)}{tabs}</ul></nav> }
}

/// One choice beside the list; choosing it again takes it back.
struct Facet {
    href: String,
    words: String,
    count: usize,
    is_chosen: bool,
}

fn facets(heading: &'static str, facets: Vec<Facet>) -> AnyView {
    if facets.is_empty() {
        return ().into_any();
    }
    let links = facets
        .into_iter()
        .map(|facet| {
            let current = facet.is_chosen.then_some("true");
            view! { <li><a href=facet.href aria-current=current><span>{facet.words}</span><span>{facet.count}</span></a></li> }
        })
        .collect_view();
    view! { <section><h2>{heading}</h2><ul class="facets" role="list">{links}</ul></section> }.into_any()
}

#[component]
fn Groups(filter: LibraryFilter, groups: Vec<(String, usize)>) -> impl IntoView {
    let Some(kind) = filter.kind else { return ().into_any() };
    let facet = |(group, count): (String, usize)| {
        let is_chosen = filter.group.as_ref() == Some(&group);
        let words = kind.group_label(&group).to_owned();
        let group = (!is_chosen).then_some(group);
        Facet { href: address(&LibraryFilter { group, page: 1, ..filter.clone() }), words, count, is_chosen }
    };
    facets("Group", groups.into_iter().map(facet).collect())
}

#[component]
fn Tags(filter: LibraryFilter, tags: Vec<(String, usize)>) -> impl IntoView {
    let facet = |(words, count): (String, usize)| {
        let is_chosen = filter.tag.as_ref() == Some(&words);
        let tag = (!is_chosen).then(|| words.clone());
        Facet { href: address(&LibraryFilter { tag, page: 1, ..filter.clone() }), words, count, is_chosen }
    };
    let is_chosen = |tag: &str| filter.tag.as_deref() == Some(tag);
    let shown = tags.into_iter().enumerate().filter(|(place, (tag, _))| *place < TAGS || is_chosen(tag));
    facets("Tags", shown.map(|(_, tag)| facet(tag)).collect())
}

#[component]
fn States(filter: LibraryFilter, states: Vec<(ItemState, usize)>) -> impl IntoView {
    let facet = |(state, count): (ItemState, usize)| {
        let is_chosen = filter.state == Some(state);
        let chosen = (!is_chosen).then_some(state);
        let href = address(&LibraryFilter { state: chosen, page: 1, ..filter.clone() });
        Facet { href, words: state.label().to_owned(), count, is_chosen }
    };
    facets("State", states.into_iter().map(facet).collect())
}

/// The list as the server made it, in the place where the browser shows what it finds.
#[component]
fn Searched(filter: LibraryFilter, view: BrowseView, curates: bool) -> impl IntoView {
    view! {
        <Found filter=filter.clone() total=view.total curates>
            <Chosen filter=filter.clone() total=view.total/>
            <Rows view=view.clone() filter=filter.clone() curates/>
            <Pages filter=filter.clone() view=view.clone()/>
        </Found>
    }
}

/// How many there are, and what the list is narrowed to, each with a way to take it back.
#[component]
fn Chosen(filter: LibraryFilter, total: usize) -> impl IntoView {
    let without = |words: String, filter: LibraryFilter| {
        view! {
            <a class="tag" href=address(&LibraryFilter { page: 1, ..filter })>
                {words}" "<Icon name="x" size="small"/><span class="hidden-text">"remove filter"</span>
            </a>
        }
    };
    let group = filter.kind.zip(filter.group.clone()).map(|(kind, group)| kind.group_label(&group).to_owned());
    let group = group.map(|words| without(words, LibraryFilter { group: None, ..filter.clone() }));
    let tag = filter.tag.clone().map(|words| without(words, LibraryFilter { tag: None, ..filter.clone() }));
    let state =
        filter.state.map(|state| without(state.label().to_owned(), LibraryFilter { state: None, ..filter.clone() }));
    let query = Some(filter.query.trim().to_owned()).filter(|query| !query.is_empty());
    let query =
        query.map(|words| without(format!("“{words}”"), LibraryFilter { query: String::new(), ..filter.clone() }));
    let items = if total == 1 { "1 item".to_owned() } else { format!("{total} items") };
    view! { <p class="filters-set">{items}" "{query}{group}{tag}{state}</p> }
}

#[component]
fn Rows(view: BrowseView, filter: LibraryFilter, curates: bool) -> impl IntoView {
    if view.items.is_empty() {
        return view! { <NothingFound filter/> }.into_any();
    }
    let rows = view.items.iter().map(|found| (ListedItem::from(found), found.ranges.clone()));
    let rows = rows.map(|(listed, ranges)| view! { <ItemRow listed ranges choosable=curates/> }).collect_view();
    let total = view.total;
    view! { <Choosable filter total curates><ul class="items" role="list">{rows}</ul></Choosable> }.into_any()
}

#[component]
fn NothingFound(filter: LibraryFilter) -> impl IntoView {
    let wider = LibraryFilter { query: filter.query.clone(), ..LibraryFilter::default() };
    let is_narrowed = address(&wider) != address(&LibraryFilter { page: 1, ..filter });
    view! { <Nothing wider=is_narrowed.then(|| address(&wider))/> }
}

#[component]
fn Pages(filter: LibraryFilter, view: BrowseView) -> impl IntoView {
    let count = |number: usize| u64::try_from(number).unwrap_or(0);
    let href = move |page: u64| address(&LibraryFilter { page: usize::try_from(page).unwrap_or(1), ..filter.clone() });
    view! { <Pager page=count(view.page) pages=count(view.pages) summary=format!("{} items", view.total) href/> }
}
