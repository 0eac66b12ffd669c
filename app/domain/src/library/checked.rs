//! The checks of postings, run on the wording of an item: what they would say of a line that stands alone in its section.

use time::Date;

use crate::{
    checks::{self, Anchor, Finding},
    ids::{LineId, SectionId},
    posting::{Facts, Level, Line, Origin, Requirement, Section, SectionKind, Snapshot},
};

/// What the checks say of a line with these words, in a section of this kind.
#[must_use]
pub fn findings(body: &str, section: SectionKind, today: Date) -> Vec<Finding> {
    findings_asked(body, section, (Requirement::Plain, None), today)
}

/// What they say of a line that is asked for so much.
pub(super) fn findings_asked(
    body: &str,
    section: SectionKind,
    (requirement, level): (Requirement, Option<Level>),
    today: Date,
) -> Vec<Finding> {
    let line = Line { id: LineId::from_random(1), text: body.to_owned(), origin: Origin::Custom, requirement, level };
    let alone = Anchor::Line(line.id.clone());
    let section = Section {
        id: SectionId::from_random(1),
        kind: section,
        heading: section.label().to_owned(),
        locked: false,
        lines: vec![line],
    };
    let snapshot = Snapshot { facts: Facts::default(), sections: vec![section] };
    checks::run(&snapshot, today).into_iter().filter(|finding| finding.anchor == alone).collect()
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::checks::Rule;

    #[test]
    fn a_wording_is_checked_as_the_line_that_it_becomes() {
        let long = "word ".repeat(61);
        for (body, section, rules) in [
            ("You write tests.", SectionKind::Responsibilities, vec![]),
            (&long, SectionKind::Responsibilities, vec![Rule::LineLong]),
            (&long, SectionKind::Overview, vec![]),
            ("Competitive pay.", SectionKind::Compensation, vec![Rule::PayVague]),
            ("Competitive pay.", SectionKind::Overview, vec![]),
        ] {
            let found: Vec<Rule> =
                findings(body, section, date!(2026 - 11 - 26)).into_iter().map(|finding| finding.rule).collect();
            assert_eq!(found, rules, "{body} in {section}");
        }
    }
}
