//! Operations: everything a person can do to a draft, in words that can be sent, stored and replayed.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::limits::{LINES_MAX, SECTIONS_MAX};
use crate::{
    ids::{LineId, SectionId},
    posting::{FactKey, ItemRef, Level, Requirement, SectionKind},
};

/// One edit. `before` names the sibling that follows; `None` is the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Operation {
    /// Makes a fact say this; in one that is prose, touching only what differs.
    SetFact {
        key: FactKey,
        value: String,
    },
    /// As [`Operation::SpliceText`], in a fact.
    SpliceFact {
        key: FactKey,
        at: u32,
        remove: u32,
        insert: String,
    },
    AddSection {
        id: SectionId,
        kind: SectionKind,
        heading: String,
        before: Option<SectionId>,
    },
    /// Makes a heading say this, touching only what differs.
    RenameSection {
        id: SectionId,
        heading: String,
    },
    /// As [`Operation::SpliceText`], in a heading.
    SpliceHeading {
        id: SectionId,
        at: u32,
        remove: u32,
        insert: String,
    },
    MoveSection {
        id: SectionId,
        before: Option<SectionId>,
    },
    /// Hides a section with its lines; what others type there meanwhile is kept.
    RemoveSection {
        id: SectionId,
    },
    RestoreSection {
        id: SectionId,
    },
    AddLine {
        id: LineId,
        section: SectionId,
        before: Option<LineId>,
        /// With a `source`, this is the library's wording.
        text: String,
        source: Option<ItemRef>,
        requirement: Requirement,
        level: Option<Level>,
    },
    MoveLine {
        id: LineId,
        section: SectionId,
        before: Option<LineId>,
    },
    /// Hides a line; what others type there meanwhile is kept.
    RemoveLine {
        id: LineId,
    },
    RestoreLine {
        id: LineId,
    },
    /// Makes a line say this, touching only what differs.
    SetText {
        id: LineId,
        text: String,
    },
    /// Replaces `remove` UTF-16 units at `at`; offsets past the end or inside a character are moved to the next
    /// sensible place.
    SpliceText {
        id: LineId,
        at: u32,
        remove: u32,
        insert: String,
    },
    SetRequirement {
        id: LineId,
        requirement: Requirement,
    },
    SetLevel {
        id: LineId,
        level: Option<Level>,
    },
    /// Takes the library's wording: an upstream update, or back from an override.
    TakeSource {
        id: LineId,
        source: ItemRef,
        text: String,
    },
}

/// Why an operation can't be done. The sentence is for the person who tried.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum OperationError {
    #[error("This line is not in the draft any more.")]
    UnknownLine(LineId),
    #[error("This section is not in the draft any more.")]
    UnknownSection(SectionId),
    #[error("There is a line with this id already.")]
    DuplicateLine(LineId),
    #[error("There is a section with this id already.")]
    DuplicateSection(SectionId),
    #[error("This section is set by its template and can't be changed here.")]
    Locked(SectionId),
    /// `max` counts characters of a fact or heading, bytes of a line.
    #[error("That is too long; the limit is {max} characters.")]
    TooLong { max: usize },
    #[error("A draft has room for {LINES_MAX} lines.")]
    TooManyLines,
    #[error("A draft has room for {SECTIONS_MAX} sections.")]
    TooManySections,
    #[error("The draft is full. Copy it into a new posting to go on.")]
    Full,
}
