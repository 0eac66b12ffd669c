//! Writing items and versions.

use domain::{
    ids::ItemId,
    time::{Timestamp, write_date},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};

use super::{ItemRecord, Library, VersionRecord};
use crate::{
    StorageError,
    entities::{item_version, library_item},
};

/// Rows per statement, well below the number of values that either database takes.
const BATCH: usize = 500;

impl<C: ConnectionTrait> Library<'_, C> {
    /// Adds items, each with a version.
    ///
    /// # Errors
    /// [`StorageError::Duplicate`] when an address is taken.
    pub async fn insert(&self, items: &[(ItemRecord, VersionRecord)]) -> Result<(), StorageError> {
        for batch in items.chunks(BATCH) {
            let rows: Result<Vec<_>, _> = batch.iter().map(|(item, _)| item_row(item)).collect();
            library_item::Entity::insert_many(rows?).exec_without_returning(self.0).await?;
            let rows: Result<Vec<_>, _> = batch.iter().map(|(_, version)| version_row(version)).collect();
            item_version::Entity::insert_many(rows?).exec_without_returning(self.0).await?;
        }
        Ok(())
    }

    /// Adds a version to an item.
    ///
    /// # Errors
    /// [`StorageError::Duplicate`] when the item has a version of this number.
    pub async fn insert_version(&self, version: &VersionRecord) -> Result<(), StorageError> {
        item_version::Entity::insert(version_row(version)?).exec_without_returning(self.0).await?;
        Ok(())
    }

    /// Marks a version as published, for this reason.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn publish(&self, item: ItemId, number: u32, reason: &str, at: Timestamp) -> Result<(), StorageError> {
        item_version::Entity::update_many()
            .col_expr(item_version::Column::PublishedAt, Expr::value(at.0))
            .col_expr(item_version::Column::ChangeReason, Expr::value(reason))
            .filter(item_version::Column::ItemId.eq(item.0))
            .filter(item_version::Column::Number.eq(stored(number)?))
            .exec(self.0)
            .await?;
        Ok(())
    }

    /// Saves where an item stands.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn save(&self, item: &ItemRecord) -> Result<(), StorageError> {
        library_item::Entity::update(item_row(item)?).exec(self.0).await?;
        Ok(())
    }
}

fn item_row(item: &ItemRecord) -> Result<library_item::ActiveModel, StorageError> {
    Ok(library_item::ActiveModel {
        id: Set(item.id.0),
        kind: Set(item.kind.to_string()),
        item_group: Set(item.group.clone()),
        slug: Set(item.slug.clone()),
        status: Set(item.status.to_string()),
        current_version: Set(stored(item.current_version)?),
        replaced_by: Set(item.replaced_by.map(|item| item.0)),
        sunset_on: Set(item.sunset_on.map(write_date)),
        deprecation_reason: Set(item.deprecation_reason.clone()),
        created_at: Set(item.created_at.0),
        updated_at: Set(item.updated_at.0),
    })
}

fn version_row(version: &VersionRecord) -> Result<item_version::ActiveModel, StorageError> {
    let wording = serde_json::to_string(&version.wording).map_err(|error| StorageError::Failed(error.to_string()))?;
    Ok(item_version::ActiveModel {
        item_id: Set(version.item.0),
        number: Set(stored(version.number)?),
        name: Set(version.wording.name.clone()),
        body: Set(version.wording.body.clone()),
        wording: Set(wording),
        content_hash: Set(version.content_hash.clone()),
        change_class: Set(version.change_class.to_string()),
        change_reason: Set(version.change_reason.clone()),
        author_id: Set(version.author.map(|author| author.0)),
        created_at: Set(version.created_at.0),
        published_at: Set(version.published_at.map(|at| at.0)),
    })
}

fn stored(number: u32) -> Result<i32, StorageError> {
    i32::try_from(number).map_err(|_| StorageError::Failed(format!("version {number} is out of range")))
}
