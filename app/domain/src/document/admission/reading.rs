//! What an update says it does: every new piece is placed, every new deletion is counted, before anything is judged.
//!
//! What the draft knows already is passed over; it can't change anything a second time.

use std::collections::{BTreeMap, BTreeSet};

use super::{Rejection, typing::Typing};
use crate::document::{
    ClientId,
    ledger::{Ledger, Slot},
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
    /// The first unit of the author that the draft doesn't know.
    fresh_from: Id,
    /// The new pieces of the author: the end and the slot of each.
    fresh: Vec<(u32, Slot)>,
    pub typing: Typing,
    halves: BTreeSet<Id>,
    /// New units that are deleted already.
    gone: u32,
}

impl<'a> Reading<'a> {
    pub(super) fn of(update: &Written<'a>, ledger: &Ledger) -> Result<Self, Rejection> {
        if !update.follows(|client| ledger.clock(client)) {
            return Err(Rejection::Gap);
        }
        let run = match update.runs.as_slice() {
            [] => None,
            [run] => Some(run),
            _ => return Err(Rejection::SeveralAuthors),
        };
        let mut reading = Self::by(run.map(|run| run.client), ledger);
        let known = reading.fresh_from.clock;
        for piece in run.iter().flat_map(|run| &run.structs).filter(|piece| piece.end() > known) {
            reading.read_piece(piece, ledger)?;
        }
        for range in &update.deleted {
            let end = range.start.clock + range.len;
            for (from, to) in ledger.alive(range.start, end) {
                reading.delete(Id { clock: from, ..range.start }, to, ledger)?;
            }
        }
        Ok(reading)
    }

    fn by(author: Option<u64>, ledger: &Ledger) -> Self {
        // An update that only deletes has no author; no client has the id that stands for none.
        let client = author.unwrap_or(u64::MAX);
        Self {
            client: author.map(ClientId),
            values: Vec::new(),
            typed: BTreeMap::new(),
            touched: BTreeSet::new(),
            written: BTreeSet::new(),
            fresh_from: Id { client, clock: ledger.clock(client) },
            fresh: Vec::new(),
            typing: Typing::default(),
            halves: BTreeSet::new(),
            gone: 0,
        }
    }

    fn read_piece(&mut self, piece: &Struct<'a>, ledger: &Ledger) -> Result<(), Rejection> {
        self.check_gone(piece)?;
        let slot = self.place(piece, ledger)?;
        self.halves.extend(piece.halves());
        self.check_edges(piece, ledger)?;
        let is_known = ledger.has(&slot) || self.written.contains(&slot);
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
        let (fresh, fresh_from) = (&self.fresh, self.fresh_from);
        if !self.typing.note(&slot, piece, |id| fresh_at(fresh, fresh_from, id).map(|(end, _)| *end)) {
            return Err(Rejection::Foreign);
        }
        self.fresh.push((piece.end(), slot.clone()));
        self.written.insert(slot.clone());
        self.touched.insert(slot);
        Ok(())
    }

    /// A claim to have deleted costs a few bytes, whatever it claims.
    fn check_gone(&mut self, piece: &Struct<'_>) -> Result<(), Rejection> {
        if piece.content == Content::Gone {
            let new = piece.end() - piece.id.clock.max(self.fresh_from.clock);
            self.gone = self.gone.saturating_add(new);
        }
        if self.gone > GONE_MAX { Err(Rejection::Foreign) } else { Ok(()) }
    }

    /// Where a piece belongs. One that is known in part has to go on where its known part ended.
    fn place(&self, piece: &Struct<'a>, ledger: &Ledger) -> Result<Slot, Rejection> {
        let slot = piece.slot(|id| self.slot_at(id, ledger)).ok_or(Rejection::Foreign)?;
        let from = self.fresh_from;
        if piece.id.clock < from.clock {
            let before = Id { clock: from.clock - 1, ..from };
            let goes_on = ledger.slot_at(before) == Some(&slot) && matches!(slot, Slot::Words(_));
            if !goes_on || piece.halves().any(|half| half == from) {
                return Err(Rejection::Foreign);
            }
        }
        Ok(slot)
    }

    /// Neighbours have to be earlier, and no character may be torn apart.
    fn check_edges(&self, piece: &Struct<'a>, ledger: &Ledger) -> Result<(), Rejection> {
        let torn = |id: Id| ledger.is_half(id) || self.halves.contains(&id);
        let later = |id: Id| id.client == piece.id.client && id.clock >= piece.id.clock;
        let bad = piece.left.is_some_and(|id| later(id) || torn(id.plus(1)))
            || piece.right.is_some_and(|id| later(id) || torn(id));
        let twice = piece.left.is_some() && piece.left == piece.right;
        if bad || twice { Err(Rejection::Foreign) } else { Ok(()) }
    }

    fn delete(&mut self, start: Id, end: u32, ledger: &Ledger) -> Result<(), Rejection> {
        let torn = |id: Id| ledger.is_half(id) || self.halves.contains(&id);
        if torn(start) || torn(Id { clock: end, ..start }) {
            return Err(Rejection::Foreign);
        }
        let known = ledger.clock(start.client);
        let mut slots: BTreeSet<Slot> = BTreeSet::new();
        if start.clock < known {
            slots.extend(ledger.slots_in(start, end.min(known)).cloned());
        }
        if start.client == self.fresh_from.client && end > known {
            let first = self.fresh.partition_point(|(fresh_end, _)| *fresh_end <= start.clock);
            let last = self.fresh.partition_point(|(fresh_end, _)| *fresh_end < end);
            slots.extend(self.fresh[first..self.fresh.len().min(last + 1)].iter().map(|(_, slot)| slot.clone()));
        }
        for slot in &slots {
            let overwritten = slot.is_register() && self.written.contains(slot);
            if !(matches!(slot, Slot::Words(_)) || overwritten) {
                return Err(Rejection::Removes);
            }
        }
        self.touched.extend(slots);
        Ok(())
    }

    fn slot_at(&self, id: Id, ledger: &Ledger) -> Option<Slot> {
        if is_fresh(self.fresh_from, id) {
            fresh_at(&self.fresh, self.fresh_from, id).map(|(_, slot)| slot.clone())
        } else {
            ledger.slot_at(id).cloned()
        }
    }
}

fn fresh_at(fresh: &[(u32, Slot)], from: Id, id: Id) -> Option<&(u32, Slot)> {
    let index = fresh.partition_point(|(end, _)| *end <= id.clock);
    fresh.get(index).filter(|_| is_fresh(from, id))
}

fn is_fresh(from: Id, id: Id) -> bool {
    id.client == from.client && id.clock >= from.clock
}
