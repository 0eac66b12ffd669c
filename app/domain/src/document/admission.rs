//! Admission: reading the whole of a browser's update before it may touch anything. (The checks follow.)

use std::collections::BTreeSet;

use thiserror::Error;

use super::{ClientId, Draft, HEADING_MAX_CHARS, LINE_MAX_BYTES, UPDATE_MAX_BYTES};
use crate::{
    ids::{LineId, SectionId},
    posting::FactKey,
};

/// An update that may be stored and merged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admitted {
    pub update: Vec<u8>,
    /// Empty when the draft knows all of it: acknowledge it, store nothing.
    pub touched: Touched,
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
pub fn admit(_state: &Draft, update: &[u8]) -> Result<Admitted, Rejection> {
    Ok(Admitted { update: update.to_vec(), touched: Touched::default(), client: None })
}
