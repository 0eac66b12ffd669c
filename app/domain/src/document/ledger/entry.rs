//! An update on its way into the ledger: everything that is asked about it sees it as if it stood there already.

use std::collections::BTreeSet;

use super::{
    Ledger, Slot,
    names::{MoreNames, Names, Number},
    order::{Order, Piece, Sides, Weaving},
};
use crate::document::wire::{Content, Id, Struct, Unreadable, Written};

/// Pieces that are entered one by one; the ledger stays as it is.
#[derive(Debug)]
pub(in crate::document) struct Entry<'a> {
    ledger: &'a Ledger,
    order: Weaving<'a>,
    slots: MoreNames<'a, Slot>,
    halves: BTreeSet<Id>,
    deleted: Vec<(Id, u32)>,
}

/// What is new in the ledger then.
#[derive(Debug)]
pub(super) struct Entered {
    pub order: Order,
    pub slots: Names<Slot>,
    pub halves: BTreeSet<Id>,
    /// What the new pieces delete by being there: the first unit, and the end.
    pub deleted: Vec<(Id, u32)>,
}

impl<'a> Entry<'a> {
    pub(in crate::document) fn into(ledger: &'a Ledger) -> Self {
        let (order, slots) = (Weaving::into(&ledger.order), MoreNames::than(&ledger.slots));
        Self { ledger, order, slots, halves: BTreeSet::new(), deleted: Vec::new() }
    }

    pub(super) fn entered(self) -> Entered {
        let Self { order, slots, halves, deleted, .. } = self;
        Entered { order: order.woven(), slots: slots.new, halves, deleted }
    }

    /// Enters pieces of several clients, whichever of them has to come first.
    pub(super) fn enter_all(&mut self, written: &Written<'_>) -> Result<(), Unreadable> {
        let mut waiting: Vec<_> = written.runs.iter().map(|run| (run, 0)).collect();
        let mut progress = true;
        while progress && !waiting.is_empty() {
            progress = false;
            for (run, entered) in &mut waiting {
                while let Some(piece) = run.structs.get(*entered)
                    && let Some(slot) = self.slot_of(piece)
                {
                    let number = self.number(&slot);
                    self.enter(piece, number);
                    *entered += 1;
                    progress = true;
                }
            }
            waiting.retain(|(run, entered)| *entered < run.structs.len());
        }
        if waiting.is_empty() { Ok(()) } else { Err(Unreadable) }
    }

    /// Which part of the draft a piece belongs to, if that can be told (yet).
    pub(in crate::document) fn slot_of(&self, piece: &Struct<'_>) -> Option<Slot> {
        piece.slot(|id| self.slot_at(id).cloned())
    }

    pub(in crate::document) fn enter(&mut self, piece: &Struct<'_>, slot: Number) {
        let Some((id, sides)) = self.place(piece) else { return };
        self.halves.extend(piece.halves());
        if piece.content == Content::Gone {
            self.deleted.push((id, piece.end()));
        }
        let (before, is_last) = self.order.add(slot, id, piece.end(), sides);
        if self.slots.name(slot).is_register() {
            // A register has the value that stands last.
            let overwritten = before.map(|before| (before.start, before.end));
            self.deleted.extend(if is_last { overwritten } else { Some((id, piece.end())) });
        }
    }

    /// The new part of a piece: its first unit, and what that stands between.
    pub(in crate::document) fn place(&self, piece: &Struct<'_>) -> Option<(Id, Sides)> {
        let known = self.order.clock(piece.id.client);
        if piece.end() <= known {
            None
        } else if piece.id.clock < known {
            let id = Id { clock: known, ..piece.id };
            Some((id, [Some(Id { clock: known - 1, ..id }), piece.right]))
        } else {
            Some((piece.id, [piece.left, piece.right]))
        }
    }

    /// How much this client wrote.
    pub(in crate::document) fn clock(&self, client: u64) -> u32 {
        self.order.clock(client)
    }

    pub(in crate::document) fn slot_at(&self, id: Id) -> Option<&Slot> {
        self.order.at(id).map(|piece| self.slots.name(piece.slot))
    }

    /// The slots of a range, piece by piece.
    pub(in crate::document) fn slots_in(&self, start: Id, end: u32) -> impl Iterator<Item = &Slot> {
        let mut clock = start.clock;
        std::iter::from_fn(move || {
            let piece = self.order.at(Id { clock, ..start }).filter(|_| clock < end)?;
            clock = piece.end;
            Some(self.slots.name(piece.slot))
        })
    }

    /// From the first of two units of a slot on: the pieces between them, and whatever comes then.
    pub(in crate::document) fn between(&mut self, slot: Number, sides: Sides) -> impl Iterator<Item = Piece> {
        self.order.cut_at(sides);
        self.order.behind(sides[0], slot)
    }

    /// The number of a slot; a new one gets the next.
    pub(in crate::document) fn number(&mut self, slot: &Slot) -> Number {
        self.slots.number(slot)
    }

    pub(in crate::document) fn has(&self, slot: &Slot) -> bool {
        self.slots.get(slot).is_some()
    }

    pub(in crate::document) fn is_half(&self, id: Id) -> bool {
        self.ledger.halves.contains(&id) || self.halves.contains(&id)
    }
}
