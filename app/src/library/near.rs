//! "There is already …": what the library has that nearly says the same, beside the form for a new item.
//!
//! Without scripts it is asked once, when the form is sent. With them (`wake_near.rs`) it shows while one writes.

use domain::{accounts::Actor, input::FieldError};
use leptos::prelude::*;
use services::{NearDuplicate, Services};

use crate::{
    error::AppError,
    forms::{Check, problem, refused},
    paths,
    ui::Icon,
};

/// Where the form's question stands.
const QUESTION: &str = "anyway";

/// Whether a person should be asked before such an item is made.
///
/// # Errors
/// [`AppError`]
pub async fn is_worth_asking(services: &Services, actor: &Actor, name: &str, body: &str) -> Result<bool, AppError> {
    Ok(!services.near_duplicates(actor, name, body).await?.is_empty())
}

/// The refusal that asks.
pub fn ask() -> AppError {
    AppError::Invalid(vec![FieldError::new(QUESTION, "The library nearly says this already. Create it anyway?")])
}

/// What was typed into the form that was refused, as far as near duplicates are asked about.
pub fn typed() -> (String, String) {
    let form = refused(&["create_item"]);
    let typed = |name| form.as_ref().map(|form| form.typed(name).to_owned()).unwrap_or_default();
    (typed("name"), typed("body"))
}

/// What is there already, and after a refusal the box that says that the item is wanted all the same.
#[component]
pub fn Near(found: Vec<NearDuplicate>) -> impl IntoView {
    let asked = problem(QUESTION).map(|sentence| {
        view! {
            <div class="field">
                <p class="field-error"><Icon name="alert"/><span>{sentence}</span></p>
                <Check name=QUESTION label="Create it anyway"/>
            </div>
        }
    });
    view! {
        <div id="near" role="status">{near_list(&found)}</div>
        {asked}
    }
}

/// The list alone; nothing when nothing is near.
pub fn near_list(found: &[NearDuplicate]) -> AnyView {
    if found.is_empty() {
        return ().into_any();
    }
    let rows = found
        .iter()
        .map(|near| view! { <li><a href=paths::item(&near.item.slug)>{near.item.name.clone()}</a>": "{near.body.clone()}</li> })
        .collect_view();
    view! {
        <div class="banner"><Icon name="alert"/><p>"The library has nearly the same:"</p></div>
        <ul class="near">{rows}</ul>
    }
    .into_any()
}
