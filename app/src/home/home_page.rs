//! The start page.

use leptos::prelude::*;

use crate::layout::{Place, page};

#[component]
pub fn HomePage() -> impl IntoView {
    page(Place::Home, |scope| async move {
        let name = scope.actor()?.display_name.clone();
        Ok(("Home".to_owned(), view! { <main class="page" id="main" tabindex="-1"><h1>{name}</h1></main> }))
    })
}
