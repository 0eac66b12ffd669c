//! What an update says it does: every new piece is placed, every new deletion is counted, before anything is judged.
//!
//! What the draft knows already is passed over; it can't change anything a second time.

use std::collections::{BTreeMap, BTreeSet};

use super::{Rejection, sight::Sight};
use crate::document::{
    ClientId,
    ledger::{Entry, Ledger, Sides, Slot},
    wire::{Content, Id, Parent, Struct, Written},
};

/// So many units may an update name that were deleted before it was sent: nobody types that many between two pushes.
pub(super) const GONE_MAX: u32 = 1 << 20;

/// The new things in an update.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    pub client: Option<ClientId>,
    /// New values, in the order in which they were written.
    pub values: Vec<(Slot, &'a str)>,
    /// New bytes of text.
    pub typed: BTreeMap<Slot, usize>,
    /// Every place where something is written or deleted.
    pub touched: BTreeSet<Slot>,
    written: BTreeSet<Slot>,
    /// New units that are deleted already.
    gone: u32,
    entry: Entry<'a>,
    sight: Sight,
}

impl<'a> Reading<'a> {
    pub(super) fn of(update: &Written<'a>, ledger: &'a Ledger) -> Result<Self, Rejection> {
        let entry = Entry::into(ledger);
        if !update.follows(|client| entry.clock(client)) {
            return Err(Rejection::Gap);
        }
        let run = match update.runs.as_slice() {
            [] => None,
            [run] => Some(run),
            _ => return Err(Rejection::SeveralAuthors),
        };
        let mut reading = Self {
            client: run.map(|run| ClientId(run.client)),
            values: Vec::new(),
            typed: BTreeMap::new(),
            touched: BTreeSet::new(),
            written: BTreeSet::new(),
            gone: 0,
            entry,
            sight: Sight::default(),
        };
        for piece in run.iter().flat_map(|run| &run.structs) {
            if let Some((id, sides)) = reading.entry.place(piece) {
                reading.read_piece(piece, id, sides)?;
            }
        }
        for range in &update.deleted {
            let end = range.start.clock + range.len;
            for (from, to) in ledger.alive(range.start, end) {
                reading.delete(Id { clock: from, ..range.start }, to)?;
            }
        }
        Ok(reading)
    }

    /// Reads a piece of which the units from `id` on are new.
    fn read_piece(&mut self, piece: &Struct<'a>, id: Id, sides: Sides) -> Result<(), Rejection> {
        self.check_gone(piece, id)?;
        let slot = self.slot(piece, id)?;
        self.check_edges(piece)?;
        let is_known = self.entry.has(&slot);
        match (&piece.content, &slot) {
            (Content::Words(words), Slot::Words(_)) => *self.typed.entry(slot.clone()).or_default() += words.len(),
            (Content::Gone, Slot::Words(_)) => {}
            (Content::Text, Slot::Text(_)) if !is_known && piece.parent != Parent::Neighbours => {}
            (Content::Values(values), register) if register.is_register() && piece.right.is_none() => {
                self.values.extend(values.iter().map(|value| (slot.clone(), *value)));
            }
            (Content::Gone, register) if register.is_register() && piece.right.is_none() => {}
            _ => return Err(Rejection::Foreign),
        }
        let number = self.entry.number(&slot);
        if !self.sight.allows(&mut self.entry, id, number, sides) {
            return Err(Rejection::Foreign);
        }
        self.entry.enter(piece, number);
        self.written.insert(slot.clone());
        self.touched.insert(slot);
        Ok(())
    }

    /// A claim to have deleted costs a few bytes, whatever it claims.
    fn check_gone(&mut self, piece: &Struct<'_>, id: Id) -> Result<(), Rejection> {
        if piece.content == Content::Gone {
            self.gone = self.gone.saturating_add(piece.end() - id.clock);
        }
        if self.gone > GONE_MAX { Err(Rejection::Foreign) } else { Ok(()) }
    }

    /// Where a piece belongs. One that is known in part has to go on where its known part ended.
    fn slot(&self, piece: &Struct<'a>, id: Id) -> Result<Slot, Rejection> {
        let slot = self.entry.slot_of(piece).ok_or(Rejection::Foreign)?;
        if piece.id != id {
            let before = Id { clock: id.clock - 1, ..id };
            let goes_on = self.entry.slot_at(before) == Some(&slot) && matches!(slot, Slot::Words(_));
            if !goes_on || piece.halves().any(|half| half == id) {
                return Err(Rejection::Foreign);
            }
        }
        Ok(slot)
    }

    /// Neighbours have to be earlier, and no character may be torn apart.
    fn check_edges(&self, piece: &Struct<'a>) -> Result<(), Rejection> {
        let torn = |id: Id| self.entry.is_half(id);
        let later = |id: Id| id.client == piece.id.client && id.clock >= piece.id.clock;
        let bad = piece.left.is_some_and(|id| later(id) || torn(id.plus(1)))
            || piece.right.is_some_and(|id| later(id) || torn(id));
        let twice = piece.left.is_some() && piece.left == piece.right;
        if bad || twice { Err(Rejection::Foreign) } else { Ok(()) }
    }

    fn delete(&mut self, start: Id, end: u32) -> Result<(), Rejection> {
        if self.entry.is_half(start) || self.entry.is_half(Id { clock: end, ..start }) {
            return Err(Rejection::Foreign);
        }
        let slots: BTreeSet<Slot> = self.entry.slots_in(start, end).cloned().collect();
        for slot in &slots {
            let overwritten = slot.is_register() && self.written.contains(slot);
            if !(matches!(slot, Slot::Words(_)) || overwritten) {
                return Err(Rejection::Removes);
            }
        }
        self.touched.extend(slots);
        Ok(())
    }
}
