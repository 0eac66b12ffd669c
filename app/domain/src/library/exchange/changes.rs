//! What a row changes: the columns in which two wordings differ.

use super::{Column, KnownItem, Verdict};
use crate::library::Wording;

impl Verdict {
    /// The columns of the item that become other ones, measured by what it says in files and lists. Of an item that says
    /// all this in a draft it is the state.
    #[must_use]
    pub fn changes(&self, known: &KnownItem<'_>) -> Vec<Column> {
        match self {
            Self::Change { wording, .. } => differences(known.shown, wording),
            Self::Publish if known.is_unpublished() => vec![Column::State],
            Self::Publish => differences(known.shown, known.newest),
            Self::Create { .. } | Self::Keep => Vec::new(),
        }
    }
}

fn differences(before: &Wording, after: &Wording) -> Vec<Column> {
    let differs = |column: Column| match column {
        Column::Slug | Column::Kind | Column::Group | Column::State => false,
        Column::Name => before.name != after.name,
        Column::Body => before.body != after.body,
        Column::Guidance => before.guidance != after.guidance,
        Column::Synonyms => before.synonyms != after.synonyms,
        Column::Tags => before.tags != after.tags,
        Column::Seniority => before.seniority != after.seniority,
        Column::Requirement => before.default_requirement != after.default_requirement,
        Column::Level => before.default_level != after.default_level,
        Column::Taxonomy => before.taxonomy_refs != after.taxonomy_refs,
        Column::Sources => before.source_refs != after.source_refs,
    };
    Column::ALL.iter().copied().filter(|column| differs(*column)).collect()
}
