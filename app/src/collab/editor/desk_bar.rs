//! Above the sheet: write or look at it as its readers will, undo and redo for those without keys.

use leptos::prelude::*;

use super::{desk::Desk, live, presence::Others};
use crate::{publish::Article, ui::Icon};

#[component]
pub fn DeskBar() -> impl IntoView {
    let desk = Desk::here();
    let pressed = move |preview: bool| move || (desk.is_preview.get() == preview).to_string();
    view! {
        <div class="desk-bar">
            <div class="segments" role="group" aria-label="View">
                <button type="button" aria-pressed=pressed(false) on:click=move |_| desk.is_preview.set(false)>{if desk.is_editable() { "Write" } else { "Read" }}</button>
                <button type="button" aria-pressed=pressed(true) on:click=move |_| desk.is_preview.set(true)>"Live preview"</button>
            </div>
            <div class="desk-bar-end">
                <Others/>
                {desk.is_editable().then(|| view! { <UndoButtons/> })}
            </div>
        </div>
        <Preview/>
    }
}

#[component]
fn UndoButtons() -> impl IntoView {
    let desk = Desk::here();
    view! {
        <div>
            <button class="button" type="button" data-kind="quiet" data-icon="" data-size="small" aria-label="Undo" title="Undo (Ctrl Z)" on:click=move |_| desk.undo()><Icon name="undo"/></button>
            <button class="button" type="button" data-kind="quiet" data-icon="" data-size="small" aria-label="Redo" title="Redo (Ctrl Shift Z)" on:click=move |_| desk.redo()><Icon name="redo"/></button>
        </div>
    }
}

/// The posting as its readers will see it, while it is written.
#[component]
fn Preview() -> impl IntoView {
    let desk = Desk::here();
    live(move || {
        desk.is_preview.get().then(|| {
            let snapshot = desk.snapshot.get();
            view! { <div class="preview-page" id="live-preview"><Article snapshot=(*snapshot).clone()/></div> }
        })
    })
}
