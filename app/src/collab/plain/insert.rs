//! The library beside the plain sheet: searched by the server, inserted by a button.

use domain::{
    ids::{ItemId, PostingId},
    library::IndexItem,
    posting::Snapshot,
};
use leptos::prelude::*;

use crate::{
    forms::{Form, Hidden},
    layout::query,
    paths,
    ui::Icon,
};

#[component]
pub fn LibraryForm(posting: PostingId, offers: Vec<IndexItem>, snapshot: Snapshot, is_editable: bool) -> impl IntoView {
    let q = query("q");
    let used: Vec<ItemId> =
        snapshot.lines().filter_map(|(_, line)| line.origin.source()).map(|source| source.item).collect();
    let is_empty = offers.is_empty();
    let (new, there): (Vec<_>, Vec<_>) = offers.into_iter().partition(|item| !used.contains(&item.id));
    let items = new
        .into_iter()
        .chain(there)
        .map(|item| {
            let is_used = used.contains(&item.id);
            view! { <Offer posting item is_used is_editable q=q.clone()/> }
        })
        .collect_view();
    view! {
        <form class="shelf-search" role="search" method="get" action=paths::posting(posting)>
            <input type="hidden" name="plain" value="1"/>
            <div class="search">
                <Icon name="search"/>
                <input class="input" type="search" name="q" value=q.clone() aria-label="Search the library" placeholder="Search the library"/>
            </div>
            <button class="button" data-size="small">"Search"</button>
        </form>
        {if is_empty {
            let propose = paths::with_query(paths::NEW_PROPOSAL, &[("q", q)]);
            let what_then = is_editable.then(|| view! { " Write the line yourself, or "<a href=propose>"propose it for the library"</a>"." });
            view! { <p class="hush">"Nothing fits."{what_then}</p> }.into_any()
        } else {
            view! { <ul class="shelf" role="list">{items}</ul> }.into_any()
        }}
    }
}

#[component]
fn Offer(posting: PostingId, item: IndexItem, is_used: bool, is_editable: bool, q: String) -> impl IntoView {
    let label = format!("Add {}", item.name);
    view! {
        <li class="shelf-item" data-used=is_used.then_some("")>
            <span class="shelf-name">{item.name}</span>
            <span class="shelf-text">{if is_used { "In this posting".to_owned() } else { item.body }}</span>
            {is_editable.then(|| view! {
                <Form action="insert_item" key=item.id.to_string() class="shelf-form">
                    <Hidden name="posting" value=posting.to_string()/>
                    <Hidden name="item" value=item.id.to_string()/>
                    <Hidden name="q" value=q/>
                    <button class="button" data-kind="quiet" data-icon="" data-size="small" aria-label=label><Icon name="plus"/></button>
                </Form>
            })}
        </li>
    }
}
