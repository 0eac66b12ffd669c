//! A ledger that followed every change knows what one made anew would know.

use proptest::prelude::*;
use yrs::{Assoc, StickyIndex, Transact};

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
    let (followed, anew) = (Entry::into(followed), Entry::into(&anew));
    assert!(anew.clock(1) > 60);
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

/// The units of a line that can be seen, in the order of the ledger, and where the CRDT says that they stand.
fn visible(draft: &Draft) -> Vec<(Id, Option<u32>)> {
    let ledger = draft.ledger().unwrap();
    let mut entry = Entry::into(ledger);
    let number = entry.number(&Slot::Words("a".parse().unwrap()));
    let pieces: Vec<_> = entry.between(number, [None, None]).collect();
    let units = pieces
        .into_iter()
        .flat_map(|piece| (piece.start.clock..piece.end).map(move |clock| Id { clock, ..piece.start }));
    let stands_at = |id: Id| {
        let id = yrs::ID::new(yrs::ClientID::new(id.client), id.clock);
        StickyIndex::from_id(id, Assoc::After).get_offset(&draft.doc.transact()).map(|offset| offset.index)
    };
    let alive = units.filter(|id| ledger.alive(*id, id.clock + 1).next().is_some());
    alive.map(|id| (id, stands_at(id))).collect()
}

proptest! {
    #[test]
    fn the_ledger_knows_where_the_crdt_puts_what_people_type_at_once(
        stories in prop::collection::vec((0_usize..3, 0_u8..4, 0_u32..60, 0_u32..4, "[a-z😀]{0,5}"), 1..60),
    ) {
        let server = state();
        let mut people: Vec<Draft> =
            (0..3).map(|person| Draft::load(ClientId(40 - person), &server.encode()).unwrap()).collect();
        for (person, act, at, remove, insert) in stories {
            if act == 0 {
                let news = people[(person + 1) % 3].encode();
                people[person].merge(&news).unwrap();
            } else {
                let splice = Operation::SpliceText { id: "a".parse().unwrap(), at, remove, insert };
                drop(people[person].apply(&splice, 1));
            }
            let visible = visible(&people[person]);
            prop_assert!(visible.iter().enumerate().all(|(index, (_, at))| *at == Some(index as u32)), "{visible:?}");
        }
    }
}
