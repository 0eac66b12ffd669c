//! The ledger: for every unit ever written, which part of the draft it belongs to, and where in it it stands.
//!
//! Pieces of an update often say only "between these two units"; only who knows where those belong can tell what
//! such a piece changes. Only the admission asks, so a replica in a browser never makes a ledger. It is made from a
//! whole state and then follows every merge.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

use super::{
    Draft,
    wire::{self, Content, Id, Parent, Struct, Unreadable},
};

mod entry;
mod names;
mod order;
mod ranges;
mod slot;

pub(super) use entry::Entry;
use names::Names;
pub(super) use names::Number;
use order::Order;
pub(super) use order::Sides;
pub(super) use ranges::Ranges;
pub(super) use slot::Slot;

/// What is known about everything written so far.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    order: Order,
    /// Those that something was written into.
    slots: Names<Slot>,
    /// Units that are the second half of a character: nothing may begin or end there.
    halves: BTreeSet<Id>,
    deleted: BTreeMap<u64, Ranges>,
    /// At least the size of the encoded draft.
    pub bytes: usize,
}

impl Ledger {
    fn of_state(state: &[u8]) -> Result<Self, Unreadable> {
        let mut ledger = Self::default();
        ledger.follow(state)?;
        Ok(ledger)
    }

    /// Follows a merge.
    fn follow(&mut self, update: &[u8]) -> Result<(), Unreadable> {
        let written = wire::read_update(update)?;
        let mut entry = Entry::into(self);
        entry.enter_all(&written)?;
        let entered = entry.entered();
        self.adopt(entered);
        for range in &written.deleted {
            self.delete(range.start, range.start.clock + range.len);
        }
        self.bytes += update.len();
        Ok(())
    }

    fn adopt(&mut self, entered: entry::Entered) {
        self.order.adopt(entered.order);
        self.slots.adopt(entered.slots);
        self.halves.extend(entered.halves);
        for (start, end) in entered.deleted {
            self.delete(start, end);
        }
    }

    fn delete(&mut self, start: Id, end: u32) {
        self.deleted.entry(start.client).or_default().add(start.clock, end);
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
