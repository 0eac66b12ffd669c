//! One item: the line as a posting shows it, guidance, where it is used, its versions, and what curators do with it.

use domain::{library::ItemStatus, posting::Seniority, time::show_date};
use leptos::prelude::*;
use services::{ItemLink, ItemPage as Item, LibraryFilter, MergedItem, Moved, UsedIn};

use super::{
    compare::Compare,
    curate::{EditItem, MergeAway, PublishDraft, Retire},
    filter::address,
    listed::{deprecated_words, status_badge, usual_words},
    references::References,
    versions::Versions,
};
use crate::{
    error::AppError,
    forms::Done,
    layout::{Place, moved_for_good, page, param, query},
    paths,
    review::StageBadge,
    scope::Scope,
    ui::{Gate, Icon},
    upstream::{UsedBy, counted},
};

#[component]
pub fn ItemPage() -> impl IntoView {
    let (slug, merged) = (param("slug"), query("merged"));
    page(Place::Library, move |scope| async move {
        let actor = scope.actor()?;
        if let Some(moved) = scope.services.moved_item(actor, &slug).await? {
            return elsewhere(&scope, &slug, &moved);
        }
        let told = scope.services.moved_item(actor, &merged).await?;
        let item = scope.services.library_item(actor, &slug).await?;
        let index = scope.services.library_index(actor).await?;
        let others = index.items.iter().filter(|other| other.kind == item.kind && other.id != item.id);
        let mut candidates = vec![(String::new(), "Nothing".to_owned())];
        candidates.extend(others.map(|other| (other.slug.clone(), other.name.clone())));
        let edits = item.refusal.is_none() && matches!(item.status, ItemStatus::Draft | ItemStatus::Published);
        let content = view! {
            <main class="page" id="main" tabindex="-1">
                <Crumbs item=item.clone()/>
                <Head item=item.clone()/>
                <div class="beside">
                    <div class="stack" data-gap="large">
                        <Done/>
                        {told.filter(|moved| moved.into.id == item.id).map(|moved| view! {
                            <div class="banner" role="status"><Icon name="info"/><p>{format!("“{}” was merged into this.", moved.name)}</p></div>
                        })}
                        <Replacement item=item.clone()/>
                        <Sheet item=item.clone()/>
                        <Guidance text=item.wording.guidance.clone()/>
                        <References wording=item.wording.clone()/>
                        <Uses item=item.clone()/>
                        <Merged item=item.clone()/>
                        {edits.then(|| view! { <EditItem item=item.clone()/> })}
                    </div>
                    <aside class="stack" data-gap="large" aria-label="History and state">
                        {edits.then(|| view! { <PublishDraft item=item.clone()/> })}
                        <Versions item=item.clone()/>
                        <Compare item=item.clone()/>
                        <Retire item=item.clone() candidates/>
                        <MergeAway item=item.clone()/>
                    </aside>
                </div>
            </main>
        };
        Ok((item.wording.name.clone(), content.into_any()))
    })
}

/// Leads on to the item that stands in this one's place. Who sent a form to a page that is gone reads why it was refused.
fn elsewhere(scope: &Scope, slug: &str, moved: &Moved) -> Result<(String, AnyView), AppError> {
    if let Some(form) = &scope.form {
        return Err(form.error.clone());
    }
    moved_for_good(&paths::item_in_place_of(&moved.into.slug, slug));
    Ok((moved.name.clone(), ().into_any()))
}

#[component]
fn Crumbs(item: Item) -> impl IntoView {
    let kind = address(&LibraryFilter { kind: Some(item.kind), ..LibraryFilter::default() });
    view! {
        <nav class="crumbs" aria-label="Where you are">
            <ol><li><a href=paths::LIBRARY>"Library"</a></li><li><a href=kind>{item.kind.plural()}</a></li></ol>
        </nav>
    }
}

#[component]
fn Head(item: Item) -> impl IntoView {
    let reason = item.refusal.map(|refusal| refusal.to_string());
    let is_editable = matches!(item.status, ItemStatus::Draft | ItemStatus::Published);
    view! {
        <div class="page-head">
            <div>
                <h1>{item.wording.name.clone()}</h1>
                <p class="page-note">{note(&item)}</p>
            </div>
            <div class="actions">
                {status_badge(item.status)}
                {is_editable.then(|| view! {
                    <Gate reason id="why-not-edit" label="Edit"><a class="button" href="#edit"><Icon name="edit"/>"Edit"</a></Gate>
                })}
            </div>
        </div>
    }
}

/// What it is, and its other names.
fn note(item: &Item) -> String {
    let group = item.kind.group_label(&item.group);
    let group = if group.is_empty() { String::new() } else { format!(": {}", group.to_lowercase()) };
    let version = if item.current_version == 0 {
        "not published yet".to_owned()
    } else {
        format!("version {}", item.current_version)
    };
    let same = match item.wording.synonyms.as_slice() {
        [] => String::new(),
        names => format!(" Also called {}.", names.join(", ")),
    };
    format!("{}{group}, {version}.{same}", item.kind.label())
}

