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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        checks::Severity,
        ids::{LineId, SectionId},
        posting::{FactKey, Line, Origin, Requirement, Section, SectionKind},
    };

    /// Where placeholders are found with these words as title, heading and line.
    fn found(title: &str, heading: &str, text: &str) -> Vec<Anchor> {
        let id = LineId::from_random(2);
        let line = Line { id, text: text.into(), origin: Origin::Custom, requirement: Requirement::Plain, level: None };
        let (kind, heading) = (SectionKind::Overview, heading.to_owned());
        let section = Section { id: SectionId::from_random(1), kind, heading, locked: false, lines: vec![line] };
        let mut snapshot = Snapshot { sections: vec![section], ..Snapshot::default() };
        snapshot.facts.set(FactKey::Title, title);
        let mut findings = Vec::new();
        check(&snapshot, &mut findings);
        assert!(findings.iter().all(|finding| finding.severity == Severity::Blocking));
        findings.into_iter().map(|finding| finding.anchor).collect()
    }

    #[test]
    fn one_that_is_left_open_is_found_once_wherever_it_stands() {
        let line = Anchor::Line(LineId::from_random(2));
        assert_eq!(found("Developer", "Work", "You build {product} in {place}."), [line]);
        assert_eq!(found("Developer", "In {team}", ""), [Anchor::Section(SectionId::from_random(1))]);
        assert_eq!(found("Developer for {product}", "Work", ""), [Anchor::Fact(FactKey::Title)]);
        for words in ["{Team}", "{id}", "A team {without} a name", "{ place }", "{place", "team}", "{}"] {
            assert_eq!(found(words, words, words), [], "{words}");
        }
    }
}
