//! Trying an update out on a copy: what only the merged draft can show, and whether the CRDT survives it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use yrs::{ReadTxn, Transact};

use super::{Reading, Rejection};
use crate::document::{
    ClientId, Draft, Field, LINES_MAX, SECTIONS_MAX,
    ledger::Slot,
    read::{heading_key, register},
    registers::Marks,
    wire,
};

/// Merges an update into a copy of the draft and looks at what it touched.
pub(super) fn rehearse(state: &Draft, update: &[u8], reading: &Reading<'_>) -> Result<(), Rejection> {
    let before = state.encode();
    // The CRDT crate has unsafe code and panics on some malformed input. The copy is dropped whatever happens.
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let mut copy = Draft::load(ClientId(0), &before).map_err(|_| Rejection::Unfit)?;
        copy.merge(update).map_err(|_| Rejection::Unfit)?;
        if copy.waits_for_something() {
            return Err(Rejection::Gap);
        }
        check_touched(&copy, reading)?;
        check_room(state, &copy)?;
        wire::read_update(&copy.encode()).map(|_| ()).map_err(|_| Rejection::Unfit)
    }));
    outcome.unwrap_or(Err(Rejection::Unfit))
}

fn check_touched(merged: &Draft, reading: &Reading<'_>) -> Result<(), Rejection> {
    let transaction = &merged.doc.transact();
    reading.touched.iter().try_for_each(|slot| check_part(merged, transaction, slot))
}

/// A part that is touched is whole afterwards: nothing of it is missing or unreadable.
fn check_part(merged: &Draft, transaction: &impl ReadTxn, slot: &Slot) -> Result<(), Rejection> {
    if let Slot::Text(field) | Slot::Words(field) = slot
        && !field.measure(&merged.wording(transaction, field)).fits()
    {
        return Err(Rejection::TooLong);
    }
    let has_words = |field: Field, register: Option<String>| register.is_some() || merged.has_text(transaction, &field);
    let whole = match slot {
        Slot::Fact(key) | Slot::Text(Field::Fact(key)) | Slot::Words(Field::Fact(key)) => {
            has_words(Field::Fact(*key), register(&merged.roots.meta, transaction, &key.to_string()))
        }
        Slot::Frame(id) | Slot::Heading(id) | Slot::Text(Field::Heading(id)) | Slot::Words(Field::Heading(id)) => {
            let heading = register(&merged.roots.sections, transaction, &heading_key(id));
            merged.frame(transaction, id).is_some() && has_words(Field::Heading(id.clone()), heading)
        }
        Slot::Place(id) | Slot::Marks(id) | Slot::Text(Field::Line(id)) | Slot::Words(Field::Line(id)) => {
            let marks = register(&merged.roots.marks, transaction, id.as_str());
            let marked = marks.is_some_and(|marks| marks.parse::<Marks>().is_ok());
            merged.place(transaction, id).is_some() && has_words(Field::Line(id.clone()), None) && marked
        }
    };
    if whole { Ok(()) } else { Err(Rejection::Removes) }
}

fn check_room(before: &Draft, after: &Draft) -> Result<(), Rejection> {
    let count = |draft: &Draft| {
        let transaction = &draft.doc.transact();
        (draft.frames(transaction).len(), draft.line_count(transaction))
    };
    let (old, new) = (count(before), count(after));
    let grew_past = |old: usize, new: usize, max: usize| new > max && new > old;
    if grew_past(old.0, new.0, SECTIONS_MAX) || grew_past(old.1, new.1, LINES_MAX) {
        Err(Rejection::TooMany)
    } else {
        Ok(())
    }
}
