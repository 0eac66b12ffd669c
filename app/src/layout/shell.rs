//! The HTML document around the application. Nothing in it is inline, so that the content security policy can forbid
//! inline scripts and styles; public pages carry no script at all.

use leptos::prelude::*;
use leptos_meta::MetaTags;

use crate::{App, paths, scope::Scope};

/// The whole document for the current request.
pub fn shell() -> impl IntoView {
    // Nothing is hydrated: nothing of the view is serialised into the page, and there are no marks in it.
    if let Some(context) = Owner::current_shared_context() {
        context.set_is_hydrating(false);
    }
    let path = use_context::<http::request::Parts>().map(|parts| parts.uri.path().to_owned()).unwrap_or_default();
    let public = paths::is_public(&path);
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <link rel="icon" type="image/svg+xml" href="/assets/favicon.svg"/>
                {if public { public_head().into_any() } else { app_head().into_any() }}
                <MetaTags/>
            </head>
            <body class=public.then_some("careers")>
                <App/>
            </body>
        </html>
    }
}

fn public_head() -> impl IntoView {
    let css = use_context::<Scope>().map(|scope| scope.site.assets.careers_css.clone());
    view! { <link rel="stylesheet" href=css/> }
}

fn app_head() -> impl IntoView {
    let assets = use_context::<Scope>().map(|scope| scope.site.assets.clone()).unwrap_or_default();
    view! {
        <meta name="robots" content="noindex"/>
        <meta name="color-scheme" content="light dark"/>
        <script src=assets.head_js></script>
        <link rel="stylesheet" href=assets.app_css/>
        <script type="module" src=assets.boot_js></script>
    }
}

/// What wakes a page inside the frame, fetched while the page is still read. `boot.js` finds it here.
#[component]
pub fn Bundle(
    /// Loader and wasm, see [`crate::scope::Assets`].
    files: (String, String),
) -> impl IntoView {
    let (loader, wasm) = files;
    // Not in the head: when it is written, nobody knows yet whether there will be a frame.
    view! {
        <link id="bundle-loader" rel="modulepreload" href=loader/>
        <link id="bundle-wasm" rel="preload" href=wasm r#as="fetch" crossorigin="anonymous"/>
    }
}
