//! Library items and their versions.
//!
//! An item row says where the item stands; version rows are only ever added. A version is published once
//! (`published_at`), and the item's `current_version` is the published one, or 0 before the first publication.

mod exchange;
mod merged;
mod read;
mod uses;
mod write;

use domain::{
    ids::{ItemId, PostingId, UserId},
    library::{ChangeClass, ItemKind, ItemStatus, Wording},
    posting::ItemRef,
    review::StageName,
    time::{Timestamp, read_date},
};
use time::Date;

pub use exchange::StoredItem;
pub use merged::Standing;
pub(crate) use merged::{MERGED, SAME};

use crate::{
    StorageError,
    entities::{item_version, library_item},
};

/// Library items and their versions.
pub struct Library<'c, C>(pub(crate) &'c C);

/// Where an item stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemRecord {
    pub id: ItemId,
    pub kind: ItemKind,
    pub group: String,
    pub slug: String,
    pub status: ItemStatus,
    /// The published version; 0 before the first publication.
    pub current_version: u32,
    pub replaced_by: Option<ItemId>,
    /// The last day of one that is out of use.
    pub sunset_on: Option<Date>,
    /// Why it is out of use; nothing for one that is in use.
    pub deprecation_reason: Option<String>,
    pub created_at: Timestamp,
    /// Rises with every change of the item or of its versions.
    pub updated_at: Timestamp,
}

/// What one version says, and how it came to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionRecord {
    pub item: ItemId,
    pub number: u32,
    pub wording: Wording,
    pub content_hash: String,
    pub change_class: ChangeClass,
    pub change_reason: String,
    /// None for what the program brought along.
    pub author: Option<UserId>,
    pub created_at: Timestamp,
    pub published_at: Option<Timestamp>,
}

impl ItemRecord {
    /// A new item, published never.
    #[must_use]
    pub fn draft(id: ItemId, (kind, group): (ItemKind, String), slug: String, now: Timestamp) -> Self {
        Self {
            id,
            kind,
            group,
            slug,
            status: ItemStatus::Draft,
            current_version: 0,
            replaced_by: None,
            sunset_on: None,
            deprecation_reason: None,
            created_at: now,
            updated_at: now,
        }
    }
}

impl VersionRecord {
    /// What a new item says first, published never.
    #[must_use]
    pub fn first(item: ItemId, wording: Wording, author: Option<UserId>, now: Timestamp) -> Self {
        Self {
            item,
            number: 1,
            content_hash: wording.content_hash(),
            wording,
            change_class: ChangeClass::Meaning,
            change_reason: String::new(),
            author,
            created_at: now,
            published_at: None,
        }
    }

    /// The version as lines refer to it.
    #[must_use]
    pub const fn source(&self) -> ItemRef {
        ItemRef { item: self.item, version: self.number }
    }
}

/// An item with the wording that lists show (the published one, else the newest) and how many postings use it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueRecord {
    pub item: ItemRecord,
    pub wording: Wording,
    /// The version of the wording.
    pub version: u32,
    pub newest_version: u32,
    /// With the postings that use items which were merged into it.
    pub used: u32,
}

/// Changes whenever any item does: the number of items and the sum of their moments of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LibraryStamp {
    pub items: i64,
    pub changes: i64,
}

impl LibraryStamp {
    /// The stamp of a whole catalogue.
    #[must_use]
    pub fn of(catalogue: &[CatalogueRecord]) -> Self {
        let changes = catalogue.iter().map(|record| record.item.updated_at.0).sum();
        Self { items: i64::try_from(catalogue.len()).unwrap_or(i64::MAX), changes }
    }
}

/// A posting that has lines of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsedIn {
    pub posting: PostingId,
    pub title: String,
    pub stage: StageName,
    /// The oldest version that one of its lines started from; nothing while they all name an item that was merged into it.
    pub version: Option<u32>,
    /// Whether one of its lines is worded differently.
    pub is_overridden: bool,
}

fn item_record(row: library_item::Model) -> Result<ItemRecord, StorageError> {
    Ok(ItemRecord {
        id: ItemId(row.id),
        kind: read_word("kind of a library item", &row.kind)?,
        group: row.item_group,
        slug: row.slug,
        status: read_word("status of a library item", &row.status)?,
        current_version: read_number("current version", row.current_version)?,
        replaced_by: row.replaced_by.map(ItemId),
        sunset_on: row.sunset_on.as_deref().map(read_day).transpose()?,
        deprecation_reason: row.deprecation_reason,
        created_at: Timestamp(row.created_at),
        updated_at: Timestamp(row.updated_at),
    })
}

fn version_record(row: item_version::Model) -> Result<VersionRecord, StorageError> {
    Ok(VersionRecord {
        item: ItemId(row.item_id),
        number: read_number("version number", row.number)?,
        wording: read_wording(&row.wording)?,
        content_hash: row.content_hash,
        change_class: read_word("change class", &row.change_class)?,
        change_reason: row.change_reason,
        author: row.author_id.map(UserId),
        created_at: Timestamp(row.created_at),
        published_at: row.published_at.map(Timestamp),
    })
}

fn read_day(day: &str) -> Result<Date, StorageError> {
    read_date(day).ok_or_else(|| StorageError::damaged("last day of a library item", day))
}

fn read_wording(json: &str) -> Result<Wording, StorageError> {
    serde_json::from_str(json).map_err(|_| StorageError::damaged("wording", json))
}

fn read_word<T: std::str::FromStr>(what: &str, word: &str) -> Result<T, StorageError> {
    word.parse().map_err(|_| StorageError::damaged(what, word))
}

fn read_number(what: &str, number: impl TryInto<u32> + std::fmt::Display + Copy) -> Result<u32, StorageError> {
    number.try_into().map_err(|_| StorageError::damaged(what, &number.to_string()))
}
