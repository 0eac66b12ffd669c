//! Whether neighbours stand in order: a piece goes behind its left one and before its right one.
//!
//! Where that can't be, the CRDT puts the piece in different places depending on what it read first, and replicas part.
//! Whoever types does so between two units that were next to each other on their page, so that only what others wrote
//! meanwhile stands in the gap. The CRDT looks at all of a gap for each piece: many wide ones take it minutes.
//!
//! The CRDT's positions count what can be seen. That tells the order of any two units unless both are deleted with
//! nothing visible between them; then it is looked up in a copy in which nothing is deleted.

use std::cell::OnceCell;

use yrs::{Assoc, ID, StickyIndex, Transact};

use crate::document::{
    ClientId, DRAFT_MAX_BYTES, Draft, Field,
    ledger::{Ledger, Slot},
    text::units,
    wire::{self, Content, Id, Written},
};

/// So few gaps in one text don't take long, however wide they are.
const FEW: usize = 64;
/// More deleted units are not written out; somebody may claim to have typed and deleted any number. Whoever typed that
/// many by hand has a draft that is full long before.
const UNDELETED_MAX: u64 = 8 * DRAFT_MAX_BYTES as u64;
/// All gaps of an author in one text lie apart, or inside each other as often as others wrote there meanwhile.
const NESTED_MAX: u64 = 8;

/// Between which units a piece goes; `None` is the beginning or the end of its text.
pub(super) type Gap = (Option<Id>, Option<Id>);

/// The order of all units that a draft knows.
pub(super) struct Order<'a> {
    draft: &'a Draft,
    ledger: &'a Ledger,
    undeleted: OnceCell<Option<Draft>>,
}

impl<'a> Order<'a> {
    pub(super) const fn of(draft: &'a Draft, ledger: &'a Ledger) -> Self {
        Self { draft, ledger, undeleted: OnceCell::new() }
    }

    /// Could somebody have typed into all of these gaps of one field?
    pub(super) fn allows(&self, field: &Field, gaps: &[Gap]) -> bool {
        if gaps.len() > FEW {
            return self.are_apart(field, gaps);
        }
        gaps.iter().all(|gap| if let (Some(left), Some(right)) = gap { self.has(*left, *right) } else { true })
    }

    /// Is `left` before `right`?
    pub(super) fn has(&self, left: Id, right: Id) -> bool {
        let (Some(at_left), Some(at_right)) = (position(self.draft, left), position(self.draft, right)) else {
            return false;
        };
        match (self.ledger.is_deleted(left), self.ledger.is_deleted(right)) {
            (true, true) if at_left == at_right => {
                self.undeleted().is_some_and(|draft| width(draft, left, right).is_some())
            }
            (true, false) => at_left <= at_right,
            _ => at_left < at_right,
        }
    }

    fn are_apart(&self, field: &Field, gaps: &[Gap]) -> bool {
        let Some(draft) = self.undeleted() else { return false };
        let length = u64::from(length(draft, field));
        let mut room = NESTED_MAX * (length + FEW as u64);
        gaps.iter().all(|gap| {
            let width = match *gap {
                (Some(left), Some(right)) => width(draft, left, right),
                (Some(left), None) => position(draft, left).map(|at| length.saturating_sub(u64::from(at))),
                (None, Some(right)) => position(draft, right).map(u64::from),
                (None, None) => Some(length),
            };
            let left_over = width.and_then(|width| room.checked_sub(width));
            room = left_over.unwrap_or(0);
            left_over.is_some()
        })
    }

    /// A draft in which everything is visible that ever was.
    fn undeleted(&self) -> Option<&Draft> {
        self.undeleted.get_or_init(|| undeleted(self.draft, self.ledger)).as_ref()
    }
}

/// How many visible units stand before this one.
fn position(draft: &Draft, id: Id) -> Option<u32> {
    let id = ID::new(yrs::ClientID::new(id.client), id.clock);
    StickyIndex::from_id(id, Assoc::After).get_offset(&draft.doc.transact()).map(|offset| offset.index)
}

/// How many units stand between two visible ones, the first included; `None` if they stand the other way round.
fn width(draft: &Draft, left: Id, right: Id) -> Option<u64> {
    let (left, right) = (position(draft, left)?, position(draft, right)?);
    right.checked_sub(left).filter(|width| *width > 0).map(u64::from)
}

fn length(draft: &Draft, field: &Field) -> u32 {
    let transaction = &draft.doc.transact();
    units(&draft.wording(transaction, field))
}

fn undeleted(draft: &Draft, ledger: &Ledger) -> Option<Draft> {
    let state = draft.encode();
    let mut written = wire::read_update(&state).ok()?;
    let lengths = || written.runs.iter().flat_map(|run| &run.structs).map(|piece| piece.len);
    if lengths().map(u64::from).sum::<u64>() > UNDELETED_MAX {
        return None;
    }
    let longest = lengths().max()?;
    let filler = "x".repeat(longest as usize);
    undelete(&mut written, ledger, &filler);
    Draft::load(ClientId(0), &wire::write_update(&written)).ok()
}

fn undelete<'a>(written: &mut Written<'a>, ledger: &Ledger, filler: &'a str) {
    written.deleted.clear();
    for piece in written.runs.iter_mut().flat_map(|run| &mut run.structs) {
        if piece.content == Content::Gone && matches!(ledger.slot_at(piece.id), Some(Slot::Words(_))) {
            piece.content = Content::Words(&filler[..piece.len as usize]);
        }
    }
}
