//! From a request to a page: load, then render, then answer with the status that came of it.
//!
//! Pages are rendered completely before the first byte leaves (`SsrMode::Async`), so a refusal found while loading
//! still decides the status.

use std::future::Future;

use http::{HeaderValue, StatusCode, header};
use leptos::{
    prelude::*,
    tachys::{html::InertElement, view::Position},
};
use leptos_axum::ResponseOptions;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{ErrorPage, Frame, Place};
use crate::{error::AppError, paths, scope::Scope};

/// A page for signed-in people, inside the frame. `load` gets the request's scope and answers with title and content.
pub fn page<F, V>(place: Place, load: impl FnOnce(Scope) -> F + Send + 'static) -> impl IntoView
where
    F: Future<Output = Result<(String, V), AppError>> + Send + 'static,
    V: IntoView + 'static,
{
    loaded_first(async move {
        let scope = match counted().await {
            Ok(scope) => scope,
            Err(error) => return refused(error).into_any(),
        };
        match load(scope.clone()).await {
            Ok((title, content)) => {
                keep_form_status(&scope);
                view! { <Title text=format!("{title} – Rolewright")/><Frame scope=scope place=place>{content.into_any()}</Frame> }.into_any()
            }
            Err(error) => refused(error).into_any(),
        }
    })
}

/// The scope of somebody signed in, with what the bell says.
async fn counted() -> Result<Scope, AppError> {
    let mut scope = Scope::current()?;
    scope.unread = scope.services.unread_notifications(scope.actor()?).await?;
    // For the page that stands there when this one is refused.
    provide_context(scope.clone());
    Ok(scope)
}

/// What stands at an address of no page.
pub(super) fn missing() -> impl IntoView {
    loaded_first(async {
        drop(counted().await);
        refused(AppError::NotFound).into_any()
    })
}

/// A page outside the frame: sign-in, set-up, invitation.
pub fn bare_page<F, V>(load: impl FnOnce(Scope) -> F + Send + 'static) -> impl IntoView
where
    F: Future<Output = Result<(String, V), AppError>> + Send + 'static,
    V: IntoView + 'static,
{
    loaded_first(async move {
        let loaded = match Scope::current() {
            Ok(scope) => load(scope.clone()).await.map(|loaded| (scope, loaded)),
            Err(error) => Err(error),
        };
        match loaded {
            Ok((scope, (title, content))) => {
                keep_form_status(&scope);
                view! { <Title text=format!("{title} – Rolewright")/>{content.into_any()} }.into_any()
            }
            Err(error) => refused(error).into_any(),
        }
    })
}

/// A public page: no account, no script; `load` decides the status itself when it is not 200.
pub fn public_page<F, V>(load: impl FnOnce(Scope) -> F + Send + 'static) -> impl IntoView
where
    F: Future<Output = Result<(String, StatusCode, V), AppError>> + Send + 'static,
    V: IntoView + 'static,
{
    loaded_first(async move {
        let loaded = match Scope::current() {
            Ok(scope) => load(scope).await,
            Err(error) => Err(error),
        };
        match loaded {
            Ok((title, status, content)) => {
                set_status(status);
                view! { <Title text=title/>{content.into_any()} }.into_any()
            }
            Err(error) => refused(error).into_any(),
        }
    })
}

/// Renders what `load` answers with, for the request that asked.
///
/// It is written here, in one go, and handed to the renderer as the text that it is: what streams makes two strings of
/// each element, and goes on after loading on any thread, without an owner or with that of another request. What looks
/// for its context only then, as the elements of the head do, would be lost or end in a stranger's page.
fn loaded_first(load: impl Future<Output = AnyView> + Send + 'static) -> impl IntoView {
    Suspend::new(async move {
        let mut html = String::with_capacity(PAGE_BYTES);
        load.await.to_html_with_buf(&mut html, &mut Position::FirstChild, true, false, Vec::new());
        InertElement::new(html)
    })
}

/// What most pages have room in.
const PAGE_BYTES: usize = 64 * 1024;

/// A parameter of the address, empty when absent.
#[must_use]
pub fn query(name: &str) -> String {
    use_query_map().with_untracked(|map| map.get(name).unwrap_or_default())
}

/// A named part of the address's path, empty when absent.
#[must_use]
pub fn param(name: &str) -> String {
    use_params_map().with_untracked(|map| map.get(name).unwrap_or_default())
}

/// Sends the browser to another address after the form was done.
pub fn see_other(path: &str) {
    leptos_axum::redirect(path);
}

/// The page of a form that was refused carries the refusal's status.
fn keep_form_status(scope: &Scope) {
    if let Some(form) = &scope.form {
        set_status(form.error.status());
    }
}

fn refused(error: AppError) -> impl IntoView {
    if error == AppError::SignedOut {
        let here = use_context::<http::request::Parts>().map(|parts| address(&parts.uri)).unwrap_or_default();
        go(&paths::with_query(paths::SIGN_IN, &[("next", here)]));
    } else {
        set_status(error.status());
    }
    view! { <ErrorPage error/> }
}

/// Path and question of the page, without the form that was just sent.
fn address(uri: &http::Uri) -> String {
    let query: Vec<&str> =
        uri.query().into_iter().flat_map(|query| query.split('&')).filter(|pair| !pair.starts_with("do=")).collect();
    if query.is_empty() { uri.path().to_owned() } else { format!("{}?{}", uri.path(), query.join("&")) }
}

/// Sends the browser elsewhere instead of showing this page.
pub fn go(path: &str) {
    if let (Some(options), Ok(location)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(path)) {
        options.insert_header(header::LOCATION, location);
        options.set_status(StatusCode::SEE_OTHER);
    }
}

/// Leads on to the address that this one stands for now. Nothing keeps that: pages are never stored, and it may be undone.
pub fn moved_for_good(path: &str) {
    if let (Some(options), Ok(location)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(path)) {
        options.insert_header(header::LOCATION, location);
        options.set_status(StatusCode::PERMANENT_REDIRECT);
    }
}

/// Has the browser load this page again after so many seconds, with scripts or without: something is at work.
pub fn look_again(seconds: u32) {
    if let Some(options) = use_context::<ResponseOptions>() {
        options.insert_header(header::REFRESH, HeaderValue::from(seconds));
    }
}

fn set_status(status: StatusCode) {
    if let Some(options) = use_context::<ResponseOptions>() {
        options.set_status(status);
    }
}
