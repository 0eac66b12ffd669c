//! The versions of an item, the newest first, each with what it changed word by word.

use domain::{
    library::Wording,
    review::difference::{Span, SpanKind, spans},
    time::Timestamp,
};
use leptos::prelude::*;
use services::{ItemPage, VersionView};

#[component]
pub fn Versions(item: ItemPage) -> impl IntoView {
    let before = item.versions.iter().skip(1).map(|version| Some(&version.wording)).chain([None]);
    let rows = item.versions.iter().zip(before).map(|(version, before)| row(version, before, item.current_version));
    let rows = rows.collect_view();
    view! {
        <section aria-labelledby="versions">
            <h2 id="versions">"Versions"</h2>
            <ol class="versions" role="list">{rows}</ol>
        </section>
    }
}

fn row(version: &VersionView, before: Option<&Wording>, current: u32) -> AnyView {
    let is_current = (version.number == current).then_some("");
    let at = version.published_at.unwrap_or(version.created_at);
    let who = if version.author.is_empty() { "Seed library".to_owned() } else { version.author.clone() };
    let is_draft = version.published_at.is_none();
    let why = why(version, before);
    view! {
        <li class="version" data-current=is_current>
            <header>
                <span class="version-number">{version.number}</span>
                <time datetime=at.rfc3339()>{day(at)}</time>
                <span class="hush">{who}</span>
                {is_draft.then(|| view! { <span class="tag">"draft"</span> })}
            </header>
            {before.map(|before| view! { <p class="version-text">{marked(&before.body, &version.wording.body)}</p> })}
            {(!why.is_empty()).then(|| view! { <p class="version-why">{why}</p> })}
        </li>
    }
    .into_any()
}

/// The day of a moment, for people.
pub fn day(at: Timestamp) -> String {
    at.to_string().split(',').next().unwrap_or_default().to_owned()
}

fn marked(before: &str, after: &str) -> AnyView {
    spans(before, after).into_iter().map(mark).collect_view().into_any()
}

fn mark(span: Span) -> AnyView {
    match span.kind {
        SpanKind::Same => span.text.into_any(),
        SpanKind::Added => view! { <ins>{span.text}</ins> }.into_any(),
        SpanKind::Removed => view! { <del>{span.text}</del> }.into_any(),
    }
}

/// The reason, what kind of change it is, and what else than the line changed.
fn why(version: &VersionView, before: Option<&Wording>) -> String {
    let Some(before) = before else { return version.reason.clone() };
    let reason = Some(version.reason.clone()).filter(|reason| !reason.is_empty()).map(|reason| format!("“{reason}”"));
    let class = version.change_class.label().split(':').next().unwrap_or_default().to_owned();
    let others = changed_parts(before, &version.wording);
    let others = (!others.is_empty()).then(|| format!("Also changed: {}.", others.join(", ")));
    reason.into_iter().chain([format!("{class}.")]).chain(others).collect::<Vec<_>>().join(" ")
}

fn changed_parts(before: &Wording, after: &Wording) -> Vec<&'static str> {
    let parts = [
        (before.name != after.name, "name"),
        (before.guidance != after.guidance, "guidance"),
        (before.synonyms != after.synonyms, "synonyms"),
        (before.tags != after.tags, "tags"),
        (before.seniority != after.seniority, "seniority"),
        (before.default_requirement != after.default_requirement, "requirement"),
        (before.default_level != after.default_level, "level"),
        (before.taxonomy_refs != after.taxonomy_refs, "references"),
        (before.source_refs != after.source_refs, "sources"),
    ];
    parts.into_iter().filter(|(changed, _)| *changed).map(|(_, part)| part).collect()
}
