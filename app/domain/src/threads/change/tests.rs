//! Suggestions on what a posting says, and on what it says by then.

use super::*;
use crate::posting::{Line, Origin, Requirement, SectionKind};

fn line(id: u64, text: &str) -> Line {
    let text = text.to_owned();
    Line { id: LineId::from_random(id), text, origin: Origin::Custom, requirement: Requirement::Plain, level: None }
}

fn section(id: u64, locked: bool, lines: &[(u64, &str)]) -> Section {
    let lines = lines.iter().map(|(id, text)| line(*id, text)).collect();
    let kind = SectionKind::RequiredSkills;
    Section { id: SectionId::from_random(id), kind, heading: String::new(), locked, lines }
}

fn saying(sections: &[Section]) -> Snapshot {
    Snapshot { sections: sections.to_vec(), ..Snapshot::default() }
}

fn id(number: u64) -> LineId {
    LineId::from_random(number)
}

fn base() -> Snapshot {
    saying(&[
        section(1, false, &[(1, "You build REST APIs."), (2, "You test them.")]),
        section(2, true, &[(9, "By law.")]),
    ])
}

#[test]
fn a_rewording_merges_with_other_words_of_the_line() {
    let change = Change::reword(&Place::Line(id(1)), "You build good REST APIs.", &base()).unwrap();
    let later = saying(&[section(1, false, &[(1, "You build REST APIs daily.")])]);
    let text = "You build good REST APIs daily.".to_owned();
    assert_eq!(change.operations(&later, id(7)), Ok(vec![Operation::SetText { id: id(1), text }]));
    assert_eq!(change.overtaken_by(&later), Some("You build REST APIs daily."));
    assert_eq!(change.overtaken_by(&base()), None);
    let done = saying(&[section(1, false, &[(1, "You build good REST APIs.")])]);
    assert_eq!(change.operations(&done, id(7)), Ok(Vec::new()), "somebody did it by hand");
}

#[test]
fn a_rewording_of_words_that_changed_is_refused_with_both_texts() {
    let change = Change::reword(&Place::Line(id(1)), "You build good APIs.", &base()).unwrap();
    let later = saying(&[section(1, false, &[(1, "You build HTTP APIs.")])]);
    let refusal = change.operations(&later, id(7)).unwrap_err().to_string();
    assert!(refusal.contains("“You build HTTP APIs.”") && refusal.contains("“You build good APIs.”"), "{refusal}");
}

#[test]
fn a_line_is_removed_as_it_was_read_or_not_at_all() {
    let change = Change::remove(&id(2), &base()).unwrap();
    assert_eq!(change.operations(&base(), id(7)), Ok(vec![Operation::RemoveLine { id: id(2) }]));
    let later = saying(&[section(1, false, &[(2, "You test them well.")])]);
    assert!(matches!(change.operations(&later, id(7)), Err(ChangeError::Overtaken { .. })));
    assert_eq!(change.operations(&saying(&[]), id(7)), Ok(Vec::new()), "it is gone already");
}

#[test]
fn a_new_line_stands_behind_its_line_wherever_that_is() {
    let change = Change::add(&id(1), " You read logs. ", &base()).unwrap();
    let placed = |now: &Snapshot| match change.operations(now, id(7)).unwrap().pop() {
        Some(Operation::AddLine { section, before, text, requirement: Requirement::Required, .. }) => {
            assert_eq!(text, "You read logs.");
            (section, before)
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(placed(&base()), (SectionId::from_random(1), Some(id(2))));
    let moved = saying(&[section(1, false, &[(2, "x")]), section(3, false, &[(1, "You build REST APIs.")])]);
    assert_eq!(placed(&moved), (SectionId::from_random(3), None));
    assert_eq!(placed(&saying(&[section(1, false, &[(2, "x")])])), (SectionId::from_random(1), None));
    assert_eq!(change.operations(&saying(&[]), id(7)), Err(ChangeError::SectionGone));
}

#[test]
fn a_fact_of_prose_merges_and_another_is_replaced_only_as_it_was() {
    let with = |key, value: &str| {
        let mut said = base();
        said.facts.set(key, value);
        said
    };
    let hours = Place::Fact(FactKey::WorkHours);
    let change = Change::reword(&hours, "40 hours a week", &with(FactKey::WorkHours, "40 hours")).unwrap();
    let later = with(FactKey::WorkHours, "About 40 hours");
    let value = "About 40 hours a week".to_owned();
    assert_eq!(change.operations(&later, id(7)), Ok(vec![Operation::SetFact { key: FactKey::WorkHours, value }]));

    let pay = FactKey::BaseSalaryMinValue;
    let change = Change::reword(&Place::Fact(pay), "70000", &with(pay, "60000")).unwrap();
    assert_eq!(change.operations(&with(pay, "70000"), id(7)), Ok(Vec::new()));
    assert!(matches!(change.operations(&with(pay, "160000"), id(7)), Err(ChangeError::Overtaken { .. })));
    assert_eq!(change.scope(&base()), Some(Scope::Pay));
}

#[test]
fn what_can_not_be_suggested_is_refused() {
    let said = base();
    let reword = |place, text: &str| Change::reword(&place, text, &said).unwrap_err();
    assert_eq!(reword(Place::Line(id(5)), "x"), ChangeError::LineGone);
    assert_eq!(reword(Place::Line(id(9)), "x"), ChangeError::Locked);
    assert_eq!(reword(Place::Line(id(1)), " \u{0} "), ChangeError::NoWords);
    assert_eq!(reword(Place::Line(id(1)), "You build REST APIs.\n"), ChangeError::Same);
    assert_eq!(reword(Place::Line(id(1)), &"é".repeat(LINE_MAX_BYTES)), ChangeError::TooLong { max: LINE_MAX_BYTES });
    assert_eq!(reword(Place::Fact(FactKey::Title), &"x".repeat(301)), ChangeError::TooLong { max: 300 });
    assert_eq!(Change::remove(&id(9), &said), Err(ChangeError::Locked));
    assert_eq!(Change::add(&id(5), "x", &said), Err(ChangeError::LineGone));
    assert_eq!(Change::add(&id(1), "", &said), Err(ChangeError::NoWords));
}

#[test]
fn a_suggestion_is_kept_as_it_was_made() {
    let said = base();
    let changes = [
        Change::reword(&Place::Line(id(1)), "Other.", &said),
        Change::reword(&Place::Fact(FactKey::Title), "Other", &said),
        Change::remove(&id(1), &said),
        Change::add(&id(1), "Another.", &said),
    ];
    for change in changes.map(Result::unwrap) {
        let json = serde_json::to_string(&change).unwrap();
        assert_eq!(serde_json::from_str::<Change>(&json).unwrap(), change);
    }
}
