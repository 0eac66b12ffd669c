//! What the checks say, while one types: the very verdict that the server gives at submit.

use domain::checks::Severity;
use leptos::prelude::*;

use super::{desk::Desk, live};
use crate::collab::finding::finding_list;

#[component]
pub fn FindingsPanel() -> impl IntoView {
    let desk = Desk::here();
    let counts = Memo::new(move |_| {
        desk.findings.with(|findings| {
            let blocking = findings.iter().filter(|finding| finding.severity == Severity::Blocking).count();
            (blocking, findings.len() - blocking)
        })
    });
    // The form to submit, in the bar, says it too; whether it does is the style sheet's to decide.
    Effect::new(move |_| {
        let (blocking, _) = counts.get();
        if let Some(place) = document().get_element_by_id("blocking") {
            let words = if blocking == 1 { "1 check blocks".to_owned() } else { format!("{blocking} checks block") };
            place.set_text_content(Some(&words));
        }
    });
    let words = move || match counts.get() {
        (0, 0) => String::new(),
        (0, others) => format!("{others} to look at"),
        (1, 0) => "1 blocks".to_owned(),
        (blocking, 0) => format!("{blocking} block"),
        (1, others) => format!("1 blocks, {others} to look at"),
        (blocking, others) => format!("{blocking} block, {others} to look at"),
    };
    view! {
        <details class="fold" id="checks" open>
            <summary>"Checks "<span class="count">{words}</span></summary>
            <div class="fold-body">{live(move || desk.findings.with(|findings| finding_list(findings)))}</div>
        </details>
    }
}
