//! Whoever types between two characters names them in the order in which they stand.

use super::*;
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
        let structs = pieces.iter().enumerate().map(piece).collect();
        let update = write_update(&Written { runs: vec![Run { client: STRANGER, structs }], deleted: Vec::new() });
        admit(&self.state, &update).map(|_| ())
    }
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
