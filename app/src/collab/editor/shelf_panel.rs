//! The library beside the sheet: search, click or drag to insert.

use std::collections::HashSet;

use domain::{ids::ItemId, library::IndexItem};
use leptos::prelude::*;

use super::{
    desk::Desk,
    insert, live,
    moving::{self, Dragged, Moving},
    rows::{Row, Rows},
    slash_menu::found,
};
use crate::{paths, ui::Icon};

const SHOWN: usize = 60;

#[component]
pub fn ShelfPanel() -> impl IntoView {
    let desk = Desk::here();
    let query = RwSignal::new(String::new());
    let used = Memo::new(move |_| {
        desk.snapshot.with(|snapshot| {
            snapshot
                .lines()
                .filter_map(|(_, line)| line.origin.source())
                .map(|source| source.item)
                .collect::<HashSet<ItemId>>()
        })
    });
    let items = Memo::new(move |_| desk.shelf.get().map(|shelf| found(&shelf, &query.get(), SHOWN)));
    view! {
        <form class="shelf-search" role="search" on:submit=|event| event.prevent_default()>
            <div class="search">
                <Icon name="search"/>
                <input class="input" type="search" name="q" aria-label="Search the library" aria-keyshortcuts="ArrowDown" placeholder="Search the library" autocomplete="off"
                    on:input=move |event| query.set(event_target_value(&event))/>
            </div>
        </form>
        {live(move || match items.get() {
            None => view! { <p class="hush">"The library is on its way…"</p> }.into_any(),
            Some(items) if items.is_empty() => nothing_fits(desk, query.get().trim()),
            Some(items) => view! {
                <ul class="shelf" role="list">
                    <Rows rows=Box::new(move || items.iter().cloned().map(|item| Row::new(item.id.to_string(), move || view! { <ShelfItem item used/> })).collect())/>
                </ul>
            }.into_any(),
        })}
    }
}

/// Those who may write may propose what they looked for.
fn nothing_fits(desk: Desk, typed: &str) -> AnyView {
    if !desk.is_editable() {
        return view! { <p class="hush">"Nothing fits."</p> }.into_any();
    }
    let propose = [paths::NEW_PROPOSAL, "?q=", &String::from(js_sys::encode_uri_component(typed))].concat();
    view! { <p class="hush">"Nothing fits. Write the line yourself, or "<a href=propose>"propose it for the library"</a>"."</p> }.into_any()
}

#[component]
fn ShelfItem(item: IndexItem, used: Memo<HashSet<ItemId>>) -> impl IntoView {
    let desk = Desk::here();
    let id = item.id;
    let is_used = move || used.with(|used| used.contains(&id));
    let (name, body, label) = (item.name.clone(), item.body.clone(), format!("Add {}", item.name));
    view! {
        <li class="shelf-item" draggable=desk.is_editable().to_string() data-used=move || is_used().then_some("")
            on:dragstart=move |event| moving::take(desk, &event, Dragged::Item(id)) on:dragend=move |_| desk.moving.set(Moving::default())>
            <span class="shelf-name">{name}</span>
            <span class="shelf-text">{live(move || if is_used() { "In this posting".to_owned() } else { body.clone() })}</span>
            {desk.is_editable().then(|| view! {
                <button class="button" type="button" data-kind="quiet" data-icon="" data-size="small" tabindex="-1" aria-label=label on:click=move |_| insert::item_where_usual(desk, &item)>
                    <Icon name="plus"/>
                </button>
            })}
        </li>
    }
}
