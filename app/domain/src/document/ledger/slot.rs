//! Slots: the places in a draft where something can be written. There are no others.

use crate::{
    document::{Field, read::HEADING},
    ids::{LineId, SectionId},
    posting::FactKey,
};

/// One place where something can be written.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::document) enum Slot {
    Fact(FactKey),
    Frame(SectionId),
    /// Where a heading stood before it was a text.
    Heading(SectionId),
    Place(LineId),
    Marks(LineId),
    /// Where the text of a field is created.
    Text(Field),
    /// What is typed into it.
    Words(Field),
}

impl Slot {
    /// The slot under a key of a root.
    pub(in crate::document) fn named(root: &str, key: &str) -> Option<Self> {
        match root {
            "meta" => key.parse().ok().map(Self::Fact),
            "sections" => match key.strip_suffix(HEADING) {
                Some(id) => id.parse().ok().map(Self::Heading),
                None => key.parse().ok().map(Self::Frame),
            },
            "lines" => key.parse().ok().map(Self::Place),
            "marks" => key.parse().ok().map(Self::Marks),
            "texts" => key.parse().ok().filter(Field::is_text).map(Self::Text),
            _ => None,
        }
    }

    /// What is inside the text that was created here.
    pub(in crate::document) fn words(self) -> Option<Self> {
        if let Self::Text(field) = self { Some(Self::Words(field)) } else { None }
    }

    /// Has this place one value at a time?
    pub(in crate::document) const fn is_register(&self) -> bool {
        matches!(self, Self::Fact(_) | Self::Frame(_) | Self::Heading(_) | Self::Place(_) | Self::Marks(_))
    }
}
