//! Buttons, and buttons that one sees but may not press.

use leptos::prelude::*;

use super::Icon;

/// A button that sends its form.
#[component]
pub fn Button(
    /// `primary` (at most one on a page), `quiet`, `danger`, or nothing.
    #[prop(optional)]
    kind: Option<&'static str>,
    #[prop(optional)] icon: Option<&'static str>,
    #[prop(optional)] size: Option<&'static str>,
    #[prop(optional)] name: Option<&'static str>,
    #[prop(optional, into)] value: Option<String>,
    /// For a button that stands outside its form: the form's id.
    #[prop(optional, into)]
    form: Option<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <button class="button" type="submit" data-kind=kind data-size=size name=name value=value form=form>
            {icon.map(|icon| view! { <Icon name=icon/> })}{children()}
        </button>
    }
}

/// A control that is usable, or shown disabled with the sentence that says why.
#[component]
pub fn Gate(
    /// The refusal's sentence; nothing when the control may be used.
    reason: Option<String>,
    /// Unique on the page.
    #[prop(into)]
    id: String,
    /// The words on the disabled button.
    #[prop(into)]
    label: String,
    /// Where there is no room for a sentence: it shows while the button is pointed at or focused.
    #[prop(optional)]
    compact: bool,
    children: Children,
) -> impl IntoView {
    match reason {
        None => children().into_any(),
        Some(reason) if compact => view! {
            <span class="tip">
                <button class="button" type="button" aria-disabled="true" aria-describedby=id.clone()><Icon name="lock"/>{label}</button>
                <span class="tip-text" id=id role="tooltip">{reason}</span>
            </span>
        }
        .into_any(),
        Some(reason) => view! {
            <div class="gate">
                <button class="button" type="button" disabled aria-describedby=id.clone()>{label}</button>
                <p class="gate-reason" id=id><Icon name="lock"/><span>{reason}</span></p>
            </div>
        }
        .into_any(),
    }
}
