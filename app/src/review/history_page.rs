//! The history of a posting: its revisions, and everything that happened, the newest first.

use std::collections::HashMap;

use domain::ids::{PostingId, RevisionId};
use leptos::prelude::*;
use services::{HistoryEntry, PostingHistory, RevisionRow};

use super::head::{OutcomeBadge, PostingHead};
use crate::{
    layout::{Place, page, param},
    paths,
    scope::read_id,
    ui::Icon,
};

#[component]
pub fn HistoryPage() -> impl IntoView {
    let posting = param("posting");
    page(Place::Postings, move |scope| async move {
        let history = scope.services.posting_history(scope.actor()?, read_id(&posting)?).await?;
        let title = format!("History of {}", history.posting.name());
        let note = format!("A posting of {}, owned by {}", history.posting.team_name, history.posting.owner_name);
        let content = view! {
            <main class="page" id="main" tabindex="-1">
                <PostingHead posting=history.posting.clone() controls=history.controls.clone() heading=title.clone() note/>
                <Public history=history.clone()/>
                <Revisions posting=history.posting.id revisions=history.revisions.clone()/>
                <Timeline history/>
            </main>
        };
        Ok((title, content))
    })
}

#[component]
fn Public(history: PostingHistory) -> impl IntoView {
    let slug = history.slug?;
    let sentence = if history.posting.is_live { "The public reads it at " } else { "It was public at " };
    let path = paths::career(&slug);
    Some(
        view! { <div class="banner"><Icon name="globe"/><p>{sentence}<a href=path.clone()>{path.clone()}</a></p></div> },
    )
}

#[component]
fn Revisions(posting: PostingId, revisions: Vec<RevisionRow>) -> impl IntoView {
    let count = revisions.len();
    let rows = revisions.into_iter().map(|revision| view! { <Revision posting revision/> }).collect_view();
    view! {
        <section class="block" aria-labelledby="revisions">
            <div class="block-head"><h2 id="revisions">"Revisions"</h2><span class="count">{count}</span></div>
            {(count == 0).then(|| view! { <p class="hush">"None yet. Submitting freezes the draft as the first revision."</p> })}
            {(count > 0).then(|| view! { <ul class="rows" role="list">{rows}</ul> })}
        </section>
    }
}

#[component]
fn Revision(posting: PostingId, revision: RevisionRow) -> impl IntoView {
    let at = revision.created_at;
    let message = (!revision.message.is_empty()).then(|| view! { <span>{format!("“{}”", revision.message)}</span> });
    let live = revision
        .is_live
        .then(|| view! { <span class="badge" data-stage="published" data-plain=""><Icon name="globe"/>"Live"</span> });
    view! {
        <li class="row">
            <div class="row-main">
                <p class="row-title"><a href=paths::revision(posting, revision.number)>{format!("Revision {}", revision.number)}</a></p>
                <p class="row-note">
                    <span>{revision.author_name}</span>
                    <time datetime=at.rfc3339()>{at.to_string()}</time>
                    {message}
                </p>
            </div>
            <div class="row-end">{live}{revision.outcome.map(|outcome| view! { <OutcomeBadge outcome/> })}</div>
        </li>
    }
}

#[component]
fn Timeline(history: PostingHistory) -> impl IntoView {
    let numbers: HashMap<RevisionId, u32> =
        history.revisions.iter().map(|revision| (revision.id, revision.number)).collect();
    let posting = history.posting.id;
    let rows = history.entries.into_iter().map(|entry| {
        let number = entry.event.revision().and_then(|revision| numbers.get(&revision).copied());
        view! { <Entry posting entry number/> }
    });
    let rows = rows.collect_view();
    view! {
        <section class="block" aria-labelledby="events">
            <div class="block-head"><h2 id="events">"What happened"</h2></div>
            <ol class="timeline" role="list">{rows}</ol>
        </section>
    }
}

/// Who did what and when; what is about a revision leads to it.
#[component]
fn Entry(posting: PostingId, entry: HistoryEntry, number: Option<u32>) -> impl IntoView {
    let HistoryEntry { at, actor_name, event } = entry;
    let who = if actor_name.is_empty() { "Rolewright".to_owned() } else { actor_name };
    let it = number.map_or_else(|| "it".to_owned(), |number| format!("revision {number}"));
    let sentence = event.on_posting(&it).unwrap_or_default();
    let sentence = match number {
        Some(number) => view! { <a href=paths::revision(posting, number)>{sentence}</a> }.into_any(),
        None => sentence.into_any(),
    };
    view! { <li><p><b>{who}</b>" "{sentence}</p><time datetime=at.rfc3339()>{at.to_string()}</time></li> }
}
