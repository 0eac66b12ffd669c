//! What the author of an update must have seen: whoever writes does so between two units that stood side by side on
//! their page.
//!
//! Where that can't be, the CRDT puts the piece in different places depending on what it read first, and replicas part.
//! Between the two there may be only what others wrote meanwhile: nothing of the author's own, and nothing that stood
//! beside what they saw when it was written.

use std::collections::HashMap;

use crate::document::{
    ledger::{Entry, Number, Sides},
    wire::Id,
};

/// So many pieces may stand in all gaps of an update. The CRDT compares each piece with everything in its gap: many wide
/// ones take it minutes. What two people write into one text in a day comes to less.
const STEPS_MAX: usize = 1 << 20;

/// What the author of an update saw.
#[derive(Debug, Default)]
pub(super) struct Sight {
    slots: HashMap<Number, Seen>,
    steps: usize,
}

/// What they saw of one slot.
#[derive(Debug, Default)]
struct Seen {
    /// So much of each client.
    clocks: HashMap<u64, u32>,
    /// Units that they saw, too; what those stood beside is still to be found out.
    more: Vec<Id>,
    /// What every piece was written between, by its first unit; looked up when that is first asked for.
    pieces: Option<Vec<(Id, Sides)>>,
}

impl Sight {
    /// Could these have stood side by side when their author wrote the unit `id` between them?
    pub(super) fn allows(&mut self, entry: &mut Entry<'_>, id: Id, slot: Number, sides: Sides) -> bool {
        let Some(between) = self.between(entry, slot, sides) else { return false };
        let seen = self.slots.entry(slot).or_default();
        seen.more.extend(sides.into_iter().flatten());
        if between.is_empty() {
            return true;
        }
        let own = id.clock.checked_sub(1).map(|clock| Id { clock, ..id });
        seen.more.extend(own);
        seen.follow(entry, slot);
        !between.iter().any(|start| seen.has(*start))
    }

    /// All pieces between two units; `None` if they stand the other way round, or are too many.
    fn between(&mut self, entry: &mut Entry<'_>, slot: Number, sides: Sides) -> Option<Vec<Id>> {
        let mut between = Vec::new();
        for piece in entry.between(slot, sides) {
            if Some(piece.start) == sides[1] {
                return Some(between);
            }
            self.steps += 1;
            if self.steps > STEPS_MAX {
                return None;
            }
            between.push(piece.start);
        }
        sides[1].is_none().then_some(between)
    }
}

impl Seen {
    /// Whoever saw a unit saw all earlier ones of its author, and what each of them was written between.
    fn follow(&mut self, entry: &mut Entry<'_>, slot: Number) {
        let pieces = self.pieces.get_or_insert_with(|| {
            let all = entry.between(slot, [None, None]).map(|piece| (piece.start, piece.sides));
            let mut pieces: Vec<_> = all.collect();
            pieces.sort_unstable_by_key(|(start, _)| *start);
            pieces
        });
        while let Some(unit) = self.more.pop() {
            let clock = self.clocks.entry(unit.client).or_default();
            if unit.clock >= *clock {
                let first = pieces.partition_point(|(start, _)| *start < Id { clock: *clock, ..unit });
                let new = pieces[first..].iter().take_while(|(start, _)| *start <= unit);
                *clock = unit.clock + 1;
                self.more.extend(new.flat_map(|(_, sides)| sides).flatten());
            }
        }
    }

    fn has(&self, unit: Id) -> bool {
        self.clocks.get(&unit.client).is_some_and(|clock| unit.clock < *clock)
    }
}
