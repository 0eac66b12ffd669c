//! Choices under one legend: one of several, several of several, and a single box to tick.

use leptos::prelude::*;

use super::{Around, Wiring};

/// One of several (value, words, hint) as radio buttons under a legend.
#[component]
pub fn Radios(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    options: Vec<(String, String, String)>,
    #[prop(optional, into)] value: String,
    /// Each in a box of its own, for a choice that a whole page is about.
    #[prop(optional)]
    boxed: bool,
) -> impl IntoView {
    let around = Around::current();
    let chosen = vec![around.typed(&name).unwrap_or(value)];
    let looks = if boxed { BOXED } else { PLAIN };
    choices(&Wiring::of(&around, &name, false), label, looks, Inputs { kind: "radio", name, chosen }, options)
}

/// Several of (value, words, hint) as check boxes under a legend; the server function takes a `Vec` of this name.
#[component]
pub fn Checks(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    options: Vec<(String, String, String)>,
    /// The values that are ticked at first.
    chosen: Vec<String>,
) -> impl IntoView {
    let around = Around::current();
    let field = format!("{name}[]");
    let chosen = around.all_typed(&field).unwrap_or(chosen);
    choices(&Wiring::of(&around, &name, false), label, PLAIN, Inputs { kind: "checkbox", name: field, chosen }, options)
}

/// The classes of a list, of a choice in it and of the choice's hint.
struct Looks {
    list: &'static str,
    choice: &'static str,
    hint: &'static str,
}

const PLAIN: Looks = Looks { list: "choices", choice: "choice", hint: "choice-hint" };
const BOXED: Looks = Looks { list: "options", choice: "option", hint: "option-note" };

/// What all inputs of one list share.
struct Inputs {
    kind: &'static str,
    name: String,
    chosen: Vec<String>,
}

fn choices(
    wiring: &Wiring,
    legend: String,
    looks: Looks,
    inputs: Inputs,
    options: Vec<(String, String, String)>,
) -> impl IntoView + use<> {
    // The link of a problem leads to the first choice.
    let ids = std::iter::once(Some(wiring.id.clone())).chain(std::iter::repeat(None));
    let list = options
        .into_iter()
        .zip(ids)
        .map(|((value, words, hint), id)| {
            let checked = inputs.chosen.contains(&value);
            view! {
                <label class=looks.choice>
                    <input type=inputs.kind id=id name=inputs.name.clone() value=value checked=checked/>
                    <span>{words}</span>
                    {(!hint.is_empty()).then(|| view! { <span class=looks.hint>{hint}</span> })}
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field" aria-describedby=wiring.described()>
            <legend>{legend}</legend>
            <div class=looks.list>{list}</div>
            {wiring.error_line()}
        </fieldset>
    }
}

/// A check box with its words; sends its name as the value, or nothing.
#[component]
pub fn Check(name: &'static str, #[prop(into)] label: String, #[prop(optional)] checked: bool) -> impl IntoView {
    let around = Around::current();
    let checked = around.typed(name).map_or(checked, |typed| !typed.is_empty());
    let id = around.field_id(name);
    view! {
        <label class="choice">
            <input type="checkbox" id=id name=name value=name checked=checked/>
            <span>{label}</span>
        </label>
    }
}
