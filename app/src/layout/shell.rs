//! The HTML document around the application. Nothing in it is inline, so that the content security policy can forbid
//! inline scripts and styles; public pages carry no script at all.

use leptos::prelude::*;
use leptos_meta::MetaTags;

use crate::{App, paths, scope::Scope};

/// The whole document for the current request.
pub fn shell() -> impl IntoView {
    // Only islands come alive in the browser: nothing outside them is serialised into the page.
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
                {if public { public_head().into_any() } else { app_head(&path).into_any() }}
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

fn app_head(path: &str) -> impl IntoView + use<> {
    let assets = use_context::<Scope>().map(|scope| scope.site.assets.clone()).unwrap_or_default();
    let (loader, wasm) = if is_editor(path) { assets.editor } else { assets.pages };
    view! {
        <meta name="robots" content="noindex"/>
        <meta name="color-scheme" content="light dark"/>
        <script src=assets.head_js></script>
        <link rel="stylesheet" href=assets.app_css/>
        <link rel="modulepreload" href=loader.clone()/>
        <link rel="preload" href=wasm.clone() r#as="fetch" crossorigin="anonymous"/>
        <script type="module" src=assets.boot_js data-loader=loader data-wasm=wasm id="boot"></script>
    }
}

/// The editor has a bundle of its own, so that no other page carries the draft document.
fn is_editor(path: &str) -> bool {
    path.strip_prefix("/postings/").is_some_and(|rest| !rest.contains('/') && rest != "new")
}
