//! Around every public page: whose openings these are, and the way to all of them.

use leptos::prelude::*;
use leptos_meta::{Link, Meta};

use crate::{paths, scope::Scope};

/// The public frame. `canonical` is the path that search engines shall keep; without it they shall keep nothing.
#[component]
pub fn Outside(
    scope: Scope,
    #[prop(into)] description: String,
    #[prop(optional, into)] canonical: Option<String>,
    children: Children,
) -> impl IntoView {
    let organization = scope.site.organization.clone();
    let head = match canonical {
        Some(path) => view! { <Link rel="canonical" href=format!("{}{path}", scope.site.base_url)/> }.into_any(),
        None => view! { <Meta name="robots" content="noindex"/> }.into_any(),
    };
    view! {
        <Meta name="description" content=description/>
        <Meta name="color-scheme" content="light dark"/>
        {head}
        <a class="skip" href="#main">"Skip to the content"</a>
        <header class="careers-head">
            <a class="careers-name" href=paths::CAREERS>{organization.clone()}</a>
        </header>
        <main class="careers-main" id="main" tabindex="-1">{children()}</main>
        <footer class="careers-foot">
            <p>{format!("Openings at {organization}.")}</p>
            <p>"This page sets no cookie and loads nothing from elsewhere."</p>
        </footer>
    }
}
