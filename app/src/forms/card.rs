//! A card with one form, disabled with the reason for those who may not send it.

use leptos::prelude::*;

use super::Form;
use crate::ui::{Button, Gate};

#[component]
pub fn GatedCard(
    /// Unique on the page.
    id: &'static str,
    /// Over the card and on its button.
    label: &'static str,
    /// The endpoint of the server function.
    action: &'static str,
    /// The refusal's sentence; nothing when the form may be sent.
    reason: Option<String>,
    /// What comes of it.
    #[prop(into)]
    hint: String,
    /// Whether it takes something away.
    #[prop(optional)]
    danger: bool,
    children: Children,
) -> impl IntoView {
    let kind = danger.then_some("danger");
    view! {
        <section class="card" aria-labelledby=id>
            <h2 id=id>{label}</h2>
            <Gate reason id=format!("why-not-{id}") label>
                <Form action tight=true>
                    <p class="field-hint">{hint}</p>
                    {children()}
                    <Button nostrip:kind=kind>{label}</Button>
                </Form>
            </Gate>
        </section>
    }
}
