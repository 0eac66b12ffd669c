//! One entry of the time line: who did what, when, and the way to what the draft said then.

use domain::{events::Event, ids::PostingId, time::Timestamp, timeline::Point};
use leptos::prelude::*;
use services::{Entry, EntryKind, HistoryEntry, RevisionRow, Writer};

use super::head::OutcomeBadge;
use crate::{paths, threads::first_words, ui::Icon};

#[component]
pub fn EntryRow(posting: PostingId, entry: Entry) -> impl IntoView {
    let at = entry.at;
    match entry.kind {
        EntryKind::Sitting { point, from_at, writers, summary } => {
            sitting(posting, (from_at, at), point, &writers, summary)
        }
        EntryKind::Checkpoint { point, name, author_name } => view! {
            <li data-kind="checkpoint">
                <p><b>{author_name}</b>" named "<a href=paths::moment(posting, point)>{format!("“{name}”")}</a></p>
                <div class="timeline-note"><Icon name="flag"/>"Checkpoint, "{clock(at)}</div>
            </li>
        }
        .into_any(),
        EntryKind::Event { entry, revision, before, said } => {
            event(posting, entry, revision.map(|revision| *revision), before, said)
        }
    }
}

fn sitting(
    posting: PostingId,
    (from, to): (Timestamp, Timestamp),
    point: Point,
    writers: &[Writer],
    summary: String,
) -> AnyView {
    let span = (time_of(from) != time_of(to) || from.date() != to.date()).then(|| view! { {clock(from)}" to " });
    view! {
        <li data-kind="sitting">
            <p><b>{names(writers)}</b>" wrote: "<a href=paths::moment(posting, point)>{summary}</a></p>
            <div class="timeline-note"><Icon name="edit"/>{span}{clock(to)}</div>
        </li>
    }
    .into_any()
}

/// Who wrote, and with several of them how much of it.
fn names(writers: &[Writer]) -> String {
    match writers {
        [only] => only.name.clone(),
        several => several
            .iter()
            .map(|writer| format!("{} ({} %)", writer.name, writer.percent))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

fn event(
    posting: PostingId,
    entry: HistoryEntry,
    revision: Option<RevisionRow>,
    before: Option<Point>,
    said: Option<String>,
) -> AnyView {
    let HistoryEntry { at, actor_name, event, people } = entry;
    let who = if actor_name.is_empty() { "Rolewright".to_owned() } else { actor_name };
    let number = revision.as_ref().map(|revision| revision.number);
    let it = number.map_or_else(|| "it".to_owned(), |number| format!("revision {number}"));
    let people: Vec<&str> = people.iter().map(String::as_str).collect();
    let sentence = event.on_posting(&it, &people).unwrap_or_default();
    let leads_to = match (number, event.thread()) {
        (Some(number), _) => Some(paths::revision(posting, number)),
        (None, thread) => thread.map(|thread| format!("{}#thread-{thread}", paths::threads(posting))),
    };
    let sentence = match leads_to {
        Some(href) => view! { <a href=href>{sentence}</a> }.into_any(),
        None => sentence.into_any(),
    };
    let said = said.map(|text| view! { <q class="said">{first_words(&text)}</q> });
    let back = before.map(|point| view! { <a href=paths::moment(posting, point)>"What it said before"</a> });
    let submitted = revision.filter(|_| matches!(event, Event::PostingSubmitted { .. })).map(submitted);
    view! {
        <li data-kind="event">
            <p><b>{who}</b>" "{sentence}</p>
            {submitted}
            {said}
            <div class="timeline-note">{clock(at)}{back}</div>
        </li>
    }
    .into_any()
}

/// What the submitter wrote, and what became of it.
fn submitted(revision: RevisionRow) -> impl IntoView {
    let message = (!revision.message.is_empty()).then(|| view! { <q class="said">{revision.message}</q> });
    let live = revision
        .is_live
        .then(|| view! { <span class="badge" data-stage="published" data-plain=""><Icon name="globe"/>"Live"</span> });
    let outcome = revision.outcome.map(|outcome| view! { <OutcomeBadge outcome/> });
    view! { {message}<div class="timeline-badges">{live}{outcome}</div> }
}

/// The time of day; the day stands above.
fn clock(at: Timestamp) -> impl IntoView + use<> {
    view! { <time datetime=at.rfc3339() title=at.to_string()>{time_of(at)}</time> }
}

fn time_of(at: Timestamp) -> String {
    let words = at.to_string();
    words.split_once(", ").map_or_else(String::new, |(_, time)| time.to_owned())
}
