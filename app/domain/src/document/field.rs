//! Fields: what words are written into, with a caret and perhaps by several people at once.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{
    Operation,
    limits::{HEADING_MAX_CHARS, LINE_MAX_BYTES},
    read::{HEADING, heading_key},
};
use crate::{
    ids::{LineId, SectionId},
    posting::{FactKey, Snapshot, Unknown},
};

/// A line, the heading of a section, or a fact (the title is one).
///
/// Each but the facts that are no prose is a text of the draft. Its name there is what [`fmt::Display`] writes; no id
/// contains what tells the three kinds apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Field {
    Line(LineId),
    Heading(SectionId),
    Fact(FactKey),
}

const FACT: &str = "fact:";

impl Field {
    /// The title of the posting.
    pub const TITLE: Self = Self::Fact(FactKey::Title);

    /// Whether it merges character by character; what does not is set as a whole.
    #[must_use]
    pub const fn is_text(&self) -> bool {
        match self {
            Self::Line(_) | Self::Heading(_) => true,
            Self::Fact(key) => key.is_prose(),
        }
    }

    /// How many characters it has room for; a line counts bytes instead, and has room for many.
    #[must_use]
    pub const fn max_chars(&self) -> Option<usize> {
        match self {
            Self::Line(_) => None,
            Self::Heading(_) => Some(HEADING_MAX_CHARS),
            Self::Fact(key) => Some(key.max_chars()),
        }
    }

    /// What it says; `None` when it is not there.
    #[must_use]
    pub fn words_in<'s>(&self, snapshot: &'s Snapshot) -> Option<&'s str> {
        match self {
            Self::Line(id) => snapshot.line(id).map(|(_, line)| line.text.as_str()),
            Self::Heading(id) => snapshot.section(id).map(|section| section.heading.as_str()),
            Self::Fact(key) => Some(snapshot.facts.get(*key)),
        }
    }

    /// The edit that makes it say this.
    #[must_use]
    pub fn set(self, words: String) -> Operation {
        match self {
            Self::Line(id) => Operation::SetText { id, text: words },
            Self::Heading(id) => Operation::RenameSection { id, heading: words },
            Self::Fact(key) => Operation::SetFact { key, value: words },
        }
    }

    /// How long a text is, and how long it may be in the same measure.
    pub(super) fn measure(&self, text: &str) -> Measure {
        match self {
            Self::Line(_) => Measure { len: text.len(), max: LINE_MAX_BYTES },
            Self::Heading(_) => Measure { len: text.chars().count(), max: HEADING_MAX_CHARS },
            Self::Fact(key) => Measure { len: text.chars().count(), max: key.max_chars() },
        }
    }
}

/// Bytes of a line, characters of everything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Measure {
    pub len: usize,
    pub max: usize,
}

impl Measure {
    pub(super) const fn fits(self) -> bool {
        self.len <= self.max
    }

    /// Whether so many bytes more fit in any case.
    pub(super) const fn has_room_for(self, bytes: usize) -> bool {
        self.len + bytes <= self.max
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(id) => id.fmt(f),
            Self::Heading(id) => f.write_str(&heading_key(id)),
            Self::Fact(key) => write!(f, "{FACT}{key}"),
        }
    }
}

impl FromStr for Field {
    type Err = Unknown;

    fn from_str(text: &str) -> Result<Self, Unknown> {
        if let Some(key) = text.strip_prefix(FACT) {
            return key.parse().map(Self::Fact);
        }
        match text.strip_suffix(HEADING) {
            Some(id) => id.parse().map(Self::Heading).map_err(|_| Unknown),
            None => text.parse().map(Self::Line).map_err(|_| Unknown),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_found_by_its_name_and_nothing_else_is() {
        let line = Field::Line(LineId::from_random(7));
        let heading = Field::Heading(SectionId::from_random(7));
        for field in FactKey::all().map(Field::Fact).chain([line, heading]) {
            assert_eq!(field.to_string().parse(), Ok(field));
        }
        for name in ["", "/heading", "fact:", "fact:nothing", "a/other", "a b"] {
            assert_eq!(name.parse::<Field>(), Err(Unknown), "{name}");
        }
    }
}
