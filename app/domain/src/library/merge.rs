//! Two items that mean the same become one: which ones may, what the one that stays gains, and how that is given back.
//!
//! The item that goes is *merged*: nobody inserts it any more, its versions stay for the lines that name them, and all
//! that leads to it leads to the item that stays. That one gains the names of the other, so that searches find it, and
//! its tags, references and sources. Undoing takes away again just what was brought, whatever was edited meanwhile.
//! *Not here:* what lines are offered (see [`crate::upstream`]); no merge changes a draft.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{ItemKind, ItemStatus, LABEL_MAX_CHARS, REFS_MAX, SYNONYMS_MAX, SourceRef, TAGS_MAX, TaxonomyRef, Wording};
use crate::{ids::ItemId, input::lower_case};

/// What has to be known of each of the two.
#[derive(Debug, Clone, Copy)]
pub struct Twin<'w> {
    pub id: ItemId,
    pub kind: ItemKind,
    pub status: ItemStatus,
    /// Whether a draft version lies ahead of the published one.
    pub is_ahead: bool,
    /// What it says: the published version, else the newest.
    pub wording: &'w Wording,
}

/// Why two items can't become one. The sentences are for the curator.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MergeError {
    #[error("An item can't be merged into itself. Choose another one.")]
    Itself,
    #[error("“{gone}” is a {gone_kind} and “{stays}” a {stays_kind}. Only items of one kind can become one.")]
    OtherKind { gone: String, gone_kind: String, stays: String, stays_kind: String },
    #[error("“{0}” was never published, so no line uses it. Only what was published can be merged.")]
    NeverPublished(String),
    #[error("“{0}” was merged into another item already.")]
    Merged(String),
    #[error("“{0}” is {1}. Only a published item can stay.")]
    OutOfUse(String, ItemStatus),
    #[error("A draft version of “{0}” lies ahead of the published one. Publish it first.")]
    Ahead(String),
    #[error("“{0}” is longer than {LABEL_MAX_CHARS} characters, too long for a synonym. Shorten it first.")]
    NameTooLong(String),
    #[error("“{0}” would have more than {SYNONYMS_MAX} synonyms. Take some away first.")]
    TooManySynonyms(String),
}

/// Whether the one may be merged into the other, and what that one gains.
///
/// # Errors
/// [`MergeError`]
pub fn may_merge(gone: &Twin<'_>, stays: &Twin<'_>) -> Result<Gains, MergeError> {
    let name = |twin: &Twin<'_>| twin.wording.name.clone();
    if gone.id == stays.id {
        return Err(MergeError::Itself);
    }
    if let Some(merged) = [gone, stays].into_iter().find(|twin| twin.status == ItemStatus::Merged) {
        return Err(MergeError::Merged(name(merged)));
    }
    if gone.kind != stays.kind {
        let word = |twin: &Twin<'_>| twin.kind.label().to_lowercase();
        let (gone_kind, stays_kind) = (word(gone), word(stays));
        return Err(MergeError::OtherKind { gone: name(gone), gone_kind, stays: name(stays), stays_kind });
    }
    if matches!(gone.status, ItemStatus::Draft | ItemStatus::Proposed) {
        return Err(MergeError::NeverPublished(name(gone)));
    }
    match stays.status {
        ItemStatus::Published => {}
        ItemStatus::Draft | ItemStatus::Proposed => return Err(MergeError::NeverPublished(name(stays))),
        other => return Err(MergeError::OutOfUse(name(stays), other)),
    }
    if stays.is_ahead {
        return Err(MergeError::Ahead(name(stays)));
    }
    Gains::of(gone.wording, stays.wording)
}

/// What an item gains by a merge.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gains {
    pub synonyms: Vec<String>,
    pub tags: Vec<String>,
    pub taxonomy_refs: Vec<TaxonomyRef>,
    pub source_refs: Vec<SourceRef>,
}

