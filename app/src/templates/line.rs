//! A line of a template as a form: own words to edit, or the library item that it names.

use domain::{
    checks::Anchor,
    ids::ItemId,
    templates::{LINE_MAX_CHARS, LineWords, TemplateLine},
};
use leptos::prelude::*;
use services::NamedItem;

use super::edit_page::Editing;
use crate::{
    forms::{Form, Hidden, problem, typed},
    library::finding_item,
    paths,
    ui::{Button, Icon, in_area},
};

#[component]
pub fn LineForm(editing: Editing, line: TemplateLine) -> impl IntoView {
    let id = line.id.to_string();
    let is_here = |anchor: &Anchor| *anchor == Anchor::Line(line.id.clone());
    let findings: Vec<_> = editing.view.findings.iter().filter(|finding| is_here(&finding.anchor)).cloned().collect();
    let fields = match line.words {
        LineWords::Own(text) => view! { {editing.hidden("line")}<OwnWords text/> }.into_any(),
        LineWords::Item(item) => {
            let named = editing.view.items.get(&item).cloned();
            let body = editing.view.snapshot.line(&line.id).map(|(_, line)| line.text.clone()).unwrap_or_default();
            view! { {editing.hidden("item_line")}<ItemWords item named body/> }.into_any()
        }
    };
    let place = format!("line-{id}");
    view! {
        <li class="template-line" id=place.clone()>
            <Form action="edit_template" key=place.clone() class="template-line-form">
                <Hidden name="line" value=id/>
                {fields}
                <div class="template-line-end">
                    <IconButton then="up" icon="arrow-up" label="Move line up"/>
                    <IconButton then="down" icon="arrow-down" label="Move line down"/>
                    <IconButton then="remove" icon="trash" label="Remove line"/>
                </div>
            </Form>
            {(!findings.is_empty()).then(|| view! { <ul class="findings" role="list">{findings.into_iter().map(finding_item).collect_view()}</ul> })}
        </li>
    }
}

#[component]
fn OwnWords(text: String) -> impl IntoView {
    let text = typed("text", text);
    let wrong = problem("text");
    view! {
        <div class="template-words">
            <textarea class="input" name="text" rows=rows(&text) maxlength=LINE_MAX_CHARS aria-label="Line" aria-invalid=wrong.is_some().then_some("true")>{in_area(&text)}</textarea>
            {wrong.map(|wrong| view! { <p class="field-error"><Icon name="alert"/><span>{wrong}</span></p> })}
            <Button name="then" value="save" size="small">"Save line"</Button>
        </div>
    }
}

/// What the library says now, from which version, and what to do about an item that is out of use.
#[component]
fn ItemWords(item: ItemId, named: Option<NamedItem>, body: String) -> impl IntoView {
    let Some(named) = named else {
        return view! { <p class="template-words hush">{format!("Item {item} is gone from the library.")}</p> }
            .into_any();
    };
    let link = |slug: &str, name: &str| view! { <a href=paths::item(slug)>{name.to_owned()}</a> };
    let out_of_use = named.is_out_of_use();
    let note = match &named.now {
        Some((now, version)) if out_of_use => view! {
            <p class="template-note"><Icon name="alert"/><span>{link(&named.named.slug, &named.named.name)}" is out of use; new drafts get "{link(&now.slug, &now.name)}{format!(", version {version}, instead.")}</span></p>
            <Button name="then" value="replace" size="small">{format!("Use “{}” from now on", now.name)}</Button>
        }
        .into_any(),
        Some((now, version)) => {
            view! { <p class="template-note">{link(&now.slug, &now.name)}{format!("version {version} of the library")}</p> }.into_any()
        }
        None => view! {
            <p class="template-note"><Icon name="alert"/><span>{link(&named.named.slug, &named.named.name)}" is out of use and nothing replaces it: new drafts go without this line."</span></p>
        }
        .into_any(),
    };
    view! { <div class="template-words"><p class="template-text">{body}</p>{note}</div> }.into_any()
}

#[component]
fn IconButton(then: &'static str, icon: &'static str, label: &'static str) -> impl IntoView {
    view! {
        <button class="button" data-kind="quiet" data-icon="" data-size="small" name="then" value=then aria-label=label title=label>
            <Icon name=icon/>
        </button>
    }
}

/// Tall enough to read the line without scrolling, at about 60 characters to a row.
fn rows(text: &str) -> usize {
    text.lines().map(|line| line.chars().count() / 60 + 1).sum::<usize>().clamp(2, 12)
}
