//! The facts as one form: saved together, but only what was changed is written.

use domain::{
    ids::PostingId,
    posting::{FactKey, Facts, Input, PLACES_MAX, PlacePart, Scope},
};
use leptos::prelude::*;

use super::at_stake::BeforeChange;
use crate::{
    forms::{Form, Hidden, is_refused, problem, typed},
    ui::{Button, Icon, in_area},
};

#[component]
pub fn FactsForm(posting: PostingId, facts: Facts, is_editable: bool) -> impl IntoView {
    let was = facts
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(key, value)| view! { <textarea name=format!("was[{key}]") hidden readonly>{in_area(value)}</textarea> })
        .collect_view();
    let groups = Scope::ALL.iter().map(|scope| group(*scope, &facts, is_editable)).collect_view();
    view! {
        <Form action="save_facts" class="facts">
            <Hidden name="posting" value=posting.to_string()/>
            {was}
            {groups}
            {is_editable.then(|| view! { <div class="actions"><Button kind="primary">"Save facts"</Button></div> })}
        </Form>
    }
}

fn group(scope: Scope, facts: &Facts, is_editable: bool) -> Option<impl IntoView + use<>> {
    let mut keys: Vec<FactKey> = FactKey::SINGLE.iter().copied().filter(|key| key.scope() == scope).collect();
    if scope == Scope::Place {
        keys.extend(
            (0..places(facts))
                .flat_map(|place| PlacePart::ALL.iter().map(move |part| FactKey::JobLocation(place, *part))),
        );
    }
    let fields = keys
        .iter()
        .map(|key| {
            let value = facts.get(*key).to_owned();
            view! { <FactField key=*key value is_editable/> }
        })
        .collect_view();
    (!keys.is_empty()).then(|| view! { <fieldset class="field"><legend>{scope.label()}</legend>{is_editable.then(|| view! { <BeforeChange scope/> })}{fields}</fieldset> })
}

/// The places that have something in them, and one more.
fn places(facts: &Facts) -> u8 {
    let filled = |place: &u8| PlacePart::ALL.iter().any(|part| facts.has(FactKey::JobLocation(*place, *part)));
    (0..PLACES_MAX).rfind(filled).map_or(1, |place| (place + 2).min(PLACES_MAX))
}

/// The label, with the number of the place when there are several.
fn label(key: FactKey) -> String {
    match key {
        FactKey::JobLocation(place, part) if place > 0 => format!("{} of place {}", part.label(), place + 1),
        _ => key.label().to_owned(),
    }
}

#[component]
pub(crate) fn FactField(key: FactKey, value: String, is_editable: bool) -> impl IntoView {
    let name = format!("facts[{key}]");
    let value =
        if key.input() == Input::YesNo && is_refused() { typed(&name, String::new()) } else { typed(&name, value) };
    let id = format!("fact-{key}");
    let error = problem(&key.to_string());
    let control = control(key, id.clone(), name, value, is_editable, error.is_some());
    view! {
        <div class="field">
            {(key.input() != Input::YesNo).then(|| view! { <label for=id.clone()>{label(key)}</label> })}
            {control}
            {error.map(|error| view! { <p class="field-error"><Icon name="alert"/><span>{error}</span></p> })}
        </div>
    }
}

fn control(key: FactKey, id: String, name: String, value: String, is_editable: bool, is_wrong: bool) -> AnyView {
    let invalid = is_wrong.then_some("true");
    match key.input() {
        Input::Choice(choices) => {
            let options = choices
                .iter()
                .map(|(word, words)| {
                    let selected = value == *word;
                    view! { <option value=*word selected=selected>{*words}</option> }
                })
                .collect_view();
            view! { <select class="input" id=id name=name disabled=!is_editable aria-invalid=invalid><option value="">"–"</option>{options}</select> }.into_any()
        }
        Input::Paragraph => view! {
            <textarea class="input" id=id name=name rows="4" maxlength=key.max_chars() readonly=!is_editable aria-invalid=invalid>{in_area(&value)}</textarea>
        }
        .into_any(),
        Input::YesNo => {
            let checked = !value.is_empty();
            view! { <label class="choice"><input type="checkbox" id=id name=name value="yes" checked=checked disabled=!is_editable/><span>{key.label()}</span></label> }.into_any()
        }
        Input::Day | Input::Number | Input::Line => {
            let (kind, mode) = match key.input() {
                Input::Day => ("date", None),
                Input::Number => ("text", Some("numeric")),
                _ => ("text", None),
            };
            view! { <input class="input" id=id name=name type=kind inputmode=mode value=value maxlength=key.max_chars() readonly=!is_editable aria-invalid=invalid/> }.into_any()
        }
    }
}
