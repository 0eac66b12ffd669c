//! Placeholders that a template left open: nobody shall read `{product}` on a careers page.

use super::{Anchor, Finding, Rule};
use crate::{posting::Snapshot, templates::Placeholder};

pub(super) fn check(snapshot: &Snapshot, findings: &mut Vec<Finding>) {
    for (key, value) in snapshot.facts.iter() {
        look(value, Anchor::Fact(key), findings);
    }
    for section in &snapshot.sections {
        look(&section.heading, Anchor::Section(section.id.clone()), findings);
        for line in &section.lines {
            look(&line.text, Anchor::Line(line.id.clone()), findings);
        }
    }
}

fn look(text: &str, anchor: Anchor, findings: &mut Vec<Finding>) {
    if let Some(placeholder) = Placeholder::unfilled_in(text) {
        let message = format!("{} still waits to be filled in.", placeholder.token());
        let fix = "Write what belongs there.";
        findings.push(Finding::blocking(Rule::Placeholder, anchor, message).fix(fix));
    }
}
