//! Admission: all of a browser's update is read and judged before it may touch the draft.
//!
//! Three steps, each of which can refuse: the bytes are read completely in safe Rust and every piece is placed
//! (`reading`) where its author can have put it (`sight`), values, limits and locks are judged (`rules`), and whatever
//! is more than typing is tried out on a copy (`rehearsal`). Plain typing in texts that exist is not rehearsed: its pieces are words between known words of one
//! text, which any replica can take in, and a room full of people types all the time.
//!
//! *Who* may write is not judged here: the room knows whom it leased a client id to, and what they may touch.

use std::collections::BTreeSet;

use thiserror::Error;
use yrs::Transact;

use super::{
    ClientId, DRAFT_MAX_BYTES, Draft, Field, HEADING_MAX_CHARS, LINE_MAX_BYTES, UPDATE_MAX_BYTES, ledger::Slot, wire,
};
use crate::{
    ids::{LineId, SectionId},
    posting::FactKey,
};

mod reading;
mod rehearsal;
mod rules;
mod sight;

use reading::Reading;

/// An update that may be stored and merged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admitted {
    pub update: Vec<u8>,
    /// Empty when the draft knows all of it: acknowledge it, store nothing.
    pub touched: Touched,
    /// It only types or deletes words of the touched lines.
    pub is_typing: bool,
    /// Who wrote it; `None` when it only deletes.
    pub client: Option<ClientId>,
}

/// What an update changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched {
    pub facts: BTreeSet<FactKey>,
    pub sections: BTreeSet<SectionId>,
    pub lines: BTreeSet<LineId>,
}

impl Touched {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty() && self.sections.is_empty() && self.lines.is_empty()
    }
}

/// Why an update is not let in. Nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Rejection {
    #[error("An update may have {UPDATE_MAX_BYTES} bytes.")]
    TooLarge,
    #[error("These bytes are no update of a draft.")]
    Unreadable,
    #[error("An update may have one author.")]
    SeveralAuthors,
    #[error("An earlier update is missing before this one.")]
    Gap,
    #[error("This update changes something that a draft doesn't consist of.")]
    Foreign,
    #[error("This update removes what may only be hidden.")]
    Removes,
    #[error("This update writes a value that can't be read.")]
    BadValue,
    #[error("This section is set by its template and can't be changed here.")]
    Locked(SectionId),
    #[error(
        "That is too long; a line has room for {LINE_MAX_BYTES} bytes, a heading for {HEADING_MAX_CHARS} characters."
    )]
    TooLong,
    #[error("This page is of an earlier version. Reload it.")]
    Outdated,
    #[error("A draft has no room for that many sections or lines.")]
    TooMany,
    #[error("The draft is full. Copy it into a new posting to go on.")]
    Full,
    #[error("This update does not fit the draft.")]
    Unfit,
}

/// Reads all of a foreign update and tries it out before it may touch anything.
///
/// # Errors
/// [`Rejection`]; the draft is unchanged in any case.
pub fn admit(state: &Draft, update: &[u8]) -> Result<Admitted, Rejection> {
    if update.len() > UPDATE_MAX_BYTES {
        return Err(Rejection::TooLarge);
    }
    let written = wire::read_update(update).map_err(|_| Rejection::Unreadable)?;
    let ledger = state.ledger().ok_or(Rejection::Unfit)?;
    let reading = Reading::of(&written, ledger)?;
    rules::check(state, &reading)?;
    if ledger.bytes + update.len() > DRAFT_MAX_BYTES && state.encode().len() + update.len() > DRAFT_MAX_BYTES {
        return Err(Rejection::Full);
    }
    if !is_typing_with_room(state, &reading) {
        rehearsal::rehearse(state, update, &reading)?;
    }
    let is_typing = reading.touched.iter().all(|slot| matches!(slot, Slot::Words(Field::Line(_))));
    Ok(Admitted { update: update.to_vec(), touched: touched(&reading), is_typing, client: reading.client })
}

/// Only words are typed or deleted, and there is room for them in any case.
fn is_typing_with_room(state: &Draft, reading: &Reading<'_>) -> bool {
    let transaction = &state.doc.transact();
    reading.touched.iter().all(|slot| match slot {
        Slot::Words(field) => {
            let typed = reading.typed.get(slot).copied().unwrap_or(0);
            typed == 0 || field.measure(&state.wording(transaction, field)).has_room_for(typed)
        }
        _ => false,
    })
}

fn touched(reading: &Reading<'_>) -> Touched {
    let mut touched = Touched::default();
    for slot in &reading.touched {
        match slot {
            Slot::Fact(key) => _ = touched.facts.insert(*key),
            Slot::Frame(id) | Slot::Heading(id) => _ = touched.sections.insert(id.clone()),
            Slot::Place(id) | Slot::Marks(id) => _ = touched.lines.insert(id.clone()),
            Slot::Text(field) | Slot::Words(field) => match field {
                Field::Line(id) => _ = touched.lines.insert(id.clone()),
                Field::Heading(id) => _ = touched.sections.insert(id.clone()),
                Field::Fact(key) => _ = touched.facts.insert(*key),
            },
        }
    }
    touched
}

#[cfg(test)]
mod tests;
