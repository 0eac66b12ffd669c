//! Sections: the two that a posting can't do without, and none left empty.

use super::{Anchor, Finding, Rule};
use crate::posting::{Requirement, Section, SectionKind, Snapshot};

/// What every backend posting has to answer: what will I do, what must I bring.
const NEEDED: &[(SectionKind, &str)] = &[
    (
        SectionKind::Responsibilities,
        "The posting does not say what the person will do; that is the first thing readers look for.",
    ),
    (
        SectionKind::RequiredSkills,
        "The posting does not say what the person has to bring, so nobody can tell whether to apply.",
    ),
];

/// More must-haves than this keep qualified people from applying. Our own default.
const REQUIRED_MAX: usize = 7;

pub(super) fn check(snapshot: &Snapshot, findings: &mut Vec<Finding>) {
    for (kind, message) in NEEDED {
        check_needed(snapshot, *kind, message, findings);
    }
    check_empty(snapshot, findings);
    check_must_haves(snapshot, findings);
}

fn check_needed(snapshot: &Snapshot, kind: SectionKind, message: &str, findings: &mut Vec<Finding>) {
    if is_answered(snapshot, kind) {
        return;
    }
    let (anchor, fix) = match snapshot.sections.iter().find(|section| section.kind == kind) {
        Some(section) => (Anchor::Section(section.id.clone()), "Add at least one line to this section.".to_owned()),
        None => (Anchor::Posting, format!("Add a section “{}” with at least one line.", kind.label())),
    };
    findings.push(Finding::blocking(Rule::SectionMissing, anchor, message).fix(fix));
}

fn check_empty(snapshot: &Snapshot, findings: &mut Vec<Finding>) {
    for section in snapshot.sections.iter().filter(|section| !has_text(section)) {
        let is_needed = NEEDED.iter().any(|(kind, _)| *kind == section.kind);
        if is_needed && !is_answered(snapshot, section.kind) {
            continue; // blocking already
        }
        let message = format!("The section “{}” has no text; it will not be published.", name(section));
        let anchor = Anchor::Section(section.id.clone());
        findings.push(Finding::warning(Rule::SectionEmpty, anchor, message).fix("Write a line or remove the section."));
    }
}

fn check_must_haves(snapshot: &Snapshot, findings: &mut Vec<Finding>) {
    let is_must = |section: &Section, requirement: Requirement| match section.kind {
        SectionKind::RequiredSkills => requirement != Requirement::Preferred,
        SectionKind::PreferredSkills | SectionKind::Qualifications => requirement == Requirement::Required,
        _ => false,
    };
    let musts =
        snapshot.lines().filter(|(section, line)| !line.text.trim().is_empty() && is_must(section, line.requirement));
    let (count, first) = musts.fold((0, None), |(count, first), (section, _)| (count + 1, first.or(Some(section))));
    let Some(section) = first.filter(|_| count > REQUIRED_MAX) else { return };
    let message =
        format!("{count} things are asked for as must-haves. Long lists keep qualified people from applying.");
    let fix = format!("Keep the {REQUIRED_MAX} that matter on the first day; mark the rest as preferred.");
    findings.push(Finding::warning(Rule::TooManyRequired, Anchor::Section(section.id.clone()), message).fix(fix));
}

fn is_answered(snapshot: &Snapshot, kind: SectionKind) -> bool {
    snapshot.sections.iter().any(|section| section.kind == kind && has_text(section))
}

fn has_text(section: &Section) -> bool {
    section.lines.iter().any(|line| !line.text.trim().is_empty())
}

fn name(section: &Section) -> &str {
    match section.heading.trim() {
        "" => section.kind.label(),
        heading => heading,
    }
}
