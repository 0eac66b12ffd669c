//! The name of whoever said something, with a badge for guests.

use domain::guests::read_signature;
use leptos::prelude::*;

#[component]
pub(crate) fn Who(#[prop(into)] name: String) -> impl IntoView {
    match read_signature(&name) {
        None => view! { <b>{name}</b> }.into_any(),
        Some((guest, host)) => {
            let host = format!("Invited by {host}");
            view! { <b>{guest.to_owned()}</b>" "<span class="badge" data-plain="" title=host>"Guest"</span> }.into_any()
        }
    }
}
