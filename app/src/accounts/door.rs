//! The small sheet in front of the house: what sign-in, set-up and invitation have in common.

use leptos::prelude::*;

use crate::{paths, ui::Icon};

/// A heading, what stands below it, and a line under the sheet.
#[component]
pub(super) fn Door(
    #[prop(into)] title: String,
    #[prop(optional, into)] note: Option<String>,
    #[prop(optional, into)] foot: Option<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <main class="door" id="main" tabindex="-1">
            <a class="door-brand" href=paths::HOME><Icon name="mark"/>"Rolewright"</a>
            <section class="door-sheet" aria-labelledby="door-title">
                <header><h1 id="door-title">{title}</h1>{note.map(|note| view! { <p>{note}</p> })}</header>
                {children()}
            </section>
            {foot.map(|foot| view! { <p class="door-foot">{foot}</p> })}
        </main>
    }
}

/// The one button of the sheet.
#[component]
pub(super) fn DoorButton(#[prop(into)] words: String) -> impl IntoView {
    view! { <button class="button" type="submit" data-kind="primary" data-wide="">{words}</button> }
}
