//! One change to many items: which ones, what, and what it would do to each before it is done.

use domain::{
    library::{
        ItemKind, REMARK_MAX_CHARS,
        bulk::{BulkAction, BulkChange, BulkEffect, kind_words},
    },
    posting::{Level, Requirement},
};
use leptos::prelude::*;
use services::{BulkChoice, BulkEditView, BulkPreview, BulkRow, LibraryFilter};

use super::{bulk_choice, filter};
use crate::{
    forms::{Field, Form, Hidden},
    layout::{Place, page, query},
    paths,
    ui::Button,
};

/// Rows that the page shows; the rest is a number.
const SHOWN: usize = 200;

#[component]
pub fn BulkPage() -> impl IntoView {
    let (choice, kept) = bulk_choice::from_address();
    let change = BulkChange::read(&query("action"), &query("value"));
    let problem =
        (!query("action").is_empty()).then(|| change.as_ref().err().map(|error| error.message.clone())).flatten();
    page(Place::Library, move |scope| async move {
        let actor = scope.actor()?;
        let preview = scope.services.preview_bulk(actor, &choice, change.ok()).await?;
        let is_empty = matches!(&choice, BulkChoice::Items(items) if items.is_empty());
        let edits = scope.services.bulk_edits(actor).await?;
        let content = view! {
            <main class="page" id="main" tabindex="-1">
                <nav class="crumbs" aria-label="Where you are"><ol><li><a href=back(&choice)>"Library"</a></li></ol></nav>
                <div class="page-head"><div><h1>"Change many items"</h1><p class="page-note">{meant(&choice, &preview)}</p></div></div>
                {is_empty.then(|| view! { <div class="problems" role="alert"><h2>"Tick at least one item."</h2><p>"Go back to the list, tick the items that are to change, and press “Change the chosen” again."</p></div> })}
                <div class="stack" data-gap="large">
                    {(!is_empty).then(|| view! { <Actions kept problem is_open=preview.change.is_none()/> })}
                    <Preview preview/>
                    <Edits edits/>
                </div>
            </main>
        };
        Ok(("Change many items".to_owned(), content))
    })
}

fn back(choice: &BulkChoice) -> String {
    match choice {
        BulkChoice::Items(_) => paths::LIBRARY.to_owned(),
        BulkChoice::Filter(filter) => filter::address(&LibraryFilter { page: 1, ..filter.clone() }),
        BulkChoice::Ailing(ailment) => paths::health(*ailment, 1),
    }
}

fn meant(choice: &BulkChoice, preview: &BulkPreview) -> String {
    let count = preview.rows.len();
    if preview.all > count {
        return format!(
            "{count} of {} items: more can't be changed at once. Change the others after them, or narrow the list.",
            preview.all
        );
    }
    let items = match count {
        0 => "No item".to_owned(),
        1 => "One item".to_owned(),
        count => format!("{count} items"),
    };
    match choice {
        BulkChoice::Items(_) => format!("{items} that you chose."),
        BulkChoice::Filter(filter) if filter::fields(filter).is_empty() => format!("{items}: the whole library."),
        BulkChoice::Filter(_) => format!("{items}: all that the list shows, on all its pages."),
        BulkChoice::Ailing(ailment) => format!("{items}: all on the list “{}”.", ailment.label()),
    }
}

/// One small form for each change; it only leads to the preview.
#[component]
fn Actions(kept: Vec<(String, String)>, problem: Option<String>, is_open: bool) -> impl IntoView {
    let form = |action: BulkAction, control: AnyView| {
        let kept =
            kept.iter().map(|(name, value)| view! { <input type="hidden" name=name.clone() value=value.clone()/> });
        view! {
            <form class="bulk-action" action=paths::LIBRARY_EDIT>
                {kept.collect_view()}
                <input type="hidden" name="action" value=action.word()/>
                <label for=action.word()>{action.label()}</label>
                {control}
                <button class="button" data-size="small">"Preview"<span class="hidden-text">{format!(": {}", action.label())}</span></button>
            </form>
        }
    };
    let text = |action: BulkAction| {
        view! { <input class="input" id=action.word() name="value" required maxlength="60"/> }.into_any()
    };
    let select = |action: BulkAction, choices: Vec<(String, String)>| {
        let options = choices.into_iter().map(|(value, words)| view! { <option value=value>{words}</option> });
        view! { <select class="input" id=action.word() name="value">{options.collect_view()}</select> }.into_any()
    };
    let levels = std::iter::once(("none".to_owned(), "No level".to_owned()));
    let levels = levels.chain(Level::ALL.iter().map(|level| (level.to_string(), level.label().to_owned()))).collect();
    let requirements = Requirement::ALL.iter().map(|asked| (asked.to_string(), asked.label().to_owned())).collect();
    let nothing = view! { <span class="field-hint" id=BulkAction::Deprecate.word()>"They are no longer offered; lines that use them stay."</span> };
    let is_open = is_open || problem.is_some();
    view! {
        <details class="fold" open=is_open>
            <summary>"What to change"</summary>
            <div class="fold-body">
                {problem.map(|sentence| view! { <div class="problems" role="alert"><h2>{sentence}</h2></div> })}
                {form(BulkAction::AddTag, text(BulkAction::AddTag))}
                {form(BulkAction::RemoveTag, text(BulkAction::RemoveTag))}
                {form(BulkAction::Level, select(BulkAction::Level, levels))}
                {form(BulkAction::Requirement, select(BulkAction::Requirement, requirements))}
                {form(BulkAction::Kind, select(BulkAction::Kind, kinds()))}
                {form(BulkAction::Deprecate, nothing.into_any())}
            </div>
        </details>
    }
}

