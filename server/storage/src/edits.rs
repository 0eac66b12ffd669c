//! Changes to many library items at once.

use domain::{
    ids::{BulkEditId, UserId},
    library::bulk::BulkChange,
    time::Timestamp,
};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryOrder, QuerySelect};

use crate::{
    StorageError,
    entities::library_edit::{ActiveModel, Column, Entity, Model},
};

/// Changes to many library items at once.
pub struct Edits<'c, C>(pub(crate) &'c C);

/// One such change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkEditRecord {
    pub id: BulkEditId,
    pub author: UserId,
    pub change: BulkChange,
    pub reason: String,
    /// JSON of the services: what became of each item.
    pub items: String,
    pub created_at: Timestamp,
    pub undone_at: Option<Timestamp>,
}

impl<C: ConnectionTrait> Edits<'_, C> {
    /// # Errors
    /// [`StorageError::Duplicate`] when there is one of this id.
    pub async fn insert(&self, edit: &BulkEditRecord) -> Result<(), StorageError> {
        Entity::insert(row(edit)?).exec_without_returning(self.0).await?;
        Ok(())
    }

    /// # Errors
    /// [`StorageError`]
    pub async fn save(&self, edit: &BulkEditRecord) -> Result<(), StorageError> {
        Entity::update(row(edit)?).exec(self.0).await?;
        Ok(())
    }

    /// # Errors
    /// [`StorageError`]
    pub async fn find(&self, edit: BulkEditId) -> Result<Option<BulkEditRecord>, StorageError> {
        Entity::find_by_id(edit.0).one(self.0).await?.map(record).transpose()
    }

    /// The change, locked until the unit of work ends.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn lock(&self, edit: BulkEditId) -> Result<Option<BulkEditRecord>, StorageError> {
        Entity::find_by_id(edit.0).lock_exclusive().one(self.0).await?.map(record).transpose()
    }

    /// The newest first.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn list(&self, limit: u64) -> Result<Vec<BulkEditRecord>, StorageError> {
        let query = Entity::find().order_by_desc(Column::CreatedAt).order_by_desc(Column::Id).limit(limit);
        query.all(self.0).await?.into_iter().map(record).collect()
    }
}

fn row(edit: &BulkEditRecord) -> Result<ActiveModel, StorageError> {
    let change = serde_json::to_string(&edit.change).map_err(|error| StorageError::Failed(error.to_string()))?;
    Ok(ActiveModel {
        id: Set(edit.id.0),
        author_id: Set(edit.author.0),
        change: Set(change),
        reason: Set(edit.reason.clone()),
        items: Set(edit.items.clone()),
        created_at: Set(edit.created_at.0),
        undone_at: Set(edit.undone_at.map(|at| at.0)),
    })
}

fn record(row: Model) -> Result<BulkEditRecord, StorageError> {
    Ok(BulkEditRecord {
        id: BulkEditId(row.id),
        author: UserId(row.author_id),
        change: serde_json::from_str(&row.change).map_err(|_| StorageError::damaged("bulk change", &row.change))?,
        reason: row.reason,
        items: row.items,
        created_at: Timestamp(row.created_at),
        undone_at: row.undone_at.map(Timestamp),
    })
}
