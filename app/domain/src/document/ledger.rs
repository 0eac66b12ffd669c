//! The ledger: for every unit ever written, which part of the draft it belongs to.
//!
//! Pieces of an update often say only "between these two units"; only who knows where those belong can tell what
//! such a piece changes. Only the admission asks, so a replica in a browser never makes a ledger. It is made from a
//! whole state and then follows every merge; when it can't (two people wrote one register at once, and which of them
//! won is the CRDT's secret), it is thrown away and made anew for the next question.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::OnceLock,
};

use super::{
    Draft,
    wire::{self, Content, Id, Parent, Struct, Unreadable, Written},
};

mod ranges;
mod slot;

pub(super) use ranges::Ranges;
pub(super) use slot::Slot;

/// What is known about everything written so far.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    /// By client: neighbouring units of one slot, without gaps.
    spans: BTreeMap<u64, Vec<Span>>,
    slots: Vec<Slot>,
    numbers: HashMap<Slot, usize>,
    /// Units that are the second half of a character: nothing may begin or end there.
    halves: BTreeSet<Id>,
    deleted: BTreeMap<u64, Ranges>,
    /// The unit whose value a register has now.
    winners: HashMap<Slot, Id>,
    /// At least the size of the encoded draft.
    pub bytes: usize,
}

#[derive(Debug, Clone, Copy)]
struct Span {
    end: u32,
    slot: usize,
}

impl Ledger {
    fn of_state(state: &[u8]) -> Result<Self, Unreadable> {
        let mut ledger = Self { bytes: state.len(), ..Self::default() };
        let written = wire::read_update(state)?;
        ledger.enter_all(&written)?;
        ledger.winners = ledger.living_registers();
        Ok(ledger)
    }

    /// Follows a merge.
    fn follow(&mut self, update: &[u8]) -> Result<(), Unreadable> {
        let written = wire::read_update(update)?;
        self.bytes += update.len();
        let fresh: Vec<Id> =
            written.runs.iter().map(|run| Id { client: run.client, clock: self.clock(run.client) }).collect();
        self.enter_all(&written)?;
        for (run, from) in written.runs.iter().zip(fresh) {
            run.structs.iter().filter(|piece| piece.end() > from.clock).try_for_each(|piece| self.overwrite(piece))?;
        }
        Ok(())
    }

    /// Enters pieces of several clients, whichever of them has to come first.
    fn enter_all(&mut self, written: &Written<'_>) -> Result<(), Unreadable> {
        let mut waiting: Vec<_> = written.runs.iter().map(|run| (run, 0)).collect();
        let mut progress = true;
        while progress && !waiting.is_empty() {
            progress = false;
            for (run, entered) in &mut waiting {
                while let Some(slot) = run.structs.get(*entered).and_then(|piece| self.slot_of_piece(piece)) {
                    self.enter(&run.structs[*entered], slot);
                    *entered += 1;
                    progress = true;
                }
            }
            waiting.retain(|(run, entered)| *entered < run.structs.len());
        }
        for range in &written.deleted {
            self.deleted.entry(range.start.client).or_default().add(range.start.clock, range.start.clock + range.len);
        }
        if waiting.is_empty() { Ok(()) } else { Err(Unreadable) }
    }

    fn enter(&mut self, piece: &Struct<'_>, slot: Slot) {
        let known = self.clock(piece.id.client);
        if piece.end() <= known {
            return;
        }
        self.halves.extend(piece.halves());
        if piece.content == Content::Gone {
            self.deleted.entry(piece.id.client).or_default().add(piece.id.clock, piece.end());
        }
        let next = self.slots.len();
        let number = *self.numbers.entry(slot).or_insert_with_key(|slot| {
            self.slots.push(slot.clone());
            next
        });
        let spans = self.spans.entry(piece.id.client).or_default();
        match spans.last_mut() {
            Some(last) if last.slot == number => last.end = piece.end(),
            _ => spans.push(Span { end: piece.end(), slot: number }),
        }
    }

    /// A new value in a register deletes the one that it follows.
    fn overwrite(&mut self, piece: &Struct<'_>) -> Result<(), Unreadable> {
        let last = Id { client: piece.id.client, clock: piece.end() - 1 };
        let Some(slot) = self.slot_at(piece.id).filter(|slot| slot.is_register()).cloned() else { return Ok(()) };
        let winner = self.winners.get(&slot).copied();
        if piece.left != winner || self.is_deleted(last) {
            return Err(Unreadable);
        }
        if let Some(old) = winner {
            self.deleted.entry(old.client).or_default().add(old.clock, old.clock + 1);
        }
        self.winners.insert(slot, last);
        Ok(())
    }

