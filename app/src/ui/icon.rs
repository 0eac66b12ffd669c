//! Icons out of one sprite of our own.

use leptos::prelude::*;

/// A stroke icon; decoration only, so the control around it needs words or a label.
#[component]
pub fn Icon(
    /// A symbol of `style/icons.svg`.
    #[prop(into)]
    name: String,
    #[prop(optional)] size: Option<&'static str>,
) -> impl IntoView {
    view! { <svg class="icon" aria-hidden="true" data-size=size><use href=format!("/assets/icons.svg#{name}")></use></svg> }
}
