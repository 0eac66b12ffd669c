//! What stands in place of a page that could not be shown.

use leptos::prelude::*;
use leptos_meta::Title;

use super::{Brand, Frame, Place, page::missing};
use crate::{error::AppError, paths, scope::Scope, ui::Icon};

/// The sentence for the failure, and the way on.
#[component]
pub fn ErrorPage(error: AppError) -> impl IntoView {
    let (icon, title) = match error {
        AppError::NotFound => ("search", "There is nothing here"),
        AppError::SignedOut => ("lock", "Sign in first"),
        AppError::Refused(_) => ("lock", "This is not yours to do"),
        AppError::Gone(_) => ("clock", "This is over"),
        AppError::Unavailable | AppError::Offline => ("offline", "Not right now"),
        AppError::TooManyRequests(_) => ("clock", "A moment, please"),
        AppError::Conflict(_) | AppError::Invalid(_) | AppError::BadRequest => ("alert", "That did not work"),
        AppError::Internal => ("alert", "Something went wrong"),
    };
    let sentence = match error {
        AppError::NotFound => "The address may be mistyped, or the page is not yours to see.".to_owned(),
        error => error.to_string(),
    };
    let content = view! {
        <main class="oops" id="main" tabindex="-1">
            <Icon name=icon size="large"/>
            <h1>{title}</h1>
            <p>{sentence}</p>
            <div class="actions"><a class="button" href=paths::HOME>"Go to the start page"</a></div>
        </main>
    };
    view! {
        <Title text=format!("{title} – Rolewright")/>
        // Whoever is signed in keeps the way to everything else.
        {match use_context::<Scope>().filter(|scope| scope.actor.is_some()) {
            Some(scope) => view! { <Frame scope place=Place::Nowhere>{content}</Frame> }.into_any(),
            None => view! { <header class="topbar"><Brand/></header>{content} }.into_any(),
        }}
    }
}

/// For an address that belongs to no page.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    missing()
}
