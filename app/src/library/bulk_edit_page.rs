//! A change to many items that was made, and the way to take it back.

use domain::library::REMARK_MAX_CHARS;
use leptos::prelude::*;
use services::{BulkEditView, DoneItem};

use crate::{
    forms::{Form, Hidden},
    layout::{Place, page, param},
    paths,
    scope::read_id,
    ui::{Button, Icon},
};

#[component]
pub fn BulkEditPage() -> impl IntoView {
    let id = param("edit");
    page(Place::Library, move |scope| async move {
        let edit = scope.services.bulk_edit(scope.actor()?, read_id(&id)?).await?;
        let title = edit.change.sentence();
        let content = view! {
            <main class="page" id="main" tabindex="-1" data-width="narrow">
                <nav class="crumbs" aria-label="Where you are">
                    <ol><li><a href=paths::LIBRARY>"Library"</a></li><li><a href=paths::LIBRARY_EDIT>"Change many items"</a></li></ol>
                </nav>
                <div class="page-head"><div><h1>{title.clone()}</h1><p class="page-note">{note(&edit)}</p></div></div>
                <div class="stack" data-gap="large">
                    <State edit=edit.clone()/>
                    {list("Left out", &edit, |item| item.refused.clone())}
                    {list("Not taken back", &edit, |item| item.not_undone.clone())}
                    {list("Changed", &edit, |item| item.is_changed().then(String::new))}
                    {list("Taken back", &edit, |item| was_undone(item).then(String::new))}
                </div>
            </main>
        };
        Ok((title, content))
    })
}

fn was_undone(item: &DoneItem) -> bool {
    item.refused.is_none() && item.not_undone.is_none() && !item.is_changed()
}

fn note(edit: &BulkEditView) -> String {
    let reason: String = edit.reason.chars().take(REMARK_MAX_CHARS).collect();
    format!("{}, {}: “{reason}”", edit.author, edit.created_at)
}

#[component]
fn State(edit: BulkEditView) -> impl IntoView {
    let changed = edit.items.iter().filter(|item| item.is_changed()).count();
    let words = match edit.undone_at {
        Some(at) => format!("It was taken back on {at}."),
        None if changed == 1 => "One item was changed.".to_owned(),
        None => format!("{changed} items were changed."),
    };
    let undo = (edit.undone_at.is_none() && changed > 0).then(|| {
        view! {
            <Form action="undo_bulk" tight=true>
                <Hidden name="edit" value=edit.id.to_string()/>
                <p class="field-hint">"Each item says again what it said before, as a new version. Items that somebody changed since are left as they are."</p>
                <div class="actions"><Button icon="undo">"Take it back"</Button></div>
            </Form>
        }
    });
    view! { <div class="banner" role="status"><Icon name="info"/><p>{words}</p></div>{undo} }
}

/// The items of which something is to be said.
fn list(heading: &'static str, edit: &BulkEditView, says: impl Fn(&DoneItem) -> Option<String>) -> AnyView {
    let rows: Vec<_> = edit
        .items
        .iter()
        .filter_map(|item| Some((item, says(item)?)))
        .map(|(item, words)| {
            view! { <tr><th scope="row"><a href=paths::item(&item.slug)>{item.name.clone()}</a></th><td>{words}</td></tr> }
        })
        .collect();
    if rows.is_empty() {
        return ().into_any();
    }
    let count = rows.len();
    view! {
        <section>
            <div class="block-head"><h2>{heading}</h2><span class="count">{count}</span></div>
            <div class="table-wrap"><table class="table" data-stack=""><tbody>{rows}</tbody></table></div>
        </section>
    }
    .into_any()
}
