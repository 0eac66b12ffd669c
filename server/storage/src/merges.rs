//! Library items that were merged into others. An item has at most one merge that was not undone.

use domain::{
    ids::{ItemId, MergeId, UserId},
    library::{ItemStatus, merge::Gains},
    time::{Timestamp, read_date, write_date},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use time::Date;

use crate::{
    StorageError,
    entities::item_merge::{ActiveModel, Column, Entity, Model},
};

/// Library items that were merged into others.
pub struct Merges<'c, C>(pub(crate) &'c C);

/// One item that was merged into another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeRecord {
    pub id: MergeId,
    /// The one that went.
    pub item: ItemId,
    /// The one that stayed.
    pub into: ItemId,
    pub author: UserId,
    pub reason: String,
    /// What the one that stayed got by it.
    pub gained: Gains,
    /// Where the one that went stood before.
    pub was: Before,
    pub created_at: Timestamp,
    pub undone_at: Option<Timestamp>,
}

/// Where an item stood before it was merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Before {
    pub status: ItemStatus,
    pub replaced_by: Option<ItemId>,
    pub sunset_on: Option<Date>,
}

impl<C: ConnectionTrait> Merges<'_, C> {
    /// # Errors
    /// [`StorageError::Duplicate`] when there is one of this id.
    pub async fn insert(&self, merge: &MergeRecord) -> Result<(), StorageError> {
        Entity::insert(row(merge)?).exec_without_returning(self.0).await?;
        Ok(())
    }

    /// # Errors
    /// [`StorageError`]
    pub async fn save(&self, merge: &MergeRecord) -> Result<(), StorageError> {
        Entity::update(row(merge)?).exec(self.0).await?;
        Ok(())
    }

    /// # Errors
    /// [`StorageError`]
    pub async fn find(&self, merge: MergeId) -> Result<Option<MergeRecord>, StorageError> {
        Entity::find_by_id(merge.0).one(self.0).await?.map(record).transpose()
    }

    /// The merges by which these items are gone now.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn of_items(&self, items: &[ItemId]) -> Result<Vec<MergeRecord>, StorageError> {
        if items.is_empty() {
            return Ok(Vec::new());
        }
        let query = Entity::find()
            .filter(Column::ItemId.is_in(items.iter().map(|item| item.0)))
            .filter(Column::UndoneAt.is_null());
        query.all(self.0).await?.into_iter().map(record).collect()
    }

    /// The merges that hold now and made an item the one that stays, the newest first.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn into_item(&self, into: ItemId) -> Result<Vec<MergeRecord>, StorageError> {
        let query = Entity::find()
            .filter(Column::IntoId.eq(into.0))
            .filter(Column::UndoneAt.is_null())
            .order_by_desc(Column::CreatedAt)
            .order_by_desc(Column::Id);
        query.all(self.0).await?.into_iter().map(record).collect()
    }

    /// The newest first, undone ones too.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn list(&self, limit: u64) -> Result<Vec<MergeRecord>, StorageError> {
        let query = Entity::find().order_by_desc(Column::CreatedAt).order_by_desc(Column::Id).limit(limit);
        query.all(self.0).await?.into_iter().map(record).collect()
    }
}

fn row(merge: &MergeRecord) -> Result<ActiveModel, StorageError> {
    let gained = serde_json::to_string(&merge.gained).map_err(|error| StorageError::Failed(error.to_string()))?;
    Ok(ActiveModel {
        id: Set(merge.id.0),
        item_id: Set(merge.item.0),
        into_id: Set(merge.into.0),
        author_id: Set(merge.author.0),
        reason: Set(merge.reason.clone()),
        gained: Set(gained),
        was_status: Set(merge.was.status.to_string()),
        was_replaced_by: Set(merge.was.replaced_by.map(|item| item.0)),
        was_sunset_on: Set(merge.was.sunset_on.map(write_date)),
        created_at: Set(merge.created_at.0),
        undone_at: Set(merge.undone_at.map(|at| at.0)),
    })
}

fn record(row: Model) -> Result<MergeRecord, StorageError> {
    let day = |day: &String| read_date(day).ok_or_else(|| StorageError::damaged("last day of a merged item", day));
    Ok(MergeRecord {
        id: MergeId(row.id),
        item: ItemId(row.item_id),
        into: ItemId(row.into_id),
        author: UserId(row.author_id),
        reason: row.reason,
        gained: serde_json::from_str(&row.gained)
            .map_err(|_| StorageError::damaged("what a merge brought", &row.gained))?,
        was: Before {
            status: row
                .was_status
                .parse()
                .map_err(|_| StorageError::damaged("status of a merged item", &row.was_status))?,
            replaced_by: row.was_replaced_by.map(ItemId),
            sunset_on: row.was_sunset_on.as_ref().map(day).transpose()?,
        },
        created_at: Timestamp(row.created_at),
        undone_at: row.undone_at.map(Timestamp),
    })
}