/// Every kind with each of its groups.
fn kinds() -> Vec<(String, String)> {
    let mut choices = Vec::new();
    for kind in ItemKind::ALL {
        let groups = kind.groups();
        if groups.is_empty() {
            choices.push((kind.to_string(), kind.label().to_owned()));
        }
        let grouped = |(group, _): (&str, &str)| {
            (format!("{kind}/{group}"), domain::input::capitalized(&kind_words(*kind, group)))
        };
        choices.extend(groups.into_iter().map(grouped));
    }
    choices
}

/// What the change would do to each item, and the form that does it.
#[component]
fn Preview(preview: BulkPreview) -> impl IntoView {
    let Some(change) = preview.change else { return ().into_any() };
    let (action, value) = change.words();
    let changed: Vec<&BulkRow> = preview.rows.iter().filter(|row| row.changes()).collect();
    let items: Vec<String> = changed.iter().map(|row| format!("{}:{}", row.id, row.version)).collect();
    let count = changed.len();
    let refused = preview.rows.iter().filter(|row| matches!(row.effect, Some(Err(_)))).count();
    let words = if count == 1 { "Change one item".to_owned() } else { format!("Change {count} items") };
    let summary = match refused {
        0 => format!("{count} of {} items change.", preview.rows.len()),
        1 => format!("{count} of {} items change. One can't be changed and would be left out.", preview.rows.len()),
        some => {
            format!("{count} of {} items change. {some} can't be changed and would be left out.", preview.rows.len())
        }
    };
    let form = (count > 0).then(|| {
        view! {
            <Form action="apply_bulk">
                <Hidden name="action" value=action.word()/>
                <Hidden name="value" value=value/>
                <Hidden name="items" value=items.join(" ")/>
                <Field name="reason" label="Reason" required=true hint="Writers of postings will read it." maxlength=REMARK_MAX_CHARS/>
                <div class="actions"><Button kind="primary">{words}</Button></div>
            </Form>
        }
    });
    let more = preview.rows.len().saturating_sub(SHOWN);
    // What can't be done first: that is what one has to see.
    let mut rows: Vec<&BulkRow> = preview.rows.iter().collect();
    rows.sort_by_key(|row| (row.effect.as_ref().is_none_or(Result::is_ok), !row.changes()));
    let rows = rows.into_iter().take(SHOWN).map(|row| effect_row(&change, row)).collect_view();
    view! {
        <section class="stack" aria-labelledby="preview">
            <h2 id="preview">{change.sentence()}</h2>
            <p class="block-note">{summary}</p>
            {form}
            <div class="table-wrap"><table class="table" data-stack="">
                <thead><tr><th scope="col">"Item"</th><th scope="col">"What becomes of it"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table></div>
            {(more > 0).then(|| view! { <p class="block-note">{format!("And {more} more.")}</p> })}
        </section>
    }
    .into_any()
}

fn effect_row(change: &BulkChange, row: &BulkRow) -> AnyView {
    let words = match &row.effect {
        None => String::new(),
        Some(Err(sentence)) => format!("Left out: {sentence}"),
        Some(Ok(BulkEffect::Nothing)) => "It is so already.".to_owned(),
        Some(Ok(BulkEffect::Deprecate)) => "No longer offered.".to_owned(),
        Some(Ok(BulkEffect::Move { kind, group })) => {
            format!(
                "{} becomes {}.",
                domain::input::capitalized(&kind_words(row.kind, &row.group)),
                kind_words(*kind, group)
            )
        }
        Some(Ok(BulkEffect::Reword(wording))) => match change {
            BulkChange::AddTag { .. } | BulkChange::RemoveTag { .. } if wording.tags.is_empty() => {
                "No tags.".to_owned()
            }
            BulkChange::AddTag { .. } | BulkChange::RemoveTag { .. } => format!("Tags: {}.", wording.tags.join(", ")),
            _ => format!("New version {}.", row.version + 1),
        },
    };
    view! { <tr><th scope="row"><a href=paths::item(&row.slug)>{row.name.clone()}</a></th><td>{words}</td></tr> }
        .into_any()
}

#[component]
fn Edits(edits: Vec<BulkEditView>) -> impl IntoView {
    let row = |edit: BulkEditView| {
        let changed = edit.items.iter().filter(|item| item.refused.is_none()).count();
        let words = if edit.undone_at.is_some() { "taken back".to_owned() } else { format!("{changed} items") };
        view! {
            <tr>
                <th scope="row"><a href=paths::bulk_edit(edit.id)>{edit.change.sentence()}</a></th>
                <td>{words}</td>
                <td>{edit.author}</td>
                <td class="nowrap"><time datetime=edit.created_at.rfc3339()>{edit.created_at.to_string()}</time></td>
            </tr>
        }
    };
    (!edits.is_empty()).then(|| {
        view! {
            <section aria-labelledby="edits">
                <h2 id="edits">"Earlier changes"</h2>
                <div class="table-wrap"><table class="table" data-stack=""><tbody>{edits.into_iter().map(row).collect_view()}</tbody></table></div>
            </section>
        }
    })
}
