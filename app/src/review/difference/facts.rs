//! The facts: changed ones with both values and what that means in words, the others put away.

use domain::{
    posting::{FactKey, Snapshot},
    review::difference::FactChange,
    threads::Place,
};
use leptos::prelude::*;

use super::{
    fact_words::{change_words, label, shown},
    marked,
};
use crate::threads::{beside, is_talked_about};

#[component]
pub fn FactChanges(changes: Vec<FactChange>, snapshot: Snapshot, is_first: bool) -> impl IntoView {
    let changed: Vec<FactKey> = changes.iter().map(|change| change.key).collect();
    let is_title = |key: FactKey| key == FactKey::Title;
    let same = FactKey::all().filter(|key| {
        let is_listed = is_first || !changed.contains(key);
        // What is missing is shown where somebody talks about it.
        is_listed && !is_title(*key) && (snapshot.facts.has(*key) || is_talked_about(&Place::Fact(*key)))
    });
    let same: Vec<FactKey> = same.collect();
    let rows: Vec<AnyView> =
        changes.into_iter().filter(|change| !is_first && !is_title(change.key)).map(changed_row).collect();
    let (count, is_open) = (same.len(), same.iter().any(|key| is_talked_about(&Place::Fact(*key))));
    let same: Vec<AnyView> = same.into_iter().map(|key| same_row(key, snapshot.facts.get(key))).collect();
    let same_list = (count > 0).then(|| view! { <dl class="diff-facts">{same}</dl> });
    let same = match same_list {
        Some(list) if is_first => list.into_any(),
        Some(list) => view! {
            <details class="diff-same" open=is_open><summary>{if count == 1 { "1 fact unchanged".to_owned() } else { format!("{count} facts unchanged") }}</summary>{list}</details>
        }
        .into_any(),
        None => ().into_any(),
    };
    let is_changed = (is_first || !rows.is_empty()).then_some("");
    view! {
        <section class="diff-section" id="facts" data-changed=is_changed>
            <h3 tabindex="-1">"Facts"</h3>
            {(!rows.is_empty()).then(|| view! { <dl class="diff-facts">{rows}</dl> })}
            {same}
        </section>
    }
}

fn same_row(key: FactKey, value: &str) -> AnyView {
    view! { <dt id=format!("fact-{key}")>{label(key)}</dt><dd>{shown(key, value)}{beside(&Place::Fact(key))}</dd> }
        .into_any()
}

fn changed_row(change: FactChange) -> AnyView {
    let words = change_words(&change);
    let is_words_alike =
        shown(change.key, &change.after) == change.after && shown(change.key, &change.before) == change.before;
    let values = if is_words_alike && words.is_none() {
        marked(change.spans())
    } else {
        let (before, after) = (shown(change.key, &change.before), shown(change.key, &change.after));
        view! {
            {(!before.is_empty()).then(|| view! { <del>{before}</del>" " })}
            {(!after.is_empty()).then(|| view! { <ins>{after}</ins> })}
        }
        .into_any()
    };
    let words = words.map(|words| view! { <span class="change-words">{words}</span> });
    view! { <dt id=format!("fact-{}", change.key) data-change="">{label(change.key)}</dt><dd>{values}{words}{beside(&Place::Fact(change.key))}</dd> }
        .into_any()
}
