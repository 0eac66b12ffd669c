//! What the checks say of the wording as it is written: drawn with the form, asked anew by the browser while somebody types.

use domain::{
    checks::{Finding, Severity},
    library::{ItemKind, findings},
    posting::{Requirement, SectionKind},
    time::Timestamp,
};
use leptos::prelude::*;

use crate::{forms::typed, ui::Icon};

/// Below the field with the line. `kind` is the item's, with its group: `skill/language`; empty while it is chosen.
#[component]
pub fn WordingFindings(#[prop(into)] kind: String, body: String) -> impl IntoView {
    let now = use_context::<crate::scope::Scope>().map(|scope| scope.services.now());
    let chosen = typed("kind", kind.clone());
    let found = now.map(|now| found(&chosen, &typed("body", body), now));
    view! { <div id="wording-findings" role="status" data-kind=kind>{found}</div> }
}

/// The findings of a line, as the form shows them.
pub fn found(kind: &str, body: &str, now: Timestamp) -> AnyView {
    let items = findings(body, section_of(kind), now.date()).into_iter().map(finding_item).collect_view();
    if items.is_empty() { ().into_any() } else { view! { <ul class="findings" role="list">{items}</ul> }.into_any() }
}

/// Where a line of such an item usually goes.
fn section_of(kind: &str) -> SectionKind {
    let (kind, group) = kind.split_once('/').unwrap_or((kind, ""));
    let kind = kind.parse().unwrap_or(ItemKind::Responsibility);
    kind.usual_section(group, Requirement::Plain)
}

/// One finding of a wording.
pub(crate) fn finding_item(finding: Finding) -> impl IntoView {
    let (severity, icon, words) = match finding.severity {
        Severity::Blocking => ("blocking", "stop", "Stops a posting: "),
        Severity::Warning => ("warning", "alert", "Worth a look: "),
        Severity::Advice => ("note", "info", "Note: "),
    };
    view! {
        <li class="finding" data-severity=severity>
            <Icon name=icon/>
            <p class="finding-what"><span class="finding-severity">{words}</span>{finding.message}</p>
            {finding.fix.map(|fix| view! { <p class="finding-why">{fix}</p> })}
        </li>
    }
}
