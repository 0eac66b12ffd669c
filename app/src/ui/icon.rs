//! Icons out of one sprite of our own.

use leptos::{prelude::*, tachys::html::InertElement};

/// A stroke icon; decoration only, so the control around it needs words or a label.
#[component]
pub fn Icon(
    /// A symbol of `style/icons.svg`.
    #[prop(into)]
    name: String,
    #[prop(optional)] size: Option<&'static str>,
) -> impl IntoView {
    let size = size.map(|size| format!(r#" data-size="{size}""#)).unwrap_or_default();
    // In one piece: on a page of many lines every third element is an icon's.
    InertElement::new(format!(
        r##"<svg class="icon" aria-hidden="true"{size}><use href="/assets/icons.svg#{name}"></use></svg>"##
    ))
}