/// What to use instead of a deprecated item, and what this one is used instead of.
#[component]
fn Replacement(item: Item) -> impl IntoView {
    let link = |link: &ItemLink| view! { <a href=paths::item(&link.slug)>{link.name.clone()}</a> };
    let replaces = item.replaces.iter().map(link).collect::<Vec<_>>();
    let separated =
        replaces.into_iter().enumerate().map(|(place, link)| ((place > 0).then_some(", "), link)).collect_view();
    let out_of_use = match (item.status, item.sunset_on.map(show_date)) {
        (ItemStatus::Deprecated, None) => Some("This item is deprecated and no longer offered.".to_owned()),
        (ItemStatus::Deprecated, Some(day)) => {
            Some(format!("This item is deprecated and no longer offered. After {day} it is archived."))
        }
        (ItemStatus::Archived, _) => {
            Some("This item is archived: old revisions show it, nobody can insert it.".to_owned())
        }
        _ => None,
    };
    let reason = item.deprecation_reason.as_deref().filter(|_| out_of_use.is_some()).map(deprecated_words);
    let reason = reason.map(|words| view! { <p>{words}</p> });
    let instead = item.replacement.as_ref().map(|other| view! { " Use "{link(other)}" instead." });
    view! {
        {out_of_use.map(|words| view! { <div class="banner"><Icon name="info"/><div><p>{words}{instead}</p>{reason}</div></div> })}
        {(!item.replaces.is_empty()).then(|| view! { <p class="hush">"Used instead of "{separated}"."</p> })}
    }
}

#[component]
fn Sheet(item: Item) -> impl IntoView {
    let wording = &item.wording;
    let tags = wording.tags.iter().map(|tag| {
        let href = address(&LibraryFilter { tag: Some(tag.clone()), ..LibraryFilter::default() });
        view! { <a class="tag" href=href>{tag.clone()}</a> }
    });
    let tags = tags.collect_view();
    let meant_for: Vec<&str> = wording.seniority.iter().copied().map(Seniority::label).collect();
    let meant_for = (!meant_for.is_empty())
        .then(|| view! { <span>{format!("For {}", meant_for.join(", ").to_lowercase())}</span> });
    let usually = match usual_words(wording.default_requirement, wording.default_level) {
        words if words.is_empty() => "Usually plain, no level".to_owned(),
        words => format!("Usually {words}"),
    };
    view! {
        <section class="item-sheet" aria-label="As a posting shows it">
            <p>{wording.body.clone()}</p>
            <footer><span class="tags">{tags}</span>{meant_for}<span>{usually}</span><span>{format!("Goes to “{}”", item.section.label())}</span></footer>
        </section>
    }
}

#[component]
fn Guidance(text: String) -> impl IntoView {
    (!text.is_empty()).then(|| view! { <section><h2>"Guidance for writers"</h2><p class="prose">{text}</p></section> })
}

#[component]
fn Uses(item: Item) -> impl IntoView {
    let rows = item.uses.iter().map(|found| use_row(found, item.current_version)).collect_view();
    let waits = item.refusal.is_some() && item.adoption.iter().any(|version| version.waiting > 0);
    let unseen = usize::try_from(item.used).unwrap_or(0).saturating_sub(item.uses.len());
    let unseen = (unseen > 0).then(|| {
        if unseen == 1 {
            "One more posting of another team uses it.".to_owned()
        } else {
            format!("{unseen} more postings of other teams use it.")
        }
    });
    view! {
        <section aria-labelledby="used">
            <div class="block-head"><h2 id="used">"Where it is used"</h2><span class="count">{item.used}</span></div>
            {(item.used == 0).then(|| view! { <p class="hush">"No draft uses it yet."</p> })}
            <UsedBy used=item.where_used.clone() current=item.current_version/>
            {(!item.uses.is_empty()).then(|| view! {
                <div class="table-wrap"><table class="table" data-stack="">
                    <thead><tr><th scope="col">"Posting"</th><th scope="col">"Stage"</th><th scope="col">"Version"</th><th scope="col">"Wording"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table></div>
            })}
            {unseen.map(|words| view! { <p class="block-note">{words}</p> })}
            {waits.then(|| view! { <p class="block-note"><a href=paths::updates_part(&item.slug, 1)>"Updates of it that wait for you"</a></p> })}
        </section>
    }
}

fn use_row(found: &UsedIn, current: u32) -> AnyView {
    let title = if found.title.is_empty() { "Untitled posting".to_owned() } else { found.title.clone() };
    let version = match found.version {
        None => "of a merged item".to_owned(),
        Some(version) if version < current => format!("{version}, now {current}"),
        Some(version) => version.to_string(),
    };
    let wording = if found.is_overridden { "own wording" } else { "as in the library" };
    view! {
        <tr>
            <th scope="row"><a href=paths::posting(found.posting)>{title}</a></th>
            <td><StageBadge stage=found.stage/></td>
            <td data-label="Version">{version}</td>
            <td>{wording}</td>
        </tr>
    }
    .into_any()
}

/// The items that were merged into this one; curators undo that.
#[component]
fn Merged(item: Item) -> impl IntoView {
    if item.merged.is_empty() {
        return ().into_any();
    }
    let curates = item.refusal.is_none();
    let rows = item.merged.iter().map(|merged| merged_row(merged, curates)).collect_view();
    view! {
        <section aria-labelledby="merged">
            <div class="block-head"><h2 id="merged">"Merged into this"</h2><span class="count">{item.merged.len()}</span></div>
            <div class="table-wrap"><table class="table" data-stack="">
                <thead><tr><th scope="col">"Item"</th><th scope="col">"Why"</th><th scope="col">"By"</th><th scope="col">"Still used by"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table></div>
        </section>
    }
    .into_any()
}

fn merged_row(merged: &MergedItem, curates: bool) -> AnyView {
    let name = merged.item.name.clone();
    let name =
        if curates { view! { <a href=paths::merge(merged.merge)>{name}</a> }.into_any() } else { name.into_any() };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>{merged.reason.clone()}</td>
            <td>{merged.author.clone()}</td>
            <td data-label="Still used by">{counted(merged.lines, "line")}</td>
        </tr>
    }
    .into_any()
}