impl Gains {
    /// What the one has that the other has not. Names and synonyms have to fit, because searches go by them; tags,
    /// references and sources are taken as far as there is room.
    ///
    /// # Errors
    /// [`MergeError::NameTooLong`] and [`MergeError::TooManySynonyms`]
    pub fn of(gone: &Wording, stays: &Wording) -> Result<Self, MergeError> {
        let mut synonyms: Vec<String> = Vec::new();
        for name in std::iter::once(&gone.name).chain(&gone.synonyms) {
            let known = std::iter::once(&stays.name).chain(&stays.synonyms).chain(&synonyms);
            if !says(known, name) {
                synonyms.push(name.clone());
            }
        }
        if let Some(long) = synonyms.iter().find(|name| name.chars().count() > LABEL_MAX_CHARS) {
            return Err(MergeError::NameTooLong(long.clone()));
        }
        if synonyms.len() + stays.synonyms.len() > SYNONYMS_MAX {
            return Err(MergeError::TooManySynonyms(stays.name.clone()));
        }
        Ok(Self {
            synonyms,
            tags: missing(&gone.tags, &stays.tags, TAGS_MAX),
            taxonomy_refs: missing(&gone.taxonomy_refs, &stays.taxonomy_refs, REFS_MAX),
            source_refs: missing(&gone.source_refs, &stays.source_refs, REFS_MAX),
        })
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The wording with all of it.
    #[must_use]
    pub fn added_to(&self, wording: &Wording) -> Wording {
        let mut wording = wording.clone();
        wording.synonyms.extend(self.synonyms.iter().cloned());
        wording.tags.extend(self.tags.iter().cloned());
        wording.taxonomy_refs.extend(self.taxonomy_refs.iter().cloned());
        wording.source_refs.extend(self.source_refs.iter().cloned());
        wording
    }

    /// The wording without any of it.
    #[must_use]
    pub fn taken_from(&self, wording: &Wording) -> Wording {
        let mut wording = wording.clone();
        wording.synonyms.retain(|synonym| !self.synonyms.contains(synonym));
        wording.tags.retain(|tag| !self.tags.contains(tag));
        wording.taxonomy_refs.retain(|reference| !self.taxonomy_refs.contains(reference));
        wording.source_refs.retain(|source| !self.source_refs.contains(source));
        wording
    }

    /// Parts it in what another merged item brings as well, which stays with that one, and the rest.
    #[must_use]
    pub fn shared_with(self, other: &Wording) -> (Self, Self) {
        let names = || std::iter::once(&other.name).chain(&other.synonyms);
        let (synonyms, own_synonyms) = self.synonyms.into_iter().partition(|synonym| says(names(), synonym));
        let (tags, own_tags) = self.tags.into_iter().partition(|tag| other.tags.contains(tag));
        let (taxonomy_refs, own_taxonomy_refs) =
            self.taxonomy_refs.into_iter().partition(|reference| other.taxonomy_refs.contains(reference));
        let (source_refs, own_source_refs) =
            self.source_refs.into_iter().partition(|source| other.source_refs.contains(source));
        (
            Self { synonyms, tags, taxonomy_refs, source_refs },
            Self {
                synonyms: own_synonyms,
                tags: own_tags,
                taxonomy_refs: own_taxonomy_refs,
                source_refs: own_source_refs,
            },
        )
    }

    /// Both together.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.synonyms.extend(other.synonyms);
        self.tags.extend(other.tags);
        self.taxonomy_refs.extend(other.taxonomy_refs);
        self.source_refs.extend(other.source_refs);
        self
    }
}

/// Why a merge can't be undone. The sentences are for the curator.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum UndoError {
    #[error("“{0}” was merged into another item since. Undo that merge first.")]
    MergedSince(String),
    #[error("“{0}” is deprecated by now, so what it gained can't be taken away. Restore it first.")]
    OutOfUse(String),
}

/// Whether what the item gained can be taken from it, as it stands now.
///
/// # Errors
/// [`UndoError`]
pub fn may_undo(stays: ItemStatus, name: &str, takes: &Gains) -> Result<(), UndoError> {
    match stays {
        ItemStatus::Merged => Err(UndoError::MergedSince(name.to_owned())),
        ItemStatus::Published => Ok(()),
        _ if takes.is_empty() => Ok(()),
        _ => Err(UndoError::OutOfUse(name.to_owned())),
    }
}

/// Whether one of these is the name, in whatever case.
fn says<'n>(mut known: impl Iterator<Item = &'n String>, name: &str) -> bool {
    let name = lower_case(name.trim());
    known.any(|known| lower_case(known.trim()) == name)
}

/// What the one list has beyond the other, as far as both together may be so many.
fn missing<T: Clone + PartialEq>(of: &[T], known: &[T], most: usize) -> Vec<T> {
    let room = most.saturating_sub(known.len());
    of.iter().filter(|one| !known.contains(one)).take(room).cloned().collect()
}

#[cfg(test)]
mod tests;
