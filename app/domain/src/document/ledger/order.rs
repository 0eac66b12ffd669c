//! The order in which everything stands that was ever written into a place, deleted or not.
//!
//! The CRDT has that order too, but it tells only where visible units stand. So it is found here once more, by the rules
//! of Yjs: K. Jahns et al., "Near Real-Time Peer-to-Peer Shared Editing on Extensible Data Types", GROUP 2016.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::names::{MoreNames, Names, Number};
use crate::document::wire::Id;

/// What something was written between, as its author saw it; `None` is the beginning or the end of its slot.
pub(in crate::document) type Sides<T = Id> = [Option<T>; 2];

/// Units of one author that stand one behind the other, each written behind the one before it.
#[derive(Debug, Clone, Copy)]
pub(in crate::document) struct Piece {
    pub slot: Number,
    pub start: Id,
    pub end: u32,
    pub sides: Sides,
}

/// All pieces, slot by slot.
#[derive(Debug, Default)]
pub(super) struct Order {
    clients: Names<u64>,
    /// Each under its first unit.
    pieces: BTreeMap<Unit, Kept>,
    /// The first piece of each slot.
    first: HashMap<Number, Unit>,
}

/// An [`Id`] in half of its space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Unit {
    client: Number,
    clock: u32,
}

/// A piece as it is kept.
#[derive(Debug, Clone, Copy)]
struct Kept {
    slot: Number,
    len: u32,
    sides: Sides<Unit>,
    next: Option<Unit>,
}

impl Order {
    fn at(&self, unit: Unit) -> Option<(Unit, Kept)> {
        let (start, piece) = self.pieces.range(..=unit).next_back()?;
        (start.client == unit.client && unit.clock < start.clock + piece.len).then_some((*start, *piece))
    }

    fn clock(&self, client: Number) -> u32 {
        let last = self.pieces.range(..=Unit { client, clock: u32::MAX }).next_back();
        last.filter(|(start, _)| start.client == client).map_or(0, |(start, piece)| start.clock + piece.len)
    }

    /// Takes over what was woven into it.
    pub(super) fn adopt(&mut self, new: Self) {
        self.clients.adopt(new.clients);
        if self.pieces.is_empty() {
            self.pieces = new.pieces;
        } else {
            self.pieces.extend(new.pieces);
        }
        self.first.extend(new.first);
    }
}

/// An order into which more is woven, piece by piece. What was known stays as it is.
#[derive(Debug)]
pub(super) struct Weaving<'a> {
    known: &'a Order,
    clients: MoreNames<'a, u64>,
    /// What is new, and those known pieces that read differently now.
    new: Order,
}

impl<'a> Weaving<'a> {
    pub(super) fn into(known: &'a Order) -> Self {
        Self { known, clients: MoreNames::than(&known.clients), new: Order::default() }
    }

    /// For [`Order::adopt`].
    pub(super) fn woven(self) -> Order {
        Order { clients: self.clients.new, ..self.new }
    }

    /// The piece that a unit is in.
    pub(super) fn at(&self, id: Id) -> Option<Piece> {
        let (start, kept) = self.kept_at(self.unit(id)?)?;
        Some(self.piece(start, kept))
    }

    /// How much this client wrote.
    pub(super) fn clock(&self, client: u64) -> u32 {
        let number = self.clients.get(&client);
        number.map_or(0, |client| self.new.clock(client).max(self.known.clock(client)))
    }

    /// The pieces of a slot from behind one unit on, or from its beginning.
    pub(super) fn behind(&self, left: Option<Id>, slot: Number) -> impl Iterator<Item = Piece> {
        let left = left.and_then(|left| self.unit(left));
        self.kept_behind(left, slot).map(|(start, kept)| self.piece(start, kept))
    }

