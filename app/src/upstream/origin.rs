//! Where the words of a line come from, said beside it wherever the page knows ([`Origins`] in its context).

use domain::{
    ids::LineId,
    posting::{Provenance, Snapshot},
};
use leptos::prelude::*;
use services::{LineOrigin, Origins};

use crate::paths;

/// The item and version of a line; nothing for a line of the posting's own, and where nobody asked.
pub fn origin_of(line: &LineId) -> Option<AnyView> {
    let origin = use_context::<Origins>()?.of(line)?.clone();
    Some(link(origin))
}

fn link(origin: LineOrigin) -> AnyView {
    let LineOrigin { credit, is_overridden } = origin;
    let words = [credit.words().as_str(), if is_overridden { ", in own words" } else { "" }].concat();
    if credit.slug.is_empty() {
        return view! { <span class="origin">{words}</span> }.into_any();
    }
    view! { <a class="origin" href=paths::item(&credit.slug)>{words}</a> }.into_any()
}

/// “82 % from the library”, and how many lines started there and say it otherwise.
pub fn share_words(share: Provenance) -> String {
    let Some(percent) = share.percent() else { return "No line yet.".to_owned() };
    let own = share.lines - share.library - share.overridden;
    let parts = [(share.library, "as in the library"), (share.overridden, "in own words"), (own, "written here")];
    let parts: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    format!("{percent} % from the library: {}.", parts.join(", "))
}

/// Every line of a posting with where its words come from, below the preview.
#[component]
pub fn OriginList(snapshot: Snapshot, origins: Origins) -> impl IntoView {
    let share = share_words(origins.provenance);
    let rows = snapshot.lines().filter(|(_, line)| !line.text.trim().is_empty()).map(|(_, line)| {
        let origin = origins.of(&line.id).cloned().map_or_else(written_here, link);
        view! { <li><p>{line.text.clone()}</p><p class="row-note">{origin}</p></li> }
    });
    let rows = rows.collect_view();
    view! {
        <section class="origins" aria-labelledby="origins">
            <h2 id="origins">"Where the words come from"</h2>
            <p class="block-note">{share}" Readers don’t see this part."</p>
            <ul role="list">{rows}</ul>
        </section>
    }
}

fn written_here() -> AnyView {
    view! { <span>"Written here"</span> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_told_with_what_it_is_made_of() {
        for (share, words) in [
            (Provenance::default(), "No line yet."),
            (Provenance { lines: 4, library: 4, overridden: 0 }, "100 % from the library: 4 as in the library."),
            (
                Provenance { lines: 11, library: 9, overridden: 1 },
                "81 % from the library: 9 as in the library, 1 in own words, 1 written here.",
            ),
        ] {
            assert_eq!(share_words(share), words);
        }
    }
}
