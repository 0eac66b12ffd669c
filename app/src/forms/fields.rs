//! Fields with a label: a line, a text, a choice; and values that are sent without asking.

use leptos::prelude::*;

use super::{Around, Wiring};
use crate::ui::in_area;

/// A label with a one-line input, its hint and its error.
#[component]
pub fn Field(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    /// The input's type; what is typed into a password field is never sent back.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional)] required: bool,
    #[prop(optional)] autofocus: bool,
    #[prop(optional)] maxlength: Option<usize>,
) -> impl IntoView {
    let around = Around::current();
    let value = if kind == "password" { String::new() } else { around.typed(&name).unwrap_or(value) };
    let wiring = Wiring::of(&around, &name, hint.is_some());
    let control = view! {
        <input class="input" id=wiring.id.clone() name=name type=kind value=value autocomplete=autocomplete required=required autofocus=autofocus
            maxlength=maxlength aria-invalid=wiring.is_invalid() aria-describedby=wiring.described()/>
    };
    labelled(label, hint, &wiring, control.into_any())
}

/// A label with a text of several lines.
#[component]
pub fn TextArea(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(default = 3)] rows: u32,
    #[prop(optional)] required: bool,
    #[prop(optional)] autofocus: bool,
    #[prop(optional)] maxlength: Option<usize>,
) -> impl IntoView {
    let around = Around::current();
    let value = around.typed(&name).unwrap_or(value);
    let wiring = Wiring::of(&around, &name, hint.is_some());
    let control = view! {
        <textarea class="input" id=wiring.id.clone() name=name rows=rows required=required autofocus=autofocus maxlength=maxlength
            aria-invalid=wiring.is_invalid() aria-describedby=wiring.described()>{in_area(&value)}</textarea>
    };
    labelled(label, hint, &wiring, control.into_any())
}

/// A label with a choice of (value, words).
#[component]
pub fn Select(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    options: Vec<(String, String)>,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: Option<String>,
) -> impl IntoView {
    let around = Around::current();
    let chosen = around.typed(&name).unwrap_or(value);
    let wiring = Wiring::of(&around, &name, hint.is_some());
    let options = options
        .into_iter()
        .map(|(value, words)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{words}</option> }
        })
        .collect_view();
    let control = view! {
        <select class="input" id=wiring.id.clone() name=name aria-invalid=wiring.is_invalid() aria-describedby=wiring.described()>{options}</select>
    };
    labelled(label, hint, &wiring, control.into_any())
}

/// The label and the hint above a control, the error below it.
fn labelled(label: String, hint: Option<String>, wiring: &Wiring, control: AnyView) -> impl IntoView + use<> {
    let hint_id = wiring.hint_id();
    view! {
        <div class="field">
            <label for=wiring.id.clone()>{label}</label>
            {hint.map(|hint| view! { <p class="field-hint" id=hint_id>{hint}</p> })}
            {control}
            {wiring.error_line()}
        </div>
    }
}

/// A value that the form sends without asking.
#[component]
pub fn Hidden(#[prop(into)] name: String, #[prop(into)] value: String) -> impl IntoView {
    view! { <input type="hidden" name=name value=value/> }
}
