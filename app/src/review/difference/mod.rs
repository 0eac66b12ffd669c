//! What changed between two contents of a posting, shown in the later one: facts, then sections with their lines, each
//! change with a mark before it and its name in the margin. What is unchanged is put away, never left out.

mod fact_words;
mod facts;
mod lines;

use std::sync::Arc;

use domain::{
    posting::{FactKey, Snapshot},
    review::difference::{Difference, SectionChange, SectionState, Span, SpanKind},
    threads::Place,
};
use leptos::prelude::*;

use self::{facts::FactChanges, lines::Lines};
use crate::threads::beside;

/// The difference as a document. Without an earlier side everything is new, and nothing is marked.
#[component]
pub fn DifferenceView(difference: Difference, snapshot: Snapshot, is_first: bool) -> impl IntoView {
    let title = difference.facts.iter().find(|change| change.key == FactKey::Title);
    let title = match title.filter(|_| !is_first) {
        Some(change) => marked(change.spans()),
        None => snapshot.facts.get(FactKey::Title).to_owned().into_any(),
    };
    let headings: Headings =
        difference.sections.iter().map(|section| (section.id.clone(), plain(&section.heading))).collect();
    let sections = difference.sections.into_iter();
    let sections = sections.map(|change| view! { <Section change headings=headings.clone() is_first/> }).collect_view();
    view! {
        <article class="diff" data-first=is_first.then_some("") aria-label="What changed">
            {beside(&Place::Posting)}
            <h2 class="diff-title" id="fact-title">{title}</h2>
            {beside(&Place::Fact(FactKey::Title))}
            <FactChanges changes=difference.facts snapshot is_first/>
            {sections}
        </article>
    }
}

/// Names of sections, to say where a line came from.
type Headings = Arc<[(domain::ids::SectionId, String)]>;

#[component]
fn Section(change: SectionChange, headings: Headings, is_first: bool) -> impl IntoView {
    let id = format!("section-{}", change.id);
    let heading = if is_first { plain(&change.heading).into_any() } else { marked(change.heading.clone()) };
    let heading = if change.heading.is_empty() { change.kind.label().into_any() } else { heading };
    let is_put_away = !is_first && change.is_same();
    let is_changed = (!is_put_away).then_some("");
    let note = if is_first { change.kind.scope().label().to_owned() } else { section_notes(&change).join(" · ") };
    view! {
        <section class="diff-section" id=id data-changed=is_changed>
            <h3 tabindex="-1"><span>{heading}</span><span class="scope">{note}</span></h3>
            {beside(&Place::Section(change.id.clone()))}
            <Lines section=change.id kind=change.kind lines=change.lines headings is_first is_put_away/>
        </section>
    }
}

/// The scope, and what happened to the section itself.
fn section_notes(change: &SectionChange) -> Vec<String> {
    let state = match change.state {
        SectionState::Added => Some("new section".to_owned()),
        SectionState::Removed => Some("section removed".to_owned()),
        SectionState::Both => None,
    };
    let lock = if change.locked { "locked" } else { "unlocked" };
    [
        Some(change.kind.scope().label().to_owned()),
        state,
        change.is_renamed().then(|| "renamed".to_owned()),
        change.moved_from.map(|place| format!("moved, was section {}", place + 1)),
        change.kind_before.map(|kind| format!("was “{}”", kind.label())),
        change.is_lock_changed.then(|| lock.to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The text of the later side, or of the earlier one if there is nothing else.
fn plain(spans: &[Span]) -> String {
    let later: String =
        spans.iter().filter(|span| span.kind != SpanKind::Removed).map(|span| span.text.as_str()).collect();
    if later.is_empty() { spans.iter().map(|span| span.text.as_str()).collect() } else { later }
}

/// A text with its inserted and deleted words marked.
pub fn marked(spans: Vec<Span>) -> AnyView {
    let mark = |span: Span| match span.kind {
        SpanKind::Same => span.text.into_any(),
        SpanKind::Added => view! { <ins>{span.text}</ins> }.into_any(),
        SpanKind::Removed => view! { <del>{span.text}</del> }.into_any(),
    };
    spans.into_iter().map(mark).collect_view().into_any()
}
