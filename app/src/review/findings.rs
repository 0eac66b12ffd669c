//! What the checks say about the revision, each with a way to the place that it is about.

use domain::checks::Finding;
use leptos::prelude::*;

use crate::collab::finding::finding_list;

#[component]
pub fn Findings(findings: Vec<Finding>) -> impl IntoView {
    let count = findings.len();
    let list =
        if count == 0 { view! { <p class="hush">"Nothing to mend."</p> }.into_any() } else { finding_list(&findings) };
    view! {
        <section aria-labelledby="findings">
            <div class="block-head"><h2 id="findings">"Checks"</h2><span class="count">{count}</span></div>
            {list}
        </section>
    }
}
