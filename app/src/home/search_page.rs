//! The search over everything as a page: for browsers without scripts, and for more than the palette shows.

use leptos::prelude::*;
use services::{BrowseItem, Everything, LibraryFilter, PostingCard, PostingQuery};

use crate::{
    layout::{Place, page, query},
    library::{ItemRow, ListedItem, address as library_address},
    paths,
    postings::address as postings_address,
    review::StageBadge,
    ui::Icon,
};

/// Results of each kind on the page; the rest is one link away.
const EACH: usize = 20;

#[component]
pub fn SearchPage() -> impl IntoView {
    let text = query("q").trim().to_owned();
    page(Place::Search, move |scope| async move {
        let found = scope.services.search_everything(scope.actor()?, &text, EACH).await?;
        let title = if text.is_empty() { "Search".to_owned() } else { format!("Search for “{text}”") };
        let results = match (text.is_empty(), found.is_empty()) {
            (true, _) => view! { <NothingAsked/> }.into_any(),
            (false, true) => view! { <NothingFound/> }.into_any(),
            (false, false) => view! { <Results text=text.clone() found/> }.into_any(),
        };
        let content = view! {
            <main class="page" id="main" tabindex="-1">
                <div class="page-head"><h1>{title.clone()}</h1></div>
                <form class="filters" role="search" action=paths::SEARCH>
                    <div class="search">
                        <Icon name="search"/>
                        <input class="input" type="search" name="q" aria-label="Search postings and the library" autocomplete="off"
                            placeholder="Title of a posting, or an item" value=text.clone() autofocus=text.is_empty()/>
                    </div>
                    <button class="button">"Search"</button>
                </form>
                {results}
            </main>
        };
        Ok((title, content))
    })
}

#[component]
fn Results(text: String, found: Everything) -> impl IntoView {
    let postings = found.postings.into_iter().map(|posting| view! { <PostingFound posting/> }).collect_view();
    let items = found.items.iter().map(item_found).collect_view();
    let all_postings = postings_address(&PostingQuery { text: text.clone(), ..PostingQuery::default() });
    let all_items = library_address(&LibraryFilter { query: text, ..LibraryFilter::default() });
    let item_total = u64::try_from(found.item_total).unwrap_or(0);
    view! {
        <Group name="postings" heading="Postings" total=found.posting_total href=all_postings
            nothing="No title that you may read has these words.">
            <ul class="rows" role="list">{postings}</ul>
        </Group>
        <Group name="library" heading="Library" total=item_total href=all_items nothing="No item fits.">
            <ul class="items" role="list">{items}</ul>
        </Group>
    }
}

/// Results of one kind, with the way to all of them.
#[component]
fn Group(
    name: &'static str,
    heading: &'static str,
    total: u64,
    href: String,
    nothing: &'static str,
    children: Children,
) -> impl IntoView {
    let all = (total > EACH as u64).then(|| view! { <a class="block-end" href=href>{format!("Show all {total}")}</a> });
    let list = if total == 0 { view! { <p class="hush">{nothing}</p> }.into_any() } else { children().into_any() };
    view! {
        <section class="block" aria-labelledby=name>
            <div class="block-head"><h2 id=name>{heading}</h2><span class="count">{total}</span>{all}</div>
            {list}
        </section>
    }
}

#[component]
fn PostingFound(posting: PostingCard) -> impl IntoView {
    let stage = posting.stage_name();
    let name = posting.name().to_owned();
    let place = (!posting.place.is_empty()).then(|| view! { <span>{posting.place}</span> });
    view! {
        <li class="row">
            <div class="row-main">
                <h3 class="row-title"><a href=paths::posting(posting.id)>{name}</a></h3>
                <p class="row-note"><span>{posting.team_name}</span><span>{posting.owner_name}</span>{place}</p>
            </div>
            <div class="row-end"><StageBadge stage/></div>
        </li>
    }
}

fn item_found(found: &BrowseItem) -> impl IntoView + use<> {
    view! { <ItemRow listed=ListedItem::from(found) ranges=found.ranges.clone()/> }
}

#[component]
fn NothingAsked() -> impl IntoView {
    view! {
        <div class="empty">
            <Icon name="search"/>
            <h2>"What are you looking for?"</h2>
            <p>"Postings are found by their title, library items by name, synonym, tag and text. Typos are forgiven in the library."</p>
        </div>
    }
}

#[component]
fn NothingFound() -> impl IntoView {
    view! {
        <div class="empty">
            <Icon name="search"/>
            <h2>"Nothing fits"</h2>
            <p>"Try another word, or fewer. Only what you may read is searched."</p>
            <div class="actions">
                <a class="button" href=paths::POSTINGS>"All postings"</a>
                <a class="button" data-kind="quiet" href=paths::LIBRARY>"The whole library"</a>
            </div>
        </div>
    }
}
