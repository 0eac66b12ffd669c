//! One item of the list. The search in the browser shows these very rows.

use std::ops::Range;

use domain::{
    library::{IndexItem, ItemStatus},
    posting::{Level, Requirement},
};
use leptos::prelude::*;

use crate::{paths, ui::Icon};

/// What a row shows beside the item itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedItem {
    pub item: IndexItem,
    pub status: ItemStatus,
    /// A draft version lies ahead of the published one.
    pub is_ahead: bool,
    /// The name of what to use instead, if the item is deprecated in favour of another.
    pub replacement: Option<String>,
    /// Why it is out of use, for those who are told.
    pub deprecation_reason: Option<String>,
}

impl From<&services::BrowseItem> for ListedItem {
    fn from(found: &services::BrowseItem) -> Self {
        Self {
            item: found.item.clone(),
            status: found.status,
            is_ahead: found.is_ahead,
            replacement: found.replacement.as_ref().map(|link| link.name.clone()),
            deprecation_reason: found.deprecation_reason.clone(),
        }
    }
}

/// A row of the list; `ranges` are the bytes of the name that a search matched.
#[component]
pub fn ItemRow(
    listed: ListedItem,
    ranges: Vec<Range<usize>>,
    /// With a box to tick, in a form.
    #[prop(optional)]
    choosable: bool,
) -> impl IntoView {
    let badge = badge_of(&listed);
    let notes = notes(&listed).into_iter().map(|note| view! { <span>{note}</span> }).collect_view();
    let IndexItem { slug, name, body, .. } = listed.item;
    let choice = choosable.then(|| {
        view! { <input type="checkbox" name="item" value=slug.clone() aria-label=format!("Choose {name}")/> }
    });
    let end = (choice.is_some() || badge.is_some()).then(|| view! { <div class="item-end">{badge}{choice}</div> });
    view! {
        <li class="item">
            <h3 class="item-name"><a href=paths::item(&slug)>{marked(&name, &ranges)}</a></h3>
            <p class="item-text">{body}</p>
            <p class="item-note">{notes}</p>
            {end}
        </li>
    }
}

/// The name with what was searched for marked.
fn marked(name: &str, ranges: &[Range<usize>]) -> impl IntoView + use<> {
    let mut parts = Vec::new();
    let mut end = 0;
    for range in ranges {
        let (Some(before), Some(found)) = (name.get(end..range.start), name.get(range.clone())) else { continue };
        parts.push(words(before));
        let found = found.to_owned();
        parts.push(view! { <mark>{found}</mark> }.into_any());
        end = range.end;
    }
    parts.push(words(name.get(end..).unwrap_or_default()));
    parts.collect_view()
}

/// The renderer would make a blank of an empty text.
fn words(text: &str) -> AnyView {
    if text.is_empty() { ().into_any() } else { text.to_owned().into_any() }
}

fn notes(listed: &ListedItem) -> Vec<String> {
    let item = &listed.item;
    let mut notes = vec![kind_words(item)];
    if let Some(instead) = &listed.replacement {
        notes.push(format!("Use “{instead}” instead"));
    }
    notes.extend(listed.deprecation_reason.as_deref().map(deprecated_words));
    if item.used > 0 {
        notes.push(used_words(item.used));
    }
    let usually = usual_words(item.requirement, item.level);
    notes.extend((!usually.is_empty()).then_some(usually));
    notes.extend((!item.tags.is_empty()).then(|| item.tags.join(", ")));
    notes
}

/// The kind, and the group within it.
fn kind_words(item: &IndexItem) -> String {
    match item.kind.group_label(&item.group) {
        "" => item.kind.label().to_owned(),
        group => format!("{}: {}", item.kind.label(), group.to_lowercase()),
    }
}

/// Why an item is out of use.
pub fn deprecated_words(reason: &str) -> String {
    format!("Deprecated: {reason}")
}

pub fn used_words(count: u32) -> String {
    if count == 1 { "1 posting uses it".to_owned() } else { format!("{count} postings use it") }
}

/// How an item is usually asked for; empty when plain and without a level.
pub fn usual_words(requirement: Requirement, level: Option<Level>) -> String {
    let requirement = (requirement != Requirement::Plain).then(|| requirement.label().to_lowercase());
    let level = level.map(|level| format!("{} level", level.label().to_lowercase()));
    requirement.into_iter().chain(level).collect::<Vec<_>>().join(", ")
}

/// What is worth a badge in a list: anything but published.
fn badge_of(listed: &ListedItem) -> Option<AnyView> {
    match listed.status {
        ItemStatus::Published if listed.is_ahead => Some(badge("draft", "Draft ahead")),
        ItemStatus::Published => None,
        other => Some(status_badge(other)),
    }
}

/// The badge of a status.
pub fn status_badge(status: ItemStatus) -> AnyView {
    badge(status.word(), status.label())
}

fn badge(stage: &'static str, words: &'static str) -> AnyView {
    let icon = match stage {
        "deprecated" => "stage-expired",
        "proposed" => "stage-in-review",
        "published" => "stage-published",
        "archived" => "stage-archived",
        _ => "stage-draft",
    };
    view! { <span class="badge" data-stage=stage><Icon name=icon/>{words}</span> }.into_any()
}
