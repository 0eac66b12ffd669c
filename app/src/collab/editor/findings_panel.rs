//! What the checks say, while one types: the very verdict that the server gives at submit.

use leptos::prelude::*;

use super::{desk::Desk, live};
use crate::collab::finding::finding_list;

#[component]
pub fn FindingsPanel() -> impl IntoView {
    let desk = Desk::here();
    let count = move || desk.findings.with(|findings| findings.len());
    view! {
        <details class="fold" open>
            <summary>"Checks "<span class="count">{count}</span></summary>
            <div class="fold-body">{live(move || desk.findings.with(|findings| finding_list(findings)))}</div>
        </details>
    }
}
