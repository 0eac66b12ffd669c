//! What the checks say about the revision, each with a way to the place that it is about.

use domain::checks::{Anchor, Finding, Severity};
use leptos::prelude::*;

use crate::ui::Icon;

#[component]
pub fn Findings(findings: Vec<Finding>) -> impl IntoView {
    let count = findings.len();
    let list = findings.into_iter().map(|finding| view! { <Item finding/> }).collect_view();
    view! {
        <section aria-labelledby="findings">
            <div class="block-head"><h2 id="findings">"Checks"</h2><span class="count">{count}</span></div>
            {(count == 0).then(|| view! { <p class="hush">"Nothing to mend."</p> })}
            <ul class="findings" role="list">{list}</ul>
        </section>
    }
}

#[component]
fn Item(finding: Finding) -> impl IntoView {
    let icon = match finding.severity {
        Severity::Blocking => "stop",
        Severity::Warning => "alert",
        Severity::Advice => "info",
    };
    let place = match &finding.anchor {
        Anchor::Fact(key) => Some((format!("#fact-{key}"), key.label())),
        Anchor::Section(id) => Some((format!("#section-{id}"), "Go to the section")),
        Anchor::Line(id) => Some((format!("#line-{id}"), "Go to the line")),
        Anchor::Posting => None,
    };
    view! {
        <li class="finding" data-severity=finding.severity.word()>
            <Icon name=icon/>
            <p class="finding-what"><span class="finding-severity">{finding.severity.label()}": "</span>{finding.message}</p>
            {place.map(|(href, words)| view! { <p class="finding-where"><a href=href>{words}</a></p> })}
            {finding.fix.map(|fix| view! { <p class="finding-why">{fix}</p> })}
        </li>
    }
}
