//! What a writer does, in pieces that can be looked for afterwards.

use domain::{
    document::Operation,
    ids::{LineId, SectionId},
    posting::{Requirement, Snapshot},
};

/// One edit. Every piece of text is written once by one writer, so that it can be found and counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// A word at the end of a line.
    Word { line: LineId, word: String },
    /// A line of one's own, which nobody else moves or removes.
    Line { line: LineId, section: SectionId, text: String },
    /// A line of one's own to the end of a section.
    Move { line: LineId, section: SectionId },
}

impl Edit {
    #[must_use]
    pub fn operation(&self) -> Operation {
        match self.clone() {
            // An offset behind the end is the end.
            Self::Word { line, word } => Operation::SpliceText { id: line, at: u32::MAX, remove: 0, insert: word },
            Self::Move { line, section } => Operation::MoveLine { id: line, section, before: None },
            Self::Line { line, section, text } => Operation::AddLine {
                id: line,
                section,
                before: None,
                text,
                source: None,
                requirement: Requirement::Plain,
                level: None,
            },
        }
    }

    /// The piece of text, and how often a draft says it in the line that it belongs to.
    pub(crate) fn count_in(&self, snapshot: &Snapshot) -> Option<(&str, usize)> {
        let (line, text) = match self {
            Self::Word { line, word } => (line, word),
            Self::Line { line, text, .. } => (line, text),
            Self::Move { .. } => return None,
        };
        let count = snapshot.line(line).map_or(0, |(_, line)| line.text.matches(text.as_str()).count());
        Some((text, count))
    }
}