    fn living_registers(&self) -> HashMap<Slot, Id> {
        let mut living = HashMap::new();
        for (&client, spans) in &self.spans {
            let mut start = 0;
            for span in spans {
                let slot = &self.slots[span.slot];
                if slot.is_register() {
                    let alive = self.alive(Id { client, clock: start }, span.end).last();
                    living.extend(alive.map(|(_, end)| (slot.clone(), Id { client, clock: end - 1 })));
                }
                start = span.end;
            }
        }
        living
    }

    /// Which part of the draft a piece belongs to, if that can be told (yet).
    pub(super) fn slot_of_piece(&self, piece: &Struct<'_>) -> Option<Slot> {
        piece.slot(|id| self.slot_at(id).cloned())
    }

    pub(super) fn slot_at(&self, id: Id) -> Option<&Slot> {
        let spans = self.spans.get(&id.client)?;
        let index = spans.partition_point(|span| span.end <= id.clock);
        spans.get(index).map(|span| &self.slots[span.slot])
    }

    /// The slots of a range, each with the end of its part.
    pub(super) fn slots_in(&self, start: Id, end: u32) -> impl Iterator<Item = &Slot> {
        let spans = self.spans.get(&start.client).map_or(&[][..], Vec::as_slice);
        let first = spans.partition_point(|span| span.end <= start.clock);
        let last = spans.partition_point(|span| span.end < end);
        spans[first..spans.len().min(last + 1)].iter().map(|span| &self.slots[span.slot])
    }

    pub(super) fn has(&self, slot: &Slot) -> bool {
        self.numbers.contains_key(slot)
    }

    pub(super) fn clock(&self, client: u64) -> u32 {
        self.spans.get(&client).and_then(|spans| spans.last()).map_or(0, |span| span.end)
    }

    pub(super) fn is_half(&self, id: Id) -> bool {
        self.halves.contains(&id)
    }

    pub(super) fn is_deleted(&self, id: Id) -> bool {
        self.alive(id, id.clock + 1).next().is_none()
    }

    /// The parts of a range that are not deleted.
    pub(super) fn alive(&self, start: Id, end: u32) -> impl Iterator<Item = (u32, u32)> {
        let deleted = self.deleted.get(&start.client);
        deleted.map_or_else(|| vec![(start.clock, end)], |deleted| deleted.gaps(start.clock, end)).into_iter()
    }
}

impl<'a> Struct<'a> {
    /// Where this piece belongs, given where other units do. Neighbours have to agree.
    pub(super) fn slot(&self, at: impl Fn(Id) -> Option<Slot>) -> Option<Slot> {
        match (self.parent, self.left, self.right) {
            (Parent::Root { name, key }, ..) => Slot::named(name, key),
            (Parent::Text(id), ..) => at(id)?.words(),
            (Parent::Neighbours, Some(left), Some(right)) => at(left).filter(|slot| at(right).as_ref() == Some(slot)),
            (Parent::Neighbours, Some(one), None) | (Parent::Neighbours, None, Some(one)) => at(one),
            (Parent::Neighbours, None, None) => None,
        }
    }

    /// The units that are second halves of characters.
    pub(super) fn halves(&self) -> impl Iterator<Item = Id> {
        let words = if let Content::Words(words) = self.content { words } else { "" };
        let mut end = 0;
        words.chars().filter_map(move |character| {
            end += character.len_utf16() as u32;
            (character.len_utf16() == 2).then(|| self.id.plus(end - 1))
        })
    }
}

/// A ledger that is made when it is first asked for, and then follows every change.
///
/// It stands behind a trait, so that a program that never asks, as the browser's, does not even contain it.
#[derive(Default)]
pub(super) struct LedgerCell(OnceLock<Option<Box<dyn Following>>>);

trait Following: Send + Sync {
    fn follow(&mut self, update: &[u8]) -> Result<(), Unreadable>;
    fn ledger(&self) -> &Ledger;
}

impl Following for Ledger {
    fn follow(&mut self, update: &[u8]) -> Result<(), Unreadable> {
        Self::follow(self, update)
    }

    fn ledger(&self) -> &Ledger {
        self
    }
}

impl LedgerCell {
    /// Follows an update that was merged.
    pub(super) fn note(&mut self, update: &[u8]) {
        if let Some(Some(ledger)) = self.0.get_mut()
            && !update.is_empty()
            && ledger.follow(update).is_err()
        {
            self.0.take();
        }
    }
}

impl Draft {
    /// The ledger; `None` if the draft holds something that no draft should.
    pub(super) fn ledger(&self) -> Option<&Ledger> {
        let made = self.ledger.0.get_or_init(|| {
            let ledger = Ledger::of_state(&self.encode()).ok()?;
            Some(Box::new(ledger))
        });
        made.as_ref().map(|made| made.ledger())
    }
}

#[cfg(test)]
mod tests;
