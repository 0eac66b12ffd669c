//! What a text is made of, whatever it came as.

use serde::{Deserialize, Serialize};

use super::plain;
use crate::{input::one_paragraph, posting::without_mark};

/// Most characters of a text that are read; a long posting has ten thousand.
pub const TEXT_MAX_CHARS: usize = 50_000;
/// Most blocks of an outline.
pub const BLOCKS_MAX: usize = 1_000;
/// The longest block, in characters; longer ones become several. A line of a draft has room for it in any script.
const BLOCK_MAX_CHARS: usize = 2_000;

/// One piece of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Block {
    /// Levels count from 1. A heading that only looks like one (a short line of its own) has the level 9.
    Heading {
        level: u8,
        text: String,
    },
    Bullet {
        text: String,
    },
    Paragraph {
        text: String,
    },
}

impl Block {
    /// The level of what only looks like a heading.
    pub const LOOKS: u8 = 9;

    /// A line of a text: a bullet when it begins with the mark of one.
    #[must_use]
    pub fn line(text: &str) -> Self {
        let tidy = text.trim();
        let bare = without_mark(tidy);
        let text = bare.to_owned();
        if bare.len() < tidy.len() { Self::Bullet { text } } else { Self::Paragraph { text } }
    }

    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Heading { text, .. } | Self::Bullet { text } | Self::Paragraph { text } => text,
        }
    }

    fn with(&self, text: String) -> Self {
        match self {
            Self::Heading { level, .. } => Self::Heading { level: *level, text },
            Self::Bullet { .. } => Self::Bullet { text },
            Self::Paragraph { .. } => Self::Paragraph { text },
        }
    }
}

/// A text as headings, bullets and paragraphs, tidied and within its limits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Block>", into = "Vec<Block>")]
pub struct Outline {
    blocks: Vec<Block>,
    is_cut: bool,
}

impl Outline {
    /// The outline of these blocks: each is one paragraph without anything invisible, empty ones are dropped, and what
    /// is more than [`BLOCKS_MAX`] or [`TEXT_MAX_CHARS`] is cut off at the end.
    #[must_use]
    pub fn new(blocks: impl IntoIterator<Item = Block>) -> Self {
        let mut outline = Self::default();
        let mut room = TEXT_MAX_CHARS;
        for block in blocks {
            let text = one_paragraph(block.text());
            for piece in pieces(&text) {
                let length = piece.chars().count();
                if outline.blocks.len() >= BLOCKS_MAX || length > room {
                    outline.is_cut = true;
                    return outline;
                }
                room -= length;
                outline.blocks.push(block.with(piece.to_owned()));
            }
        }
        outline
    }

    /// The outline of a text without markup (but Markdown's commonest marks are understood).
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        Self::new(plain::blocks(text))
    }

    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The outline, as one of which the text went on, or not.
    #[must_use]
    pub fn cut(self, is_cut: bool) -> Self {
        Self { is_cut: is_cut || self.is_cut, ..self }
    }

    /// Whether the text went on.
    #[must_use]
    pub const fn is_cut(&self) -> bool {
        self.is_cut
    }

    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }
}

impl From<Vec<Block>> for Outline {
    fn from(blocks: Vec<Block>) -> Self {
        Self::new(blocks)
    }
}

impl From<Outline> for Vec<Block> {
    fn from(outline: Outline) -> Self {
        outline.blocks
    }
}

/// A text in pieces of at most [`BLOCK_MAX_CHARS`], cut at blanks where there are any.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((end, _)) = rest.char_indices().nth(BLOCK_MAX_CHARS) {
        let blank = rest.get(..end).and_then(|piece| piece.rfind(' ')).filter(|blank| *blank > 0);
        let (piece, next) = rest.split_at(blank.unwrap_or(end));
        pieces.push(piece.trim());
        rest = next.trim_start();
    }
    pieces.push(rest);
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outline_keeps_its_limits() {
        let word = "word ".repeat(2_000);
        let long = Outline::new([Block::Bullet { text: word }]);
        assert!(long.blocks().len() > 4 && !long.is_cut());
        assert!(long.blocks().iter().all(|block| block.text().chars().count() <= BLOCK_MAX_CHARS));
        let many = Outline::new((0..3_000).map(|n| Block::Bullet { text: format!("line {n}") }));
        assert_eq!((many.blocks().len(), many.is_cut()), (BLOCKS_MAX, true));
        let large = Outline::new((0..100).map(|_| Block::Paragraph { text: "x".repeat(1_999) }));
        assert!(large.is_cut());
    }

    #[test]
    fn what_is_empty_or_invisible_is_no_block() {
        let blocks = ["", " \u{200b}\u{feff} ", "\u{0}", "a\u{0}b"].map(|text| Block::Bullet { text: text.to_owned() });
        assert_eq!(Outline::new(blocks).blocks(), [Block::Bullet { text: "a b".into() }]);
    }

    #[test]
    fn an_outline_reads_back_as_it_was_written() {
        let outline = Outline::of_text("# Role\n\n- one\n- two\n\nSome words.");
        let json = serde_json::to_string(&outline).unwrap();
        assert_eq!(serde_json::from_str::<Outline>(&json).unwrap(), outline);
    }
}
