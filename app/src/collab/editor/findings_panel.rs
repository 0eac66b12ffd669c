//! What the checks say, while one types: the very verdict that the server gives at submit.

use domain::checks::{Anchor, Finding, Severity};
use leptos::prelude::*;

use super::desk::Desk;
use crate::ui::Icon;

#[component]
pub fn FindingsPanel() -> impl IntoView {
    let desk = Desk::here();
    let count = move || desk.findings.with(|findings| findings.len());
    view! {
        <details class="fold" open>
            <summary>"Checks "<span class="count">{count}</span></summary>
            <div class="fold-body">
                {move || desk.findings.with(|findings| {
                    if findings.is_empty() {
                        return view! { <p class="hush">"Nothing to mend. This posting can be submitted."</p> }.into_any();
                    }
                    let items = findings.iter().cloned().map(finding_item).collect_view();
                    view! { <ul class="findings" role="list">{items}</ul> }.into_any()
                })}
            </div>
        </details>
    }
}

fn finding_item(finding: Finding) -> impl IntoView {
    let (severity, icon, words) = match finding.severity {
        Severity::Blocking => ("blocking", "stop", "Blocks submitting: "),
        Severity::Warning => ("warning", "alert", "Worth a look: "),
        Severity::Advice => ("note", "info", "Note: "),
    };
    let place = match &finding.anchor {
        Anchor::Fact(key) => Some((format!("#fact-{key}"), key.label().to_owned())),
        Anchor::Section(id) => Some((format!("#section-{id}"), "Go to the section".to_owned())),
        Anchor::Line(id) => Some((format!("#line-{id}"), "Go to the line".to_owned())),
        Anchor::Posting => None,
    };
    view! {
        <li class="finding" data-severity=severity>
            <Icon name=icon/>
            <p class="finding-what"><span class="finding-severity">{words}</span>{finding.message}</p>
            {place.map(|(href, words)| view! { <p class="finding-where"><a href=href>{words}</a></p> })}
            {finding.fix.map(|fix| view! { <p class="finding-why">{fix}</p> })}
        </li>
    }
}
