//! Whoever types between two characters names them in the order in which they stand.

use super::*;
use crate::document::admission::reading::GONE_MAX;
use crate::document::wire::{Content, Id, Parent, Run, Struct, Written, write_update};

const STRANGER: u64 = 50;

impl House {
    /// The units of line `a`: `some 😀 words`.
    fn units(&self) -> Vec<Id> {
        let ledger = self.state.ledger().unwrap();
        let ids = (0..ledger.clock(1)).map(|clock| Id { client: 1, clock });
        ids.filter(|id| ledger.slot_at(*id) == Some(&Slot::Words(Field::Line(id_of("a"))))).collect()
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
    write_update(&Written { runs: vec![Run { client: STRANGER, structs }], deleted: Vec::new() })
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
        for (left, right) in [(1, 2), (1, 3), (2, 4), (0, 1), (0, 3), (3, 8)] {
            assert_eq!(house.judges(&[(units[left], units[right])]), Ok(()), "{left} {right}");
            assert_eq!(house.judges(&[(units[right], units[left])]), Err(Rejection::Foreign), "{right} {left}");
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
    assert_eq!(house.judges(&[first, (own(0), units[4])]), Ok(()));
    assert_eq!(house.judges(&[first, (own(0), units[2])]), Err(Rejection::Foreign));
    assert_eq!(house.judges(&[first, (units[3], own(0))]), Err(Rejection::Foreign));
    let second = (units[8], units[9]);
    assert_eq!(house.judges(&[first, second, (own(0), own(1))]), Ok(()));
    assert_eq!(house.judges(&[first, second, (own(1), own(0))]), Err(Rejection::Foreign));
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

/// Drafts may hold such a claim from before it was refused: the order of what it deleted is then not looked up, because
/// that would write all of it out.
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
