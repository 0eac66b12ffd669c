//! Whoever types between two characters names them in the order in which they stand.

use proptest::prelude::*;
use yrs::{Assoc, StickyIndex};

use super::*;
use crate::document::admission::reading::GONE_MAX;
use crate::document::ledger::Entry;
use crate::document::wire::{Content, Id, Parent, Run, Struct, Written, write_update};

const STRANGER: u64 = 50;

impl House {
    /// The units of line `a`: `some 😀 words`.
    fn units(&self) -> Vec<Id> {
        let entry = Entry::into(self.state.ledger().unwrap());
        let ids = (0..entry.clock(1)).map(|clock| Id { client: 1, clock });
        ids.filter(|id| entry.slot_at(*id) == Some(&Slot::Words(Field::Line(id_of("a"))))).collect()
    }

    fn deletes(&mut self, at: u32, remove: u32) {
        let splice = Operation::SpliceText { id: id("a"), at, remove, insert: String::new() };
        self.state.apply(&splice, 1).unwrap();
    }

    /// What becomes of words between these neighbours, and of more words between others, in one update.
    fn judges(&self, pieces: &[(Id, Id)]) -> Result<(), Rejection> {
        let piece = |(number, (left, right)): (usize, &(Id, Id))| Struct {
            id: own(number as u32),
            len: 1,
            left: Some(*left),
            right: Some(*right),
            parent: Parent::Neighbours,
            content: Content::Words("x"),
        };
        let update = written(pieces.iter().enumerate().map(piece).collect());
        admit(&self.state, &update).map(|_| ())
    }

    /// So many units, typed between the first two of line `a` and deleted before they were ever sent.
    fn gone(&self, len: u32) -> Struct<'static> {
        let units = self.units();
        let (left, right) = (Some(units[0]), Some(units[1]));
        Struct { id: own(0), len, left, right, parent: Parent::Neighbours, content: Content::Gone }
    }
}

fn written(structs: Vec<Struct<'_>>) -> Vec<u8> {
    by(STRANGER, structs)
}

fn by(client: u64, structs: Vec<Struct<'_>>) -> Vec<u8> {
    write_update(&Written { runs: vec![Run { client, structs }], deleted: Vec::new() })
}

/// Where in its text each of these units stands.
fn places(draft: &Draft, units: &[Id]) -> Vec<Option<u32>> {
    let transaction = draft.doc.transact();
    let index = |id: &Id| {
        let id = yrs::ID::new(yrs::ClientID::new(id.client), id.clock);
        StickyIndex::from_id(id, Assoc::After).get_offset(&transaction).map(|offset| offset.index)
    };
    units.iter().map(index).collect()
}

fn id_of(line: &str) -> LineId {
    id(line)
}

fn own(clock: u32) -> Id {
    Id { client: STRANGER, clock }
}

#[test]
fn neighbours_in_the_wrong_order_are_refused() {
    let house = House::new();
    let units = house.units();
    assert_eq!(house.judges(&[(units[2], units[3])]), Ok(()));
    assert_eq!(house.judges(&[(units[3], units[2])]), Err(Rejection::Foreign));
    assert_eq!(house.judges(&[(units[9], units[1])]), Err(Rejection::Foreign));
}

#[test]
fn deleted_neighbours_have_an_order_too() {
    let mut house = House::new();
    let units = house.units();
    house.deletes(1, 3);
    for state in [Draft::load(ClientId(1), &house.state.encode()).unwrap(), house.state] {
        let house = House { state, locked: id("x"), locked_line: id("x") };
        let emoji = 5;
        for left in (0..8).filter(|left| *left != emoji) {
            assert_eq!(house.judges(&[(units[left], units[left + 1])]), Ok(()), "{left}");
            assert_eq!(house.judges(&[(units[left + 1], units[left])]), Err(Rejection::Foreign), "{left}");
        }
    }
}

#[test]
fn neighbours_in_the_update_itself_have_an_order_too() {
    let house = House::new();
    let units = house.units();
    let first = (units[2], units[3]);
    assert_eq!(house.judges(&[first, (own(0), units[3])]), Ok(()), "typing on");
    assert_eq!(house.judges(&[first, (units[2], own(0))]), Ok(()), "typing before it");
    assert_eq!(house.judges(&[first, (own(0), units[2])]), Err(Rejection::Foreign));
    assert_eq!(house.judges(&[first, (units[3], own(0))]), Err(Rejection::Foreign));
    let second = (units[3], units[4]);
    assert_eq!(house.judges(&[first, second, (own(1), units[4])]), Ok(()));
    assert_eq!(house.judges(&[first, second, (own(1), own(0))]), Err(Rejection::Foreign));
}

