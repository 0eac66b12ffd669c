//! What one check says: what, where, how to mend it.

use domain::checks::{Anchor, Finding, Severity};
use leptos::prelude::*;

use crate::ui::Icon;

/// The findings of a draft, or that there are none.
pub fn finding_list(findings: &[Finding]) -> AnyView {
    if findings.is_empty() {
        return view! { <p class="hush">"Nothing to mend. This posting can be submitted."</p> }.into_any();
    }
    let items = findings.iter().cloned().map(item).collect_view();
    view! { <ul class="findings" role="list">{items}</ul> }.into_any()
}

fn item(finding: Finding) -> impl IntoView {
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
