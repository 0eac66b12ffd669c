//! The versions of an item, the newest first, each with what it changed word by word.

use domain::{
    library::Wording,
    review::difference::{Span, SpanKind, spans},
    time::Timestamp,
};
use leptos::prelude::*;
use services::{Adoption, ItemPage, VersionView};

use crate::upstream::counted;

/// So much of a content hash tells two versions apart; the whole stands behind it.
const HASH_SHOWN: usize = 10;

#[component]
pub fn Versions(item: ItemPage) -> impl IntoView {
    let before = item.versions.iter().skip(1).map(|version| Some(&version.wording)).chain([None]);
    let rows = item.versions.iter().zip(before).map(|(version, before)| row(version, before, &item));
    let rows = rows.collect_view();
    view! {
        <section aria-labelledby="versions">
            <h2 id="versions">"Versions"</h2>
            <ol class="versions" role="list">{rows}</ol>
        </section>
    }
}

fn row(version: &VersionView, before: Option<&Wording>, item: &ItemPage) -> AnyView {
    let is_current = (version.number == item.current_version).then_some("");
    let used = item.adoption.iter().find(|adoption| adoption.version == version.number).map(adoption_words);
    let at = version.published_at.unwrap_or(version.created_at);
    let who = if version.author.is_empty() { "Seed library".to_owned() } else { version.author.clone() };
    let is_draft = version.published_at.is_none();
    let why = why(version, before);
    let hash: String = version.content_hash.chars().take(HASH_SHOWN).collect();
    view! {
        <li class="version" data-current=is_current>
            <header>
                <span class="version-number">{version.number}</span>
                <time datetime=at.rfc3339()>{day(at)}</time>
                <span class="hush">{who}</span>
                {is_draft.then(|| view! { <span class="tag">"draft"</span> })}
                <code class="version-hash" title=format!("Content hash {}", version.content_hash)>{hash}</code>
            </header>
            {before.map(|before| view! { <p class="version-text">{marked(&before.body, &version.wording.body)}</p> })}
            {(!why.is_empty()).then(|| view! { <p class="version-why">{why}</p> })}
            {used.map(|words| view! { <p class="version-why">{words}</p> })}
        </li>
    }
    .into_any()
}

/// “12 lines use it, 2 reworded. 9 wait for a decision on the newer one. 1 kept.”
fn adoption_words(adoption: &Adoption) -> String {
    let verb = if adoption.lines == 1 { "uses" } else { "use" };
    let reworded = if adoption.overridden > 0 { format!(", {} reworded", adoption.overridden) } else { String::new() };
    let waiting = match adoption.waiting {
        0 => String::new(),
        1 => " 1 waits for a decision on the newer one.".to_owned(),
        more => format!(" {more} wait for a decision on the newer one."),
    };
    let aside = [(adoption.kept, "kept"), (adoption.snoozed, "put off")];
    let aside: Vec<String> =
        aside.iter().filter(|(count, _)| *count > 0).map(|(count, state)| format!("{count} {state}")).collect();
    let aside = if aside.is_empty() { String::new() } else { format!(" {}.", aside.join(", ")) };
    format!("{} {verb} it{reworded}.{waiting}{aside}", counted(adoption.lines, "line"))
}

/// The day of a moment, for people.
pub fn day(at: Timestamp) -> String {
    at.to_string().split(',').next().unwrap_or_default().to_owned()
}

pub fn marked(before: &str, after: &str) -> AnyView {
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

pub fn changed_parts(before: &Wording, after: &Wording) -> Vec<&'static str> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_said_how_far_a_version_has_come() {
        let one = Adoption { version: 2, lines: 1, ..Adoption::default() };
        assert_eq!(adoption_words(&one), "1 line uses it.");
        let many = Adoption { version: 1, lines: 12, overridden: 2, waiting: 9, kept: 1, snoozed: 2 };
        assert_eq!(
            adoption_words(&many),
            "12 lines use it, 2 reworded. 9 wait for a decision on the newer one. 1 kept, 2 put off."
        );
    }
}
