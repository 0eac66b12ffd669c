//! The legend of a page's single keys. `layout/keys.rs` brings them to life; without scripts nothing is shown.

use leptos::prelude::*;

/// A key, what it does in words, and the selector of the control that it leads to.
pub type Key = (&'static str, &'static str, &'static str);

#[component]
pub fn Keys(keys: &'static [Key]) -> impl IntoView {
    let rows = keys.iter().map(|(key, words, place)| {
        view! { <li data-key=*key data-place=*place><kbd>{key.to_uppercase()}</kbd>{*words}</li> }
    });
    let rows = rows.collect_view();
    view! {
        <div class="keys">
            <ul role="list" aria-label="Keys">{rows}</ul>
            <label class="choice"><input type="checkbox" id="keys-on" checked autocomplete="off"/><span>"Single keys"</span></label>
        </div>
    }
}
