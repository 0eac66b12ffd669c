//! The facts that a template presets, as one folded form.

use domain::{
    posting::{FactKey, PlacePart},
    templates::Template,
};
use leptos::prelude::*;

use super::edit_page::Editing;
use crate::{collab::FactField, forms::Form, ui::Button};

/// What is true of one vacancy, or of the employer, is no template's.
const OF_A_VACANCY: [FactKey; 5] = [
    FactKey::HiringOrganization,
    FactKey::Identifier,
    FactKey::TotalJobOpenings,
    FactKey::ValidThrough,
    FactKey::JobStartDate,
];

/// Every fact that a template can preset, in the order of the form; one place of work.
pub fn preset() -> impl Iterator<Item = FactKey> {
    let single = FactKey::SINGLE.iter().copied().filter(|key| !OF_A_VACANCY.contains(key));
    single.chain(PlacePart::ALL.iter().map(|part| FactKey::JobLocation(0, *part)))
}

#[component]
pub fn FactsForm(editing: Editing, content: Template) -> impl IntoView {
    let count = preset().filter(|key| content.facts.has(*key)).count();
    let fields = preset().map(|key| {
        let value = content.facts.get(key).to_owned();
        view! { <FactField key value is_editable=true/> }
    });
    let fields = fields.collect_view();
    let is_open = crate::forms::refused(&["edit_template"]).is_some_and(|form| form.key == "facts");
    view! {
        <details class="fold" id="facts" open=is_open>
            <summary>"Facts that drafts begin with "<span class="count">{count}</span></summary>
            <div class="fold-body">
                <Form action="edit_template" key="facts" class="facts">
                    {editing.hidden("facts")}
                    {fields}
                    <div class="actions"><Button>"Save facts"</Button></div>
                </Form>
            </div>
        </details>
    }
}
