//! What a list, a search or an insertion needs to know of a published item: small enough to send all of them at once.

use serde::{Deserialize, Serialize};

use super::{ItemKind, search::Entry};
use crate::{
    ids::ItemId,
    posting::{ItemRef, Level, Requirement, SectionKind, Seniority},
};

/// One item in its current version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexItem {
    pub id: ItemId,
    pub slug: String,
    pub name: String,
    /// The line as a posting shows it.
    pub body: String,
    pub kind: ItemKind,
    pub group: String,
    pub tags: Vec<String>,
    pub synonyms: Vec<String>,
    pub requirement: Requirement,
    pub level: Option<Level>,
    /// The seniorities that it is meant for; empty for all. Browsers are not told: what comes of it is weighed for them.
    #[serde(skip)]
    pub seniority: Vec<Seniority>,
    pub version: u32,
    /// How many postings use it.
    pub used: u32,
    /// Where a line of it usually goes.
    pub section: SectionKind,
}

impl IndexItem {
    /// The item and version that a line made from it refers to.
    #[must_use]
    pub const fn source(&self) -> ItemRef {
        ItemRef { item: self.id, version: self.version }
    }

    /// What the search index is told about it.
    #[must_use]
    pub fn entry(&self) -> Entry {
        Entry {
            slug: self.slug.clone(),
            name: self.name.clone(),
            body: self.body.clone(),
            kind: self.kind.word().to_owned(),
            tags: self.tags.clone(),
            synonyms: self.synonyms.clone(),
            popularity: self.used,
        }
    }
}
