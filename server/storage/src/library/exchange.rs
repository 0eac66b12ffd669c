//! Items by their slugs, with the versions that exchanging them with files is about.

use std::collections::HashMap;

use domain::{ids::ItemId, library::ItemStatus};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, prelude::Uuid};

use super::{ItemRecord, Library, Standing, VersionRecord, item_record, version_record};
use crate::{
    StorageError,
    entities::{item_version, library_item},
};

/// An item with what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredItem {
    pub item: ItemRecord,
    /// The published version, else the newest.
    pub shown: VersionRecord,
    pub newest: VersionRecord,
    /// What stands in its place, if it was merged.
    pub merged_into: Option<Standing>,
}

impl<C: ConnectionTrait> Library<'_, C> {
    /// The items at these addresses, by slug; those that do not exist are left out. At most some hundred at a time.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn at_slugs(&self, slugs: &[String]) -> Result<HashMap<String, StoredItem>, StorageError> {
        let found = library_item::Entity::find().filter(library_item::Column::Slug.is_in(slugs));
        self.with_versions(found.all(self.0).await?).await
    }

    /// As [`Library::at_slugs`], locked until the unit of work ends.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn lock_at_slugs(&self, slugs: &[String]) -> Result<HashMap<String, StoredItem>, StorageError> {
        let found = library_item::Entity::find()
            .filter(library_item::Column::Slug.is_in(slugs))
            .order_by_asc(library_item::Column::Id)
            .lock_exclusive();
        self.with_versions(found.all(self.0).await?).await
    }

    async fn with_versions(&self, rows: Vec<library_item::Model>) -> Result<HashMap<String, StoredItem>, StorageError> {
        if rows.is_empty() {
            return Ok(HashMap::new());
        }
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let merged = rows.iter().filter(|row| row.status == ItemStatus::Merged.word()).map(|row| ItemId(row.id));
        let mut standing = self.standing_for(&merged.collect::<Vec<_>>()).await?;
        let versions = item_version::Entity::find()
            .filter(item_version::Column::ItemId.is_in(ids))
            .order_by_asc(item_version::Column::Number)
            .all(self.0)
            .await?;
        let mut of: HashMap<Uuid, Vec<item_version::Model>> = HashMap::new();
        versions.into_iter().for_each(|version| of.entry(version.item_id).or_default().push(version));
        let stored = |row: library_item::Model| {
            let mut versions = of.remove(&row.id).unwrap_or_default();
            let newest = versions.pop().ok_or_else(|| StorageError::damaged("versions of an item", &row.slug))?;
            let current = versions.into_iter().find(|version| version.number == row.current_version);
            let newest = version_record(newest)?;
            let shown = current.map(version_record).transpose()?.unwrap_or_else(|| newest.clone());
            let merged_into = standing.remove(&ItemId(row.id));
            Ok((row.slug.clone(), StoredItem { item: item_record(row)?, shown, newest, merged_into }))
        };
        rows.into_iter().map(stored).collect()
    }
}
