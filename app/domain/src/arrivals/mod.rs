//! Arrivals: postings that were written elsewhere, on their way to a draft.
//!
//! Whatever somebody pastes or uploads becomes an [`Outline`]: headings, bullets and paragraphs in order. [`recognise`]
//! makes a [`Recognised`] of it: sections with their lines, facts, and what fits nowhere, each with the reason. Nothing
//! of the outline is lost: its words are in a section, in a fact, or named as left out. [`Matcher`] then says which
//! library item a line may be. A person confirms all of it; here nothing is decided for them. *Not here:* how text is
//! read out of files, which is not pure.

mod below;
mod content;
mod copied;
mod facts;
mod headings;
mod lines;
mod matching;
mod outline;
mod plain;
mod recognise;

pub use facts::FoundFact;
pub use headings::section_kind;
pub use matching::{Confidence, Match, Matcher};
pub use outline::{BLOCKS_MAX, Block, Outline, TEXT_MAX_CHARS};
pub use recognise::{FoundLine, FoundSection, LeftOut, Recognised, Why, recognise};
