//! Putting an update aside, and asking again.

use domain::{
    ids::{LineId, PostingId, UserId},
    posting::ItemRef,
    time::Timestamp,
    upstream::Aside,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::OnConflict};

use super::Upstream;
use crate::{
    StorageError,
    entities::update_aside::{ActiveModel, Column, Entity},
};

/// An update that somebody puts aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutAside {
    pub posting: PostingId,
    pub line: LineId,
    /// What was offered.
    pub to: ItemRef,
    pub how: Aside,
    pub until: Option<Timestamp>,
    pub by: UserId,
    pub at: Timestamp,
}

impl<C: ConnectionTrait> Upstream<'_, C> {
    /// Puts updates aside, in place of what was decided on their lines before.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn put_aside(&self, updates: &[PutAside]) -> Result<(), StorageError> {
        if updates.is_empty() {
            return Ok(());
        }
        let columns = [Column::ItemId, Column::Version, Column::How, Column::Until, Column::ById, Column::At];
        let replace = OnConflict::columns([Column::PostingId, Column::LineId]).update_columns(columns).to_owned();
        let rows = updates.iter().map(row);
        Entity::insert_many(rows).on_conflict(replace).exec_without_returning(self.0).await?;
        Ok(())
    }

    /// Forgets what was put aside on these lines.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn take_up(&self, posting: PostingId, lines: &[LineId]) -> Result<(), StorageError> {
        Entity::delete_many()
            .filter(Column::PostingId.eq(posting.0))
            .filter(Column::LineId.is_in(lines.iter().map(LineId::as_str)))
            .exec(self.0)
            .await?;
        Ok(())
    }
}

fn row(update: &PutAside) -> ActiveModel {
    ActiveModel {
        posting_id: Set(update.posting.0),
        line_id: Set(update.line.to_string()),
        item_id: Set(update.to.item.0),
        version: Set(i32::try_from(update.to.version).unwrap_or(i32::MAX)),
        how: Set(update.how.word().to_owned()),
        until: Set(update.until.map(|until| until.0)),
        by_id: Set(update.by.0),
        at: Set(update.at.0),
    }
}
