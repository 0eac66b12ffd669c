//! Merging an item into another one: which one stays, what it would do, and the word for it.

use domain::library::{REMARK_MAX_CHARS, merge::Gains};
use leptos::prelude::*;
use services::{ItemLink, MergeChoice, MergePreview, MergeSide, MergeView, NearDuplicate, WhereUsed};

use super::versions::marked;
use crate::{
    error::AppError,
    forms::{Field, Form, Hidden},
    layout::{Place, page, query},
    paths,
    ui::Button,
    upstream::{UsedBy, reach_words},
};

#[component]
pub fn MergePage() -> impl IntoView {
    let (gone, stays) = (query("gone"), query("stays"));
    page(Place::Library, move |scope| async move {
        let (services, actor) = (&scope.services, scope.actor()?);
        let content = match (gone.is_empty(), stays.is_empty()) {
            (false, false) => {
                let preview = services.preview_merge(actor, &gone, &stays).await?;
                view! { <Preview preview/> }.into_any()
            }
            (false, true) => {
                let choice = services.merge_choice(actor, &gone).await?;
                view! { <Choose choice/> }.into_any()
            }
            _ => {
                let merges = services.merges(actor).await?;
                view! { <Merges merges/> }.into_any()
            }
        };
        Ok::<_, AppError>((
            "Merge items".to_owned(),
            view! {
                <main class="page" id="main" tabindex="-1" data-width="narrow">
                    <nav class="crumbs" aria-label="Where you are"><ol><li><a href=paths::LIBRARY>"Library"</a></li></ol></nav>
                    {content}
                </main>
            },
        ))
    })
}

/// What was merged lately; one begins from an item's page or from the library's health.
#[component]
fn Merges(merges: Vec<MergeView>) -> impl IntoView {
    let row = |merge: MergeView| {
        let state = if merge.undone_at.is_some() { "undone" } else { "" };
        view! {
            <tr>
                <th scope="row"><a href=paths::merge(merge.id)>{format!("“{}” into “{}”", merge.gone.name, merge.stays.name)}</a></th>
                <td>{state}</td>
                <td>{merge.author}</td>
                <td class="nowrap"><time datetime=merge.created_at.rfc3339()>{merge.created_at.to_string()}</time></td>
            </tr>
        }
    };
    let twins = paths::health(domain::library::health::Ailment::Twins, 1);
    let list = if merges.is_empty() {
        view! { <p class="hush">"Nothing was merged yet."</p> }.into_any()
    } else {
        let rows = merges.into_iter().map(row).collect_view();
        view! { <div class="table-wrap"><table class="table" data-stack=""><tbody>{rows}</tbody></table></div> }
            .into_any()
    };
    view! {
        <div class="page-head"><div>
            <h1>"Merge items"</h1>
            <p class="page-note">"Begin on the page of the item that is one too many, or with "<a href=twins>"those that are nearly the same"</a>"."</p>
        </div></div>
        <section class="stack"><h2>"Merged lately"</h2>{list}</section>
    }
}

/// Which item stays in place of this one.
#[component]
fn Choose(choice: MergeChoice) -> impl IntoView {
    let MergeChoice { item, near, others } = choice;
    let name = item.wording.name.clone();
    let options =
        others.into_iter().map(|other| view! { <option value=other.slug>{other.name}</option> }).collect_view();
    view! {
        <div class="page-head"><div>
            <h1>{format!("Merge “{name}”")}</h1>
            <p class="page-note">"Choose the item that stays. What would happen is shown before anything does."</p>
        </div></div>
        <div class="stack" data-gap="large">
            <Near slug=item.slug.clone() near/>
            <form class="form" action=paths::LIBRARY_MERGE>
                <input type="hidden" name="gone" value=item.slug.clone()/>
                <div class="field">
                    <label for="stays">{format!("Any other of the {}", item.kind.plural().to_lowercase())}</label>
                    <select class="input" id="stays" name="stays">{options}</select>
                </div>
                <div class="actions"><button class="button" data-kind="primary">"Preview"</button><a class="button" data-kind="quiet" href=paths::item(&item.slug)>"Cancel"</a></div>
            </form>
        </div>
    }
}

/// Those that nearly say the same.
#[component]
fn Near(slug: String, near: Vec<NearDuplicate>) -> impl IntoView {
    if near.is_empty() {
        return ().into_any();
    }
    let row = |near: NearDuplicate| {
        let ItemLink { slug: other, name, .. } = near.item;
        view! { <li><a href=paths::merge_of(&slug, &other)>{name}</a>": "{near.body}</li> }
    };
    let rows = near.into_iter().map(row).collect_view();
    view! { <section class="stack"><h2>"Nearly the same"</h2><ul class="near">{rows}</ul></section> }.into_any()
}

