//! Copies a text to the clipboard. Shown once `wake.rs` has brought it to life; the text can also be selected.

use leptos::prelude::*;

#[component]
pub fn CopyButton(text: String) -> impl IntoView {
    view! { <button class="button" type="button" data-copy=text hidden><span aria-live="polite">"Copy"</span></button> }
}
