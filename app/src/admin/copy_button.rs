//! Copies a text to the clipboard. Without scripts it is not there: the text can be selected.

use leptos::prelude::*;

#[island]
pub fn CopyButton(text: String) -> impl IntoView {
    let (is_alive, set_alive) = signal(false);
    let (is_copied, set_copied) = signal(false);
    Effect::new(move |_| set_alive.set(true));
    let copy = move |_| {
        let text = text.clone();
        leptos::task::spawn_local(async move {
            let written = window().navigator().clipboard().write_text(&text);
            set_copied.set(wasm_bindgen_futures::JsFuture::from(written).await.is_ok());
        });
    };
    view! {
        <button class="button" type="button" hidden=move || !is_alive.get() on:click=copy>
            <span aria-live="polite">{move || if is_copied.get() { "Copied" } else { "Copy" }}</span>
        </button>
    }
}
