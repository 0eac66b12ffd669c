//! Threads opened, resolved, opened again.

use domain::{
    ids::{PostingId, ThreadId, UserId},
    threads::Anchor,
    time::Timestamp,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
    prelude::Uuid, sea_query::Expr,
};

use super::Threads;
use crate::{StorageError, entities::thread};

/// A thread to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewThread {
    pub id: ThreadId,
    pub posting: PostingId,
    pub anchor: Anchor,
    pub is_blocking: bool,
    pub opened_by: UserId,
    pub opened_at: Timestamp,
}

impl<C: ConnectionTrait> Threads<'_, C> {
    /// # Errors
    /// [`StorageError`]
    pub async fn insert(&self, new: &NewThread) -> Result<(), StorageError> {
        let quote = new.anchor.quote.as_ref().map(|quote| serde_json::to_string(quote).unwrap_or_default());
        let row = thread::ActiveModel {
            id: Set(new.id.0),
            posting_id: Set(new.posting.0),
            place: Set(new.anchor.place.to_string()),
            quote: Set(quote),
            said: Set(new.anchor.said.clone()),
            is_blocking: Set(new.is_blocking),
            opened_by: Set(new.opened_by.0),
            opened_at: Set(new.opened_at.0),
            resolved_by: Set(None),
            resolved_at: Set(None),
        };
        thread::Entity::insert(row).exec_without_returning(self.0).await?;
        Ok(())
    }

    /// Resolves an open thread; false when it was not open.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn resolve(&self, id: ThreadId, by: UserId, at: Timestamp) -> Result<bool, StorageError> {
        let done = thread::Entity::update_many()
            .col_expr(thread::Column::ResolvedBy, Expr::value(by.0))
            .col_expr(thread::Column::ResolvedAt, Expr::value(at.0))
            .filter(thread::Column::Id.eq(id.0))
            .filter(thread::Column::ResolvedAt.is_null())
            .exec(self.0)
            .await?;
        Ok(done.rows_affected == 1)
    }

    /// Opens a resolved thread again; false when it was open.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn reopen(&self, id: ThreadId) -> Result<bool, StorageError> {
        let open = thread::ActiveModel { resolved_by: Set(None), resolved_at: Set(None), ..Default::default() };
        let these = thread::Entity::update_many().set(open).filter(thread::Column::Id.eq(id.0));
        let done = these.filter(thread::Column::ResolvedAt.is_not_null()).exec(self.0).await?;
        Ok(done.rows_affected == 1)
    }

    /// Whether it holds the approval from now on.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn set_blocking(&self, id: ThreadId, is_blocking: bool) -> Result<(), StorageError> {
        let change = thread::ActiveModel { is_blocking: Set(is_blocking), ..Default::default() };
        thread::Entity::update_many().set(change).filter(thread::Column::Id.eq(id.0)).exec(self.0).await?;
        Ok(())
    }

    /// How many threads the posting has.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn count(&self, posting: PostingId) -> Result<u64, StorageError> {
        Ok(thread::Entity::find().filter(thread::Column::PostingId.eq(posting.0)).count(self.0).await?)
    }

    /// How many threads of the posting are open, and how many of those block.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn open(&self, posting: PostingId) -> Result<(usize, usize), StorageError> {
        let open = thread::Entity::find()
            .filter(thread::Column::PostingId.eq(posting.0))
            .filter(thread::Column::ResolvedAt.is_null())
            .all(self.0)
            .await?;
        Ok((open.len(), open.iter().filter(|thread| thread.is_blocking).count()))
    }

    /// How many open threads hold the posting's approval.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn blocking_open(&self, posting: PostingId) -> Result<u64, StorageError> {
        let open = thread::Entity::find()
            .filter(thread::Column::PostingId.eq(posting.0))
            .filter(thread::Column::IsBlocking.eq(true))
            .filter(thread::Column::ResolvedAt.is_null());
        Ok(open.count(self.0).await?)
    }

    /// Those of the postings whose approval an open thread holds, each with who opened one.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn blocked(&self, postings: &[PostingId]) -> Result<Vec<(PostingId, UserId)>, StorageError> {
        let blocked: Vec<(Uuid, Uuid)> = thread::Entity::find()
            .select_only()
            .columns([thread::Column::PostingId, thread::Column::OpenedBy])
            .distinct()
            .filter(thread::Column::PostingId.is_in(postings.iter().map(|posting| posting.0)))
            .filter(thread::Column::IsBlocking.eq(true))
            .filter(thread::Column::ResolvedAt.is_null())
            .into_tuple()
            .all(self.0)
            .await?;
        Ok(blocked.into_iter().map(|(posting, by)| (PostingId(posting), UserId(by))).collect())
    }
}