/// If that was let in, the draft would read differently to whoever loads it later: of two that stand between the same
/// neighbours, the CRDT takes that of the smaller client first, wherever a third one of the larger client has its own.
#[test]
fn nobody_writes_past_what_they_must_have_seen() {
    let house = House::new();
    let units = house.units();
    let first = (units[2], units[3]);
    for past_own in [first, (units[2], units[4]), (units[1], units[3])] {
        assert_eq!(house.judges(&[first, past_own]), Err(Rejection::Foreign), "{past_own:?}");
    }
    for past_what_they_typed_beside in [(units[2], units[4]), (units[0], units[8])] {
        assert_eq!(house.judges(&[past_what_they_typed_beside]), Err(Rejection::Foreign));
    }
    let title = |clock| Struct {
        id: own(clock),
        len: 1,
        left: None,
        right: None,
        parent: Parent::Root { name: "meta", key: "industry" },
        content: Content::Values(vec!["Energy"]),
    };
    assert!(admit(&house.state, &written(vec![title(0)])).is_ok(), "at once with who wrote the first");
    assert_eq!(admit(&house.state, &written(vec![title(0), title(1)])), Err(Rejection::Foreign));
}

proptest! {
    /// Three strangers write between any two units of a line.
    #[test]
    fn what_is_let_in_stands_at_one_place_for_everybody(
        wishes in prop::collection::vec((0_u64..3, 0_usize..20, prop::option::weighted(0.4, 0_usize..20)), 1..60),
    ) {
        let mut house = House::new();
        let mut units = house.units();
        for (stranger, left, right) in wishes {
            let client = 50 + stranger;
            let id = Id { client, clock: Entry::into(house.state.ledger().unwrap()).clock(client) };
            let at = |index: usize| units[(units.len() - 1).saturating_sub(index)];
            let (left, right) = (Some(at(left)), right.map(at));
            let parent = Parent::Neighbours;
            let piece = Struct { id, len: 1, left, right, parent, content: Content::Words("x") };
            let update = by(client, vec![piece]);
            if admit(&house.state, &update).is_ok() {
                house.state.merge(&update).unwrap();
                units.push(id);
            }
            let loaded = Draft::load(ClientId(1), &house.state.encode()).unwrap();
            prop_assert_eq!(places(&loaded, &units), places(&house.state, &units));
        }
    }
}

#[test]
fn others_may_have_written_there_meanwhile() {
    let mut house = House::new();
    let units = house.units();
    let mut tab = Draft::load(ClientId(50), &house.state.encode()).unwrap();
    let mut other = Draft::load(ClientId(51), &house.state.encode()).unwrap();
    let typed = |at: u32, insert: &str| Operation::SpliceText { id: id("a"), at, remove: 0, insert: insert.into() };
    house.state.merge(&other.apply(&typed(3, "other"), 1).unwrap()).unwrap();
    assert_eq!(house.judges(&[(units[2], units[3])]), Ok(()));
    let mut updates = vec![tab.apply(&typed(3, "my"), 1).unwrap()];
    tab.merge(&house.state.encode()).unwrap();
    updates.extend([3, 5, 7, 10].map(|at| tab.apply(&typed(at, "x"), 1).unwrap()));
    assert!(admit(&house.state, &yrs::merge_updates_v1(updates).unwrap()).is_ok());
}

#[test]
fn nobody_claims_to_have_deleted_more_than_a_person_types() {
    let house = House::new();
    let claims = |len| admit(&house.state, &written(vec![house.gone(len)])).map(|_| ());
    assert_eq!(claims(GONE_MAX), Ok(()));
    assert_eq!(claims(GONE_MAX + 1), Err(Rejection::Foreign));
    assert_eq!(claims(1_500_000_000), Err(Rejection::Foreign));
    let half = house.gone(GONE_MAX / 2);
    let next = |id| Struct { id, left: Some(own(half.len - 1)), ..house.gone(GONE_MAX / 2 + 1) };
    let in_two = written(vec![house.gone(half.len), next(half.id.plus(half.len))]);
    assert_eq!(admit(&house.state, &in_two), Err(Rejection::Foreign), "not in several pieces either");
}

/// Drafts may hold such a claim from before it was refused.
#[test]
fn a_claim_of_deleted_units_that_is_let_in_already_costs_no_memory() {
    let mut house = House::new();
    let claimed = 1_500_000_000;
    house.state.merge(&written(vec![house.gone(claimed)])).unwrap();
    let between = |left, right| Struct {
        id: own(claimed),
        len: 1,
        left: Some(own(left)),
        right: Some(own(right)),
        parent: Parent::Neighbours,
        content: Content::Words("x"),
    };
    let update = written(vec![between(5, 9)]);
    let mut verdict = Ok(());
    let judging = allocation_counter::measure(|| verdict = admit(&house.state, &update).map(|_| ()));
    assert_eq!(verdict, Err(Rejection::Foreign));
    assert!(judging.bytes_max < 4 << 20, "{judging:?}");
}
