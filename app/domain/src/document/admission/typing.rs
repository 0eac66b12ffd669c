//! Where the pieces of an update are typed: into gaps between known units, next to each other, or neither, so that only
//! the merged draft shows whether that can be.

use std::collections::{BTreeMap, HashMap};

use super::order::{Gap, Order};
use crate::document::{
    Field,
    ledger::Slot,
    wire::{Id, Struct},
};

/// So many pieces may be typed where it shows only in the merged draft: it happens when others' words arrive between
/// one's own while these travel.
const UNCLEAR_MAX: usize = 256;

#[derive(Debug, Default)]
pub(super) struct Typing {
    gaps: BTreeMap<Field, Vec<Gap>>,
    /// Neighbours of whom it shows only in the merged draft whether they stand in order.
    unclear: Vec<(Id, Id)>,
    /// The last new piece behind a unit, and before a unit, each in its text: where it ends.
    behind: HashMap<(Field, Option<Id>), u32>,
    before: HashMap<(Field, Option<Id>), u32>,
}

impl Typing {
    /// Notes a new piece in the text of a field; false if it can't be. `new` tells where the new piece ends that a unit is
    /// in.
    pub(super) fn note(&mut self, slot: &Slot, piece: &Struct<'_>, new: impl Fn(Id) -> Option<u32>) -> bool {
        let Slot::Words(field) = slot else { return true };
        let (left, right) = (piece.left, piece.right);
        let (new_left, new_right) = (left.and_then(&new), right.and_then(&new));
        let is_possible = match (new_left, new_right) {
            (None, None) => {
                self.gaps.entry(field.clone()).or_default().push((left, right));
                true
            }
            (Some(one), Some(other)) if one == other => left < right,
            // Typing on goes before what the last typing here went before, typing backwards behind the same.
            _ if new_left.is_some() && self.before.get(&(field.clone(), right)) == new_left.as_ref() => true,
            _ if new_right.is_some() && self.behind.get(&(field.clone(), left)) == new_right.as_ref() => true,
            _ => {
                self.unclear.extend(left.zip(right));
                self.unclear.len() <= UNCLEAR_MAX && left.is_some() && right.is_some()
            }
        };
        self.behind.insert((field.clone(), left), piece.end());
        self.before.insert((field.clone(), right), piece.end());
        is_possible
    }

    /// Could somebody have typed there in the draft as it is?
    pub(super) fn fits(&self, order: &Order<'_>) -> bool {
        self.gaps.iter().all(|(field, gaps)| order.allows(field, gaps))
    }

    pub(super) const fn is_clear(&self) -> bool {
        self.unclear.is_empty()
    }

    /// Could they in the merged draft?
    pub(super) fn fits_merged(&self, order: &Order<'_>) -> bool {
        self.unclear.iter().all(|(left, right)| order.has(*left, *right))
    }
}
