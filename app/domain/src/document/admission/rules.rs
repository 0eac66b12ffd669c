//! What an update may do: readable values within their limits, and nothing in a locked section.

use std::collections::BTreeSet;

use yrs::{ReadTxn, Transact};

use super::{Reading, Rejection};
use crate::{
    document::{
        Draft, Field, HEADING_MAX_CHARS,
        ledger::Slot,
        registers::{Frame, Marks, Place},
    },
    ids::{LineId, SectionId},
};

/// Judges the new values and the places that are touched.
pub(super) fn check(state: &Draft, reading: &Reading<'_>) -> Result<(), Rejection> {
    reading.values.iter().try_for_each(|(slot, value)| check_value(slot, value))?;
    let transaction = &state.doc.transact();
    let locks = Locks { state, transaction, reading };
    reading.touched.iter().try_for_each(|slot| locks.check(slot))
}

fn check_value(slot: &Slot, value: &str) -> Result<(), Rejection> {
    let at_most = |max: usize| if value.chars().count() <= max { Ok(()) } else { Err(Rejection::TooLong) };
    match slot {
        Slot::Fact(key) => at_most(key.max_chars()),
        Slot::Heading(_) => at_most(HEADING_MAX_CHARS),
        Slot::Frame(id) => match value.parse::<Frame>() {
            Ok(frame) if frame.locked => Err(Rejection::Locked(id.clone())),
            frame => readable(frame),
        },
        Slot::Place(_) => readable(value.parse::<Place>()),
        Slot::Marks(_) => readable(value.parse::<Marks>()),
        Slot::Text(_) | Slot::Words(_) => Err(Rejection::Foreign),
    }
}

fn readable<T, E>(value: Result<T, E>) -> Result<(), Rejection> {
    value.map(|_| ()).map_err(|_| Rejection::BadValue)
}

struct Locks<'a, T> {
    state: &'a Draft,
    transaction: &'a T,
    reading: &'a Reading<'a>,
}

impl<T: ReadTxn> Locks<'_, T> {
    fn check(&self, slot: &Slot) -> Result<(), Rejection> {
        match slot {
            Slot::Fact(key) => self.check_register(&Field::Fact(*key)),
            Slot::Heading(id) => {
                self.check_section(id)?;
                self.check_register(&Field::Heading(id.clone()))
            }
            // The server alone makes them, with the draft.
            Slot::Text(Field::Fact(_)) => Err(Rejection::Foreign),
            Slot::Words(Field::Fact(_)) => Ok(()),
            Slot::Text(Field::Heading(id)) if self.state.frame(self.transaction, id).is_some() => {
                Err(Rejection::Foreign)
            }
            Slot::Frame(id) | Slot::Text(Field::Heading(id)) | Slot::Words(Field::Heading(id)) => {
                self.check_section(id)
            }
            Slot::Place(id) | Slot::Marks(id) | Slot::Text(Field::Line(id)) | Slot::Words(Field::Line(id)) => {
                self.check_line(id)
            }
        }
    }

    /// A value that a text hides would be lost: whoever writes it doesn't know of the text.
    fn check_register(&self, field: &Field) -> Result<(), Rejection> {
        if self.state.has_text(self.transaction, field) { Err(Rejection::Outdated) } else { Ok(()) }
    }

    /// Every section that a line is in, or is put into, has to be there and open.
    fn check_line(&self, line: &LineId) -> Result<(), Rejection> {
        let mut sections: BTreeSet<SectionId> =
            self.state.place(self.transaction, line).map(|place| place.section).into_iter().collect();
        let places = self.reading.values.iter().filter(|(slot, _)| matches!(slot, Slot::Place(id) if id == line));
        sections.extend(places.filter_map(|(_, value)| value.parse::<Place>().ok()).map(|place| place.section));
        if sections.is_empty() {
            return Err(Rejection::Foreign);
        }
        sections.iter().try_for_each(|section| self.check_section(section))
    }

    fn check_section(&self, id: &SectionId) -> Result<(), Rejection> {
        let created = || self.reading.values.iter().any(|(slot, _)| matches!(slot, Slot::Frame(new) if new == id));
        match self.state.frame(self.transaction, id) {
            Some(frame) if frame.locked => Err(Rejection::Locked(id.clone())),
            Some(_) => Ok(()),
            None if created() => Ok(()),
            None => Err(Rejection::Foreign),
        }
    }
}
