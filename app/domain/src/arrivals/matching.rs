//! Which library item a line may be, and how sure that is.
//!
//! A line is the item when it says the same; likely the item when most of their words are alike, or when it is little
//! more than the item's name; perhaps the item when something of that is true. An item that belongs into another part of
//! a posting is less likely: "Git" within a duty is not the skill.

use serde::{Deserialize, Serialize};

use crate::{
    library::{
        IndexItem, ItemKind,
        similar::{Likeness, Said, Similar},
    },
    posting::{SectionKind, words},
};

words! {
    /// How sure a match is.
    Confidence {
        Same = "same", "Says the same";
        Likely = "likely", "Likely the same";
        Perhaps = "perhaps", "Perhaps the same";
    }
}

/// An item that a line may be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Match {
    /// Position of the item in what the matcher was built from.
    pub item: usize,
    pub confidence: Confidence,
    /// From 0 to 100.
    pub percent: u8,
}

/// Most items that are offered for one line.
const OFFERED: usize = 3;
/// Less than this is no match, in percent.
const FLOOR: f32 = 34.0;
const LIKELY: f32 = 55.0;
/// What it says at least that the name of an item stands in a line, anywhere or among its first words.
const NAMED: f32 = 45.0;
const NAMED_FIRST: f32 = 54.0;

/// Finds items for lines.
#[derive(Debug)]
pub struct Matcher {
    similar: Similar,
    kinds: Vec<(ItemKind, SectionKind)>,
}

impl Matcher {
    #[must_use]
    pub fn new(items: &[IndexItem]) -> Self {
        Self {
            similar: Similar::build(items.iter().map(Said::of)),
            kinds: items.iter().map(|item| (item.kind, item.section)).collect(),
        }
    }

    /// The items that a line in such a section may be, the likeliest first.
    #[must_use]
    pub fn find(&self, text: &str, section: SectionKind) -> Vec<Match> {
        let found = self.similar.like(text, OFFERED * 4);
        let mut matches: Vec<Match> = found.into_iter().filter_map(|likeness| self.judge(likeness, section)).collect();
        matches.sort_by(|one, other| other.percent.cmp(&one.percent).then(one.item.cmp(&other.item)));
        matches.truncate(OFFERED);
        matches
    }

    fn judge(&self, likeness: Likeness, section: SectionKind) -> Option<Match> {
        let (kind, usual) = *self.kinds.get(likeness.entry)?;
        if likeness.wording >= 0.999 {
            return Some(Match { item: likeness.entry, confidence: Confidence::Same, percent: 100 });
        }
        // Section texts are paragraphs: their name is no word of a line.
        let by_name = if kind == ItemKind::SectionText { 0.0 } else { likeness.name };
        let base = if likeness.is_named_first { NAMED_FIRST } else { NAMED };
        let name = if by_name > 0.0 { base + (100.0 - base) * by_name } else { 0.0 };
        let sure = (likeness.wording * 100.0).max(name) + 0.15 * (likeness.wording * 100.0).min(name);
        let sure = if belongs(usual, section) { sure } else { sure * 0.6 };
        let sure = sure.min(99.0);
        let confidence = if sure >= LIKELY { Confidence::Likely } else { Confidence::Perhaps };
        (sure >= FLOOR).then_some(Match { item: likeness.entry, confidence, percent: sure as u8 })
    }
}

/// Whether a line of a section may well be an item that usually stands in another one: people sort skills in many ways.
fn belongs(usual: SectionKind, section: SectionKind) -> bool {
    usual == section || (usual.scope() == section.scope() && usual.is_prose() == section.is_prose())
}
