//! A section of a template as forms: its lines, one more line, its heading and lock.

use domain::{
    document::HEADING_MAX_CHARS,
    templates::{LINE_MAX_CHARS, TemplateSection},
};
use leptos::prelude::*;

use super::{edit_page::Editing, line::LineForm};
use crate::{
    forms::{Check, Field, Form, Hidden, TextArea, refused},
    ui::{Button, Icon},
};

#[component]
pub fn SectionForms(editing: Editing, section: TemplateSection, is_first: bool, is_last: bool) -> impl IntoView {
    let id = section.id.to_string();
    let place = format!("section-{id}");
    let (heading, is_locked) = (section.heading.clone(), section.locked);
    let name = if heading.is_empty() { section.kind.label().to_owned() } else { heading.clone() };
    let is_empty = section.lines.is_empty();
    let lines = section.lines.iter().cloned().map(|line| view! { <LineForm editing=editing.clone() line/> });
    let lines = lines.collect_view();
    view! {
        <section class="card template-part" id=place.clone() aria-labelledby=format!("{place}-name")>
            <div class="block-head">
                <h2 id=format!("{place}-name")>{name.clone()}</h2>
                {is_locked.then(|| view! { <span class="tag"><Icon name="lock"/>"locked in drafts"</span> })}
            </div>
            {is_empty.then(|| view! { <p class="hush">"No line yet."</p> })}
            <ol class="template-lines" role="list">{lines}</ol>
            <AddLine editing=editing.clone() section=id.clone() name/>
            <SectionForm editing id heading is_locked is_first is_last/>
        </section>
    }
}

#[component]
fn AddLine(editing: Editing, section: String, name: String) -> impl IntoView {
    view! {
        <Form action="edit_template" key=format!("add-line-{section}") tight=true>
            {editing.hidden("add_line")}
            <Hidden name="section" value=section/>
            <TextArea name="text" label=format!("New line in {name}") rows=2 hint="Your own words; {team}, {product} and {place} are asked for when a draft starts." maxlength=LINE_MAX_CHARS/>
            <div class="actions"><Button icon="plus">"Add line"</Button></div>
        </Form>
    }
}

/// Renames, locks, moves or removes the section: folded, for it is needed rarely.
#[component]
fn SectionForm(
    editing: Editing,
    id: String,
    heading: String,
    is_locked: bool,
    is_first: bool,
    is_last: bool,
) -> impl IntoView {
    let key = format!("section-{id}");
    let is_open = refused(&["edit_template"]).is_some_and(|form| form.key == key);
    view! {
        <details class="fold" data-plain="" open=is_open>
            <summary>"Rename, lock, move or remove this section"</summary>
            <Form action="edit_template" key tight=true>
                {editing.hidden("section")}
                <Hidden name="section" value=id/>
                <Field name="heading" label="Heading" value=heading maxlength=HEADING_MAX_CHARS/>
                <Check name="locked" label="Locked: drafts keep this section as it is" checked=is_locked/>
                <div class="actions">
                    <Button name="then" value="save">"Save section"</Button>
                    {(!is_first).then(|| view! { <Button name="then" value="up" icon="arrow-up">"Move up"</Button> })}
                    {(!is_last).then(|| view! { <Button name="then" value="down" icon="arrow-down">"Move down"</Button> })}
                    <Button name="then" value="remove" kind="danger" icon="trash">"Remove section"</Button>
                </div>
            </Form>
        </details>
    }
}
