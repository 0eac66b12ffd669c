//! The part of a posting that a thread or a suggestion is about.

use std::{fmt, str::FromStr};

use crate::{
    ids::{LineId, SectionId},
    posting::{FactKey, Scope, Snapshot, Unknown},
};

/// A part of a posting, by its stable id. Written as pages call their elements: `line-4Kx`, `fact-title`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// The whole posting.
    Posting,
    Fact(FactKey),
    Section(SectionId),
    Line(LineId),
}

impl Place {
    /// What this content says there; nothing when the place is gone. A fact is always there, be it empty; the posting as a
    /// whole says nothing by itself.
    #[must_use]
    pub fn text<'s>(&self, said: &'s Snapshot) -> Option<&'s str> {
        match self {
            Self::Posting => Some(""),
            Self::Fact(key) => Some(said.facts.get(*key)),
            Self::Section(id) => said.section(id).map(|section| section.heading.as_str()),
            Self::Line(id) => said.line(id).map(|(_, line)| line.text.as_str()),
        }
    }

    /// The scope that a decision on this place belongs to; none for the whole posting and for what is gone.
    #[must_use]
    pub fn scope(&self, said: &Snapshot) -> Option<Scope> {
        match self {
            Self::Posting => None,
            Self::Fact(key) => Some(key.scope()),
            Self::Section(id) => said.section(id).map(|section| section.kind.scope()),
            Self::Line(id) => said.line(id).map(|(section, _)| section.kind.scope()),
        }
    }

    /// What it is called in a sentence.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Posting => "the posting",
            Self::Fact(_) => "this fact",
            Self::Section(_) => "this section",
            Self::Line(_) => "this line",
        }
    }

    /// How far down in this content it stands, for lists in reading order; what is gone comes last.
    #[must_use]
    pub fn order(&self, said: &Snapshot) -> usize {
        let facts = FactKey::all().count() + 1;
        let mut parts = said.sections.iter().flat_map(|section| {
            let lines = section.lines.iter().map(move |line| matches!(self, Self::Line(id) if *id == line.id));
            std::iter::once(matches!(self, Self::Section(id) if *id == section.id)).chain(lines)
        });
        match self {
            Self::Posting => 0,
            Self::Fact(key) => FactKey::all().position(|known| known == *key).map_or(facts, |at| at + 1),
            Self::Section(_) | Self::Line(_) => parts.position(|is_this| is_this).map_or(usize::MAX, |at| at + facts),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Posting => f.write_str("posting"),
            Self::Fact(key) => write!(f, "fact-{key}"),
            Self::Section(id) => write!(f, "section-{id}"),
            Self::Line(id) => write!(f, "line-{id}"),
        }
    }
}

impl FromStr for Place {
    type Err = Unknown;

    fn from_str(text: &str) -> Result<Self, Unknown> {
        match text.split_once('-') {
            None if text == "posting" => Ok(Self::Posting),
            Some(("fact", key)) => Ok(Self::Fact(key.parse()?)),
            Some(("section", id)) => id.parse().map(Self::Section).map_err(|_| Unknown),
            Some(("line", id)) => id.parse().map(Self::Line).map_err(|_| Unknown),
            _ => Err(Unknown),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_is_written() {
        let facts = FactKey::all().map(Place::Fact);
        let parts = [Place::Posting, Place::Section(SectionId::from_random(7)), Place::Line(LineId::from_random(8))];
        for place in parts.into_iter().chain(facts) {
            assert_eq!(place.to_string().parse(), Ok(place));
        }
        for text in ["", "line", "line-", "line-<b>", "fact-pay", "Posting", "row-x"] {
            assert_eq!(text.parse::<Place>(), Err(Unknown), "{text:?}");
        }
    }
}
