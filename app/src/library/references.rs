//! What an item refers to: the same idea in public taxonomies, and where it comes from.

use domain::library::{SourceRef, TaxonomyRef, Wording};
use leptos::prelude::*;

/// Nothing for an item without references.
#[component]
pub fn References(wording: Wording) -> impl IntoView {
    let taxonomy = wording.taxonomy_refs.iter().map(taxonomy_row).collect_view();
    let sources = wording.source_refs.iter().map(source_row).collect_view();
    (!wording.taxonomy_refs.is_empty() || !wording.source_refs.is_empty()).then(|| {
        view! {
            <section aria-labelledby="references">
                <h2 id="references">"References"</h2>
                <dl class="references">{taxonomy}{sources}</dl>
            </section>
        }
    })
}

fn taxonomy_row(reference: &TaxonomyRef) -> AnyView {
    let (scheme, id) = (reference.scheme_label().to_owned(), reference.id.clone());
    let id = match reference.link() {
        Some(link) => view! { <a href=link.to_owned() rel="noreferrer external">{id}</a> }.into_any(),
        None => id.into_any(),
    };
    view! { <div><dt>{scheme}</dt><dd>{id}</dd></div> }.into_any()
}

fn source_row(source: &SourceRef) -> AnyView {
    let words = match (source.seed.as_str(), source.section.as_str()) {
        // The seed library calls its articles by a letter.
        ("A" | "B" | "C", section) => format!("Seed article {}: {section}", source.seed),
        (seed, "") => seed.to_owned(),
        (seed, section) => format!("{seed}: {section}"),
    };
    view! { <div><dt>"Source"</dt><dd>{words}</dd></div> }.into_any()
}
