//! A ledger that followed every change knows what one made anew would know.

use super::*;
use crate::document::{ClientId, Operation};

fn state() -> Draft {
    let mut draft = Draft::new(ClientId(1));
    let section = || "s".parse().unwrap();
    let operations = [
        Operation::AddSection {
            id: section(),
            kind: crate::posting::SectionKind::Overview,
            heading: "h".into(),
            before: None,
        },
        Operation::AddLine {
            id: "a".parse().unwrap(),
            section: section(),
            before: None,
            text: "some 😀 words".into(),
            source: None,
            requirement: crate::posting::Requirement::Plain,
            level: None,
        },
    ];
    draft.apply_all(&operations, 1).unwrap();
    drop(draft.add_missing_texts());
    draft
}

#[test]
fn a_ledger_that_followed_the_edits_equals_one_made_anew() {
    let mut draft = state();
    assert!(draft.ledger().is_some());
    for random in 0..30 {
        let id = "a".parse().unwrap();
        let operation = match random % 4 {
            0 => Operation::SpliceText { id, at: 3, remove: 2, insert: "x😀".into() },
            1 => Operation::RemoveLine { id },
            2 => Operation::RestoreLine { id },
            3 if random % 8 == 3 => {
                Operation::SetFact { key: crate::posting::FactKey::Industry, value: random.to_string() }
            }
            _ => Operation::SetFact { key: crate::posting::FactKey::Title, value: random.to_string() },
        };
        draft.apply(&operation, random).unwrap();
    }
    let anew = Ledger::of_state(&draft.encode()).unwrap();
    let followed = draft.ledger().unwrap();
    assert_eq!(followed.deleted, anew.deleted);
    assert_eq!(followed.winners, anew.winners);
    for clock in 0..anew.clock(1) {
        let id = Id { client: 1, clock };
        assert_eq!(followed.slot_at(id), anew.slot_at(id));
    }
}

#[test]
fn every_kind_of_slot_is_found_by_its_name_and_no_other() {
    for (root, key) in [
        ("meta", "title"),
        ("sections", "s"),
        ("sections", "s/heading"),
        ("lines", "a"),
        ("marks", "a"),
        ("texts", "a"),
        ("texts", "s/heading"),
        ("texts", "fact:title"),
    ] {
        assert!(Slot::named(root, key).is_some(), "{root} {key}");
    }
    for (root, key) in [
        ("meta", "no fact"),
        ("sections", "s/other"),
        ("lines", ""),
        ("lines", "a|b"),
        ("texts", "s/other"),
        ("texts", "fact:baseSalary.minValue"),
        ("other", "a"),
    ] {
        assert_eq!(Slot::named(root, key), None, "{root} {key}");
    }
}
