//! The facts beside the sheet, each kept as typed, with the sentence that says why one can't be read.

use domain::{
    checks::{Anchor, Severity},
    document::Field,
    posting::{FactKey, Input, PLACES_MAX, PlacePart, Scope},
};
use leptos::prelude::*;

use super::{
    IS_AWAKE,
    desk::Desk,
    live,
    presence::{BesideFact, InField},
    rows::{Row, Rows},
    words::Area,
};
use crate::ui::Icon;

#[component]
pub fn FactsPanel() -> impl IntoView {
    let groups = Scope::ALL
        .iter()
        .map(|scope| {
            let keys: Vec<FactKey> = FactKey::SINGLE.iter().copied().filter(|key| key.scope() == *scope && *key != FactKey::Title).collect();
            let places = (*scope == Scope::Place).then(|| view! { <Places/> });
            (!keys.is_empty()).then(|| view! {
                <fieldset class="field"><legend>{scope.label()}</legend>{keys.into_iter().map(|key| view! { <FactField key/> }).collect_view()}{places}</fieldset>
            })
        })
        .collect_view();
    view! {
        <details class="fold" open>
            <summary>"Facts"</summary>
            <div class="fold-body"><form class="facts" on:submit=|event| event.prevent_default()>{groups}</form></div>
        </details>
    }
}

/// The places that have something in them, and one more.
#[component]
fn Places() -> impl IntoView {
    let desk = Desk::here();
    let count = Memo::new(move |_| {
        desk.snapshot.with(|snapshot| {
            let filled =
                |place: &u8| PlacePart::ALL.iter().any(|part| snapshot.facts.has(FactKey::JobLocation(*place, *part)));
            let last = (0..PLACES_MAX).rfind(filled).map_or(0, |place| place + 1);
            (last + 1).min(PLACES_MAX)
        })
    });
    view! { <Rows rows=Box::new(move || (0..count.get()).map(|place| Row::new(place.to_string(), move || view! { <Place place/> })).collect())/> }
}

#[component]
fn Place(place: u8) -> impl IntoView {
    let fields =
        PlacePart::ALL.iter().map(|part| view! { <FactField key=FactKey::JobLocation(place, *part)/> }).collect_view();
    let title = if place == 0 { "Place of work".to_owned() } else { format!("Place of work {}", place + 1) };
    view! { <fieldset class="field"><legend>{title}</legend>{fields}</fieldset> }
}

#[component]
fn FactField(key: FactKey) -> impl IntoView {
    let desk = Desk::here();
    let value = Memo::new(move |_| desk.snapshot.with(|snapshot| snapshot.facts.get(key).to_owned()));
    let problem = Memo::new(move |_| {
        desk.findings.with(|findings| {
            let mine = |finding: &&domain::checks::Finding| {
                finding.anchor == Anchor::Fact(key) && finding.severity == Severity::Blocking
            };
            findings.iter().find(mine).map(|finding| finding.message.clone())
        })
    });
    let id = format!("fact-{key}");
    let error_id = format!("{id}-error");
    let described = error_id.clone();
    view! {
        <div class="field" data-missing=move || problem.get().is_some().then_some("")>
            {(key.input() != Input::YesNo).then(|| view! { <label for=id.clone()>{key.label()}</label> })}
            {(!key.is_prose()).then(|| view! { <BesideFact key/> })}
            {control(desk, key, id, value, move || problem.get().map(|_| described.clone()))}
            {live(move || problem.get().map(|problem| view! { <p class="field-error" id=error_id.clone()><Icon name="stop"/>{problem}</p> }))}
        </div>
    }
}

fn control(
    desk: Desk,
    key: FactKey,
    id: String,
    value: Memo<String>,
    described: impl Fn() -> Option<String> + Clone + Send + Sync + 'static,
) -> AnyView {
    let field = Field::Fact(key);
    if field.is_text() {
        let is_editable = desk.is_editable();
        let invalid = {
            let described = described.clone();
            move || described().map(|_| "true")
        };
        return view! {
            <div class="words">
                <Area field=field.clone() text=value class="input" is_editable attr:id=id attr:aria-invalid=invalid attr:aria-describedby=described/>
                <InField field text=value class="fact-words"/>
            </div>
        }
        .into_any();
    }
    let name = field.to_string();
    let set = move |value: String| desk.apply(&[Field::Fact(key).set(value)]);
    let on_input = move |event: web_sys::Event| set(event_target_value(&event));
    let (invalid, locked) = (
        {
            let described = described.clone();
            move || described().map(|_| "true")
        },
        !(desk.is_editable() && IS_AWAKE),
    );
    let first = value.get_untracked();
    match key.input() {
        Input::Choice(choices) => {
            let options = choices
                .iter()
                .map(|(word, words)| view! { <option value=*word selected=move || value.with(|value| value == word)>{*words}</option> })
                .collect_view();
            view! {
                <select class="input" id=id data-field=name disabled=locked aria-invalid=invalid aria-describedby=described prop:value=value on:change=on_input>
                    <option value="">"–"</option>{options}
                </select>
            }
            .into_any()
        }
        Input::YesNo => view! {
            <label class="choice"><input type="checkbox" id=id data-field=name disabled=locked prop:checked=move || value.with(|value| !value.is_empty())
                on:change=move |event| set(if event_target_checked(&event) { "yes".to_owned() } else { String::new() })/><span>{key.label()}</span></label>
        }
        .into_any(),
        Input::Day | Input::Number | Input::Line | Input::Paragraph => {
            let (kind, mode) = match key.input() {
                Input::Day => ("date", None),
                Input::Number => ("text", Some("numeric")),
                _ => ("text", None),
            };
            view! {
                <input class="input" id=id data-field=name type=kind inputmode=mode value=first readonly=locked maxlength=key.max_chars() aria-invalid=invalid aria-describedby=described
                    prop:value=value on:input=on_input/>
            }
            .into_any()
        }
    }
}