    /// Weaves in new units, from `id` to `end`; returns what stands before them now, and whether they are the last.
    pub(super) fn add(&mut self, slot: Number, id: Id, end: u32, sides: Sides) -> (Option<Piece>, bool) {
        self.cut_at(sides);
        let start = Unit { client: self.clients.number(&id.client), clock: id.clock };
        let sides = sides.map(|side| side.and_then(|id| self.unit(id)));
        let before = self.settle(start, slot, sides).and_then(|unit| self.kept_at(unit));
        let next = before.map_or_else(|| self.next(None, slot), |(_, kept)| kept.next);
        let new = Kept { slot, len: end - id.clock, sides, next };
        match before {
            Some((run, kept)) if kept.goes_on(run, start, sides) => {
                self.new.pieces.insert(run, Kept { len: kept.len + new.len, ..kept });
            }
            Some((other, kept)) => {
                self.new.pieces.insert(other, Kept { next: Some(start), ..kept });
                self.new.pieces.insert(start, new);
            }
            None => {
                self.new.first.insert(slot, start);
                self.new.pieces.insert(start, new);
            }
        }
        (before.map(|(start, kept)| self.piece(start, kept)), next.is_none())
    }

    /// Lets a piece end behind the left side, and one begin with the right side.
    pub(super) fn cut_at(&mut self, [left, right]: Sides) {
        for id in left.map(|left| left.plus(1)).into_iter().chain(right) {
            let Some(unit) = self.unit(id) else { continue };
            let Some((start, kept)) = self.kept_at(unit).filter(|(start, _)| *start != unit) else { continue };
            let len = unit.clock - start.clock;
            let sides = [Some(Unit { clock: unit.clock - 1, ..unit }), kept.sides[1]];
            self.new.pieces.insert(start, Kept { len, next: Some(unit), ..kept });
            self.new.pieces.insert(unit, Kept { len: kept.len - len, sides, ..kept });
        }
    }

    /// Behind which piece new units go: of all that others wrote between the same sides, what smaller clients wrote comes
    /// first, each with what was written behind it.
    fn settle(&self, new: Unit, slot: Number, sides: Sides<Unit>) -> Option<Unit> {
        let [left, right] = sides;
        let client = self.clients.name(new.client);
        let mut behind = left.and_then(|left| self.kept_at(left)).map(|(start, _)| start);
        let (mut passed, mut undecided) = (BTreeSet::new(), BTreeSet::new());
        for (start, other) in self.kept_behind(left, slot).take_while(|(start, _)| Some(*start) != right) {
            passed.insert(start);
            undecided.insert(start);
            let beside = other.sides[0].and_then(|left| self.kept_at(left)).map(|(start, _)| start);
            if other.sides[0] == left {
                if self.clients.name(start.client) < client {
                    behind = Some(start);
                    undecided.clear();
                } else if other.sides[1] == right {
                    break;
                }
            } else if beside.is_none_or(|beside| !passed.contains(&beside)) {
                break;
            } else if beside.is_none_or(|beside| !undecided.contains(&beside)) {
                behind = Some(start);
                undecided.clear();
            }
        }
        behind
    }

    fn kept_at(&self, unit: Unit) -> Option<(Unit, Kept)> {
        self.new.at(unit).or_else(|| self.known.at(unit))
    }

    fn kept_behind(&self, left: Option<Unit>, slot: Number) -> impl Iterator<Item = (Unit, Kept)> {
        let mut next = self.next(left, slot);
        std::iter::from_fn(move || {
            let found = self.kept_at(next?)?;
            next = found.1.next;
            Some(found)
        })
    }

    fn next(&self, left: Option<Unit>, slot: Number) -> Option<Unit> {
        match left {
            Some(left) => self.kept_at(left)?.1.next,
            None => self.new.first.get(&slot).or_else(|| self.known.first.get(&slot)).copied(),
        }
    }

    fn unit(&self, id: Id) -> Option<Unit> {
        self.clients.get(&id.client).map(|client| Unit { client, clock: id.clock })
    }

    fn piece(&self, start: Unit, kept: Kept) -> Piece {
        let id = |unit: Unit| Id { client: *self.clients.name(unit.client), clock: unit.clock };
        let sides = kept.sides.map(|side| side.map(id));
        Piece { slot: kept.slot, start: id(start), end: start.clock + kept.len, sides }
    }
}

impl Kept {
    /// Are these its author's next units, written behind its last one?
    fn goes_on(&self, start: Unit, new: Unit, sides: Sides<Unit>) -> bool {
        let end = Unit { clock: start.clock + self.len, ..start };
        new == end && sides == [Some(Unit { clock: end.clock - 1, ..end }), self.sides[1]]
    }
}