/// Everything that the merge would do, and the form that does it.
#[component]
fn Preview(preview: MergePreview) -> impl IntoView {
    let MergePreview { gone, stays, gains, used } = preview;
    let (leaving, staying) = (gone.wording.name.clone(), stays.wording.name.clone());
    let swap = paths::merge_of(&stays.slug, &gone.slug);
    let other = paths::merge_of(&gone.slug, "");
    let act = match gains {
        Ok(gains) => view! { <Effects gone=gone.clone() stays=stays.clone() gains used/><Act gone=gone.clone() stays=stays.clone()/> }.into_any(),
        Err(sentence) => view! { <div class="problems" role="alert"><h2>{sentence}</h2></div> }.into_any(),
    };
    view! {
        <div class="page-head">
            <div>
                <h1>{format!("Merge “{leaving}” into “{staying}”?")}</h1>
                <p class="page-note">"Nothing has happened yet. No draft changes by this."</p>
            </div>
            <div class="actions">
                <a class="button" data-size="small" href=swap>"The other way round"</a>
                <a class="button" data-kind="quiet" data-size="small" href=other>"Choose another"</a>
            </div>
        </div>
        <div class="stack" data-gap="large">
            <div class="merge-sides">
                <Side heading="Goes" side=gone.clone()/>
                <Side heading="Stays" side=stays.clone()/>
            </div>
            {(gone.wording.body != stays.wording.body).then(|| view! {
                <p class="item-difference" aria-label="What the other line says">{marked(&gone.wording.body, &stays.wording.body)}</p>
            })}
            {act}
        </div>
    }
}

#[component]
fn Side(heading: &'static str, side: MergeSide) -> impl IntoView {
    let group = side.kind.group_label(&side.group);
    let kind = if group.is_empty() {
        side.kind.label().to_owned()
    } else {
        format!("{}: {}", side.kind.label(), group.to_lowercase())
    };
    view! {
        <section class="card">
            <p class="hush">{heading}</p>
            <h2><a href=paths::item(&side.slug)>{side.wording.name}</a></h2>
            <p>{side.wording.body}</p>
            <p class="hush">{format!("{kind}, version {}", side.version)}</p>
        </section>
    }
}

/// What becomes of the address, the names, the lines.
#[component]
fn Effects(gone: MergeSide, stays: MergeSide, gains: Gains, used: WhereUsed) -> impl IntoView {
    let name = stays.wording.name.clone();
    let gained: Vec<String> = gained(&gains);
    let gained = if gained.is_empty() {
        view! { <p>{format!("“{name}” has all names, tags, references and sources already.")}</p> }.into_any()
    } else {
        let rows = gained.into_iter().map(|row| view! { <li>{row}</li> }).collect_view();
        view! { <p>{format!("“{name}” gains, in a new version with the same line:")}</p><ul class="near">{rows}</ul> }
            .into_any()
    };
    let lines = match used.reach.all.lines {
        0 => format!("No draft uses “{}”.", gone.wording.name),
        _ => format!(
            "Lines that use “{}” keep their words, and are asked about “{name}”. {}",
            gone.wording.name,
            reach_words("It", &used.reach)
        ),
    };
    let left = left_out(&gone, &stays, &gains);
    let ahead =
        gone.is_ahead.then(|| view! { <p>"Its draft version is kept, but nobody sees it while it is merged."</p> });
    view! {
        <section class="stack" aria-labelledby="effects">
            <h2 id="effects">"What it does"</h2>
            <p>{format!("“{}” can’t be inserted or found any more. Its page, /library/{}, leads to /library/{}.", gone.wording.name, gone.slug, stays.slug)}</p>
            {gained}
            {left.map(|sentence| view! { <p>{sentence}</p> })}
            {ahead}
            <p>{lines}</p>
            <UsedBy used current=0/>
        </section>
    }
}

/// One sentence for each sort of what is gained.
pub fn gained(gains: &Gains) -> Vec<String> {
    let references: Vec<String> =
        gains.taxonomy_refs.iter().map(|one| format!("{} {}", one.scheme_label(), one.id)).collect();
    let sources: Vec<String> = gains.source_refs.iter().map(|one| format!("{}: {}", one.seed, one.section)).collect();
    let sorts =
        [("Synonyms", &gains.synonyms), ("Tags", &gains.tags), ("References", &references), ("Sources", &sources)];
    let some = sorts.into_iter().filter(|(_, all)| !all.is_empty());
    some.map(|(sort, all)| format!("{sort}: {}", all.join(", "))).collect()
}

/// Tags for which there is no room.
fn left_out(gone: &MergeSide, stays: &MergeSide, gains: &Gains) -> Option<String> {
    let is_left = |tag: &&String| !stays.wording.tags.contains(tag) && !gains.tags.contains(tag);
    let left: Vec<&str> = gone.wording.tags.iter().filter(is_left).map(String::as_str).collect();
    (!left.is_empty()).then(|| format!("There is no room for the tags {}.", left.join(", ")))
}

#[component]
fn Act(gone: MergeSide, stays: MergeSide) -> impl IntoView {
    view! {
        <Form action="merge_items">
            <Hidden name="gone" value=gone.id.to_string()/>
            <Hidden name="gone_version" value=gone.version.to_string()/>
            <Hidden name="stays" value=stays.id.to_string()/>
            <Hidden name="stays_version" value=stays.version.to_string()/>
            <Field name="reason" label="Reason" required=true hint="Writers of postings will read it beside the offer." maxlength=REMARK_MAX_CHARS/>
            <div class="actions">
                <Button kind="primary">"Merge them"</Button>
                <a class="button" data-kind="quiet" href=paths::item(&gone.slug)>"Cancel"</a>
            </div>
        </Form>
    }
}
