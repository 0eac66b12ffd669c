//! A section as forms: its heading, its lines, and one more line.

use domain::{
    ids::PostingId,
    posting::{Section, SectionKind},
};
use leptos::prelude::*;

use super::{at_stake::BeforeChange, line::LineForm};
use crate::{
    forms::{Field, Form, Hidden, TextArea},
    ui::{Button, Icon},
};

#[component]
pub fn SectionForm(
    posting: PostingId,
    section: Section,
    is_first: bool,
    is_last: bool,
    is_editable: bool,
    /// Why the person may not unlock it, if it is locked.
    why_not_unlock: Option<String>,
) -> impl IntoView {
    let is_editable = is_editable && !section.locked;
    let (id, heading, kind) = (section.id.to_string(), section.heading.clone(), section.kind);
    let lines = section.lines.into_iter().map(|line| view! { <LineForm posting line is_editable/> }).collect_view();
    let (place, name) = (format!("section-{id}"), heading.clone());
    view! {
        <section class="section" id=place aria-label=name data-locked=section.locked.then_some("")>
            <div class="section-head"><h2>{heading.clone()}</h2></div>
            {section.locked.then(|| view! { <Lock posting section=id.clone() why_not_unlock/> })}
            {is_editable.then(|| view! { <BeforeChange scope=kind.scope()/> })}
            <ol class="lines" data-prose=kind.is_prose().then_some("")>{lines}</ol>
            {is_editable.then(|| view! {
                <AddLine posting section=id.clone() heading=heading.clone() kind/>
                <HeadingForm posting section=id heading is_first is_last/>
            })}
        </section>
    }
}

/// That the section stays as it is, and the way out for those who may.
#[component]
fn Lock(posting: PostingId, section: String, why_not_unlock: Option<String>) -> impl IntoView {
    let words = why_not_unlock.clone().unwrap_or_else(|| "Its template locks this section.".to_owned());
    view! {
        <div class="section-lock">
            <Icon name="lock"/><span>{words}</span>
            {why_not_unlock.is_none().then(|| view! {
                <Form action="unlock_section" key=section.clone() class="banner-form">
                    <Hidden name="posting" value=posting.to_string()/>
                    <Hidden name="section" value=section/>
                    <Button size="small">"Unlock it"</Button>
                </Form>
            })}
        </div>
    }
}

#[component]
fn AddLine(posting: PostingId, section: String, heading: String, kind: SectionKind) -> impl IntoView {
    view! {
        <div class="line-new" data-plain="">
            <Form action="add_line" key=section.clone() tight=true>
                <Hidden name="posting" value=posting.to_string()/>
                <Hidden name="section" value=section/>
                <Hidden name="requirement" value=kind.usual_requirement().word()/>
                <TextArea name="text" label=format!("New line in {heading}") rows=2/>
                <div class="actions"><Button icon="plus">"Add line"</Button></div>
            </Form>
        </div>
    }
}

/// Renames, moves or removes the section: folded, for it is needed rarely.
#[component]
fn HeadingForm(posting: PostingId, section: String, heading: String, is_first: bool, is_last: bool) -> impl IntoView {
    view! {
        <details class="line-new fold" data-plain="">
            <summary>"Rename, move or remove this section"</summary>
            <Form action="edit_section" key=section.clone() tight=true>
                <Hidden name="posting" value=posting.to_string()/>
                <Hidden name="section" value=section/>
                <Hidden name="was_heading" value=heading.clone()/>
                <Field name="heading" label="Heading" value=heading.clone() maxlength=domain::document::HEADING_MAX_CHARS/>
                <div class="actions">
                    <Button name="then" value="save">"Save heading"</Button>
                    {(!is_first).then(|| view! { <Button name="then" value="up"><Icon name="arrow-up"/>"Move up"</Button> })}
                    {(!is_last).then(|| view! { <Button name="then" value="down"><Icon name="arrow-down"/>"Move down"</Button> })}
                    <Button name="then" value="remove" kind="danger"><Icon name="trash"/>"Remove"</Button>
                </div>
            </Form>
        </details>
    }
}
