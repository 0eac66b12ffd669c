//! A line as a form: its words, how much it is asked for, and the buttons that move or remove it.

use domain::{
    document::LINE_MAX_BYTES,
    ids::PostingId,
    posting::{Level, Line, Origin, Requirement},
};
use leptos::prelude::*;

use crate::{
    forms::{Form, Hidden, problem, typed},
    paths,
    scope::proposes,
    ui::{Button, Icon, in_area},
    upstream::origin_of,
};

#[component]
pub fn LineForm(posting: PostingId, line: Line, is_editable: bool) -> impl IntoView {
    let id = line.id.to_string();
    let (requirement, origin) = (line.requirement.word(), line.origin.word());
    if !is_editable {
        return view! {
            <li class="line" id=format!("line-{id}") data-requirement=requirement data-origin=origin>
                <p class="line-text">{line.text.clone()}</p>
                <div class="line-marks">{marks(&line)}{origin_of(&line.id)}</div>
            </li>
        }
        .into_any();
    }
    view! {
        <li class="line" id=format!("line-{id}") data-requirement=requirement data-origin=origin data-plain="">
            <Form action="edit_line" key=id.clone() class="line-fields"><LineFields posting line/></Form>
        </li>
    }
    .into_any()
}

#[component]
fn LineFields(posting: PostingId, line: Line) -> impl IntoView {
    let level = line.level.map_or("", Level::word);
    let text = typed("text", line.text.clone());
    let described = problem("text");
    view! {
        <Hidden name="posting" value=posting.to_string()/>
        <Hidden name="line" value=line.id.to_string()/>
        // A text area, not a hidden input: it keeps line breaks as they are.
        <textarea name="was_text" hidden readonly>{in_area(&line.text)}</textarea>
        <Hidden name="was_requirement" value=line.requirement.word()/>
        <Hidden name="was_level" value=level/>
        <textarea class="line-text" name="text" rows=rows(&text) maxlength=LINE_MAX_BYTES aria-label="Line"
            aria-invalid=described.is_some().then_some("true")>{in_area(&text)}</textarea>
        {described.map(|problem| view! { <p class="field-error"><Icon name="alert"/><span>{problem}</span></p> })}
        <div class="line-form">
            <select class="input" name="requirement" aria-label="Asked for">{options(&requirements(), &typed("requirement", line.requirement.word().to_owned()))}</select>
            <select class="input" name="level" aria-label="Level">{options(&levels(), &typed("level", level.to_owned()))}</select>
            <Button name="then" value="save" size="small">"Save"</Button>
            <IconButton then="up" icon="arrow-up" label="Move line up"/>
            <IconButton then="down" icon="arrow-down" label="Move line down"/>
            <IconButton then="remove" icon="trash" label="Remove line"/>
            {line.origin.is_override().then(|| view! { <Button name="then" value="revert" size="small" icon="undo">"Library’s wording"</Button> })}
            {origin_of(&line.id)}
            {(proposes() && !matches!(line.origin, Origin::Library { .. })).then(|| view! { <a class="button" data-kind="quiet" data-size="small" href=paths::propose_line(posting, &line.id)>"Propose for the library"</a> })}
        </div>
    }
}

#[component]
fn IconButton(then: &'static str, icon: &'static str, label: &'static str) -> impl IntoView {
    view! {
        <button class="button" data-kind="quiet" data-icon="" data-size="small" name="then" value=then aria-label=label title=label>
            <Icon name=icon/>
        </button>
    }
}

/// Tall enough to read the line without scrolling, at about 70 characters to a row.
fn rows(text: &str) -> usize {
    text.lines().map(|line| line.chars().count() / 70 + 1).sum::<usize>().clamp(1, 12)
}

fn requirements() -> Vec<(&'static str, &'static str)> {
    Requirement::ALL.iter().map(|choice| (choice.word(), choice.label())).collect()
}

fn levels() -> Vec<(&'static str, &'static str)> {
    [("", "No level")].into_iter().chain(Level::ALL.iter().map(|choice| (choice.word(), choice.label()))).collect()
}

fn options(choices: &[(&'static str, &'static str)], chosen: &str) -> impl IntoView + use<> {
    let option = |(word, label): &(&'static str, &'static str)| {
        let selected = *word == chosen;
        view! { <option value=*word selected=selected>{*label}</option> }
    };
    choices.iter().map(option).collect_view()
}

fn marks(line: &Line) -> impl IntoView + use<> {
    let requirement = (line.requirement != Requirement::Plain).then(|| line.requirement.label());
    let words = [requirement, line.level.map(Level::label), line.origin.is_override().then_some("Own wording")];
    words.into_iter().flatten().map(|word| view! { <span class="chip">{word}</span> }).collect_view()
}
