//! A merge that was made, and the way to undo it.

use domain::library::REMARK_MAX_CHARS;
use leptos::prelude::*;
use services::{ItemLink, MergeView};

use super::merge_page::gained;
use crate::{
    forms::{Form, Hidden},
    layout::{Place, page, param},
    paths,
    scope::read_id,
    ui::{Button, Icon},
    upstream::{UsedBy, counted},
};

#[component]
pub fn MergedPage() -> impl IntoView {
    let id = param("merge");
    page(Place::Library, move |scope| async move {
        let merge = scope.services.merge(scope.actor()?, read_id(&id)?).await?;
        let title = format!("“{}” into “{}”", merge.gone.name, merge.stays.name);
        let reason: String = merge.reason.chars().take(REMARK_MAX_CHARS).collect();
        let note = format!("{}, {}: “{reason}”", merge.author, merge.created_at);
        let content = view! {
            <main class="page" id="main" tabindex="-1" data-width="narrow">
                <nav class="crumbs" aria-label="Where you are">
                    <ol><li><a href=paths::LIBRARY>"Library"</a></li><li><a href=paths::LIBRARY_MERGE>"Merge items"</a></li></ol>
                </nav>
                <div class="page-head"><div><h1>{format!("Merge of {title}")}</h1><p class="page-note">{note}</p></div></div>
                <div class="stack" data-gap="large"><State merge=merge.clone()/><Gained merge=merge.clone()/><Lines merge/></div>
            </main>
        };
        Ok((format!("Merge of {title}"), content))
    })
}

fn link(item: &ItemLink) -> AnyView {
    view! { <a href=paths::item(&item.slug)>{item.name.clone()}</a> }.into_any()
}

/// Whether it holds, and the form that undoes it.
#[component]
fn State(merge: MergeView) -> impl IntoView {
    let Some(at) = merge.undone_at else {
        return view! {
            <div class="banner" role="status"><Icon name="info"/><p>{format!("“{}” was merged into ", merge.gone.name)}{link(&merge.stays)}". Its page leads there."</p></div>
            <Form action="undo_merge" tight=true>
                <Hidden name="merge" value=merge.id.to_string()/>
                <p class="field-hint">{format!("“{}” stands where it stood, and “{}” gives back what it gained. Lines that took the other item keep it.", merge.gone.name, merge.stays.name)}</p>
                <div class="actions"><Button icon="undo">"Undo the merge"</Button></div>
            </Form>
        }
        .into_any();
    };
    view! { <div class="banner" role="status"><Icon name="info"/><p>{format!("It was undone on {at}. ")}{link(&merge.gone)}" and "{link(&merge.stays)}" are two items again."</p></div> }.into_any()
}

#[component]
fn Gained(merge: MergeView) -> impl IntoView {
    let rows: Vec<String> = gained(&merge.gains);
    (!rows.is_empty() && merge.undone_at.is_none()).then(|| {
        let rows = rows.into_iter().map(|row| view! { <li>{row}</li> }).collect_view();
        view! { <section class="stack"><h2>{format!("What “{}” gained", merge.stays.name)}</h2><ul class="near">{rows}</ul></section> }
    })
}

/// What still names the item that went.
#[component]
fn Lines(merge: MergeView) -> impl IntoView {
    let lines = merge.used.reach.all;
    let words = match lines.lines {
        _ if merge.undone_at.is_some() => return ().into_any(),
        0 => "No draft uses it any more.".to_owned(),
        some => format!(
            "{} in {} still started from it. Nothing changes there until somebody decides.",
            counted(some, "line"),
            counted(lines.postings, "posting")
        ),
    };
    view! { <section class="stack"><h2>{format!("Lines of “{}”", merge.gone.name)}</h2><p>{words}</p><UsedBy used=merge.used current=0/></section> }.into_any()
}
