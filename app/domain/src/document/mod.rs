//! The co-edited draft: a replica that several people change at once and that always comes together again.
//!
//! It is a CRDT document (`yrs`, the Yjs format) with five root maps whose names never change:
//!
//! | root | key | value |
//! |---|---|---|
//! | `meta` | name of a fact | the value as typed, of a fact that is no prose |
//! | `sections` | section id | position, kind, flags in one register |
//! | `lines` | line id | section, position, flags in **one** register: they move together |
//! | `marks` | line id | library source, requirement, level: survive a move made at the same time |
//! | `texts` | line id | a text, created in the transaction of its line and never replaced |
//! | `texts` | section id `/heading` | the heading, a text as old as its section |
//! | `texts` | `fact:` name of a fact | a fact that is prose, a text as old as the draft |
//!
//! In drafts of earlier versions headings and prose are registers (`sections` with the same key, `meta`) until the server
//! adds their texts ([`Draft::add_missing_texts`]); a text that is there hides its register.
//!
//! Invariants: ids are fresh and never used again; sections, lines and texts are flagged as removed, never taken out
//! of their map; order is by (position, id); nothing waits for a predecessor (an update with a gap is refused whole).
//! No type of the CRDT crate leaves this module, and no clock and no randomness comes in: both are handed in.
//!
//! The server lets no update of a browser in before [`admit`] has read all of it.

mod admission;
mod authored;
mod combine;
mod edit;
mod field;
mod history;
mod ledger;
mod limits;
mod missing;
mod operation;
mod parts;
mod place_finder;
mod position;
mod read;
mod registers;
mod replica;
mod step;
mod text;
mod wire;

#[cfg(test)]
mod tests;

pub use admission::{Admitted, Rejection, Touched, admit};
pub use combine::{combine, gather};
pub use field::Field;
pub use limits::{
    DRAFT_MAX_BYTES, HEADING_MAX_CHARS, LINE_MAX_BYTES, LINES_MAX, POSITION_LONG_BYTES, POSITION_MAX_BYTES,
    SECTIONS_MAX, UNDO_STEPS_MAX, UPDATE_MAX_BYTES,
};
pub use operation::{Operation, OperationError};
pub use parts::{NewLine, NewSection, Parts};
pub use replica::{ClientId, Damaged, Draft, NO_CHANGE};
pub use step::{line_step, section_step};
pub use text::{merged, moved_caret, transplanted};
