//! Any two versions of an item beside each other, and an old one as a new draft.

use domain::{library::ItemStatus, review::difference::spans};
use leptos::prelude::*;
use services::{ItemPage, VersionView};

use super::versions::changed_parts;
use crate::{
    forms::{Form, Hidden},
    layout::query,
    review::marked,
    ui::Button,
};

/// The choice of two versions, and what differs between them.
#[component]
pub fn Compare(item: ItemPage) -> impl IntoView {
    let count = item.versions.len();
    (count > 1).then(|| {
        let (older, newer) = chosen(&item);
        let sides = older.zip(newer).map(|(older, newer)| difference(older, newer));
        let (from, to) = (number(older.unwrap_or(&item.versions[1])), number(newer.unwrap_or(&item.versions[0])));
        let restore = older.and_then(|older| restore(&item, older));
        view! {
            <section aria-labelledby="compare" class="stack" data-gap="small">
                <h2 id="compare">"Compare versions"</h2>
                <form class="actions" method="get" action="#compare">
                    {select("from", "From version", &item, from)}
                    {select("to", "To version", &item, to)}
                    <Button>"Compare"</Button>
                </form>
                {sides}
                {restore}
            </section>
        }
    })
}

fn number(version: &VersionView) -> u32 {
    version.number
}

/// The versions that the address names; nothing for those that are not there.
fn chosen(item: &ItemPage) -> (Option<&VersionView>, Option<&VersionView>) {
    let find = |name: &str| {
        let number: u32 = query(name).parse().ok()?;
        item.versions.iter().find(|version| version.number == number)
    };
    (find("from"), find("to"))
}

fn select(name: &'static str, label: &'static str, item: &ItemPage, chosen: u32) -> AnyView {
    let options = item.versions.iter().map(|version| {
        let words = if version.published_at.is_some() {
            format!("Version {}", version.number)
        } else {
            format!("Version {}, a draft", version.number)
        };
        view! { <option value=version.number selected=version.number == chosen>{words}</option> }
    });
    view! { <select class="input" name=name aria-label=label>{options.collect_view()}</select> }.into_any()
}

fn difference(older: &VersionView, newer: &VersionView) -> AnyView {
    let others = changed_parts(&older.wording, &newer.wording);
    let same = older.wording == newer.wording;
    let note = match (same, others.as_slice()) {
        (true, _) => Some("They say the same.".to_owned()),
        (false, []) => None,
        (false, parts) => Some(format!("Also different: {}.", parts.join(", "))),
    };
    view! {
        <p class="item-difference">{marked(spans(&older.wording.body, &newer.wording.body))}</p>
        {note.map(|note| view! { <p class="block-note">{note}</p> })}
    }
    .into_any()
}

/// For curators, when the item may be edited and an old version is chosen.
fn restore(item: &ItemPage, old: &VersionView) -> Option<AnyView> {
    let edits = item.refusal.is_none() && matches!(item.status, ItemStatus::Draft | ItemStatus::Published);
    let is_new = item.versions.first().is_some_and(|newest| newest.wording != old.wording);
    let [id, version, newest] = [item.id.to_string(), old.number.to_string(), item.newest_version.to_string()];
    (edits && is_new).then(|| {
        let words = format!("Restore version {version} as a draft");
        view! {
            <Form action="restore_version" class="actions">
                <Hidden name="item" value=id/>
                <Hidden name="version" value=version/>
                <Hidden name="from_version" value=newest/>
                <Button icon="undo">{words}</Button>
            </Form>
        }
        .into_any()
    })
}
