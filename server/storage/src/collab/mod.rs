//! The co-edited drafts: a head that counts committed updates, the newest updates, now and then the whole state, the
//! moments to which old updates were folded, and whose the ids are under which people write.
//!
//! [`Collab::claim`] and [`Collab::claim_after`] decide in one statement whether updates may be added: they fail when the
//! draft is locked or has started over, whoever else is writing on whatever node.

mod checkpoints;
mod clients;
mod fold;
mod moments;
mod quarantine;
mod said;
mod states;
mod updates;

use domain::ids::PostingId;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    UpdateMany, prelude::Uuid, sea_query::Expr,
};

use crate::{StorageError, entities::doc_head};

pub use checkpoints::{Checkpoint, NewCheckpoint};
pub use clients::Lease;
pub use moments::Moment;
pub use quarantine::Quarantined;
pub use states::{KeptState, StoredDraft};
pub use updates::DraftUpdate;

/// The co-edited drafts.
pub struct Collab<'c, C>(pub(crate) &'c C);

/// How far a draft has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DraftHead {
    /// How many updates are committed.
    pub seq: i64,
    /// Changes when replicas have to start over.
    pub epoch: i32,
    pub locked: bool,
}

impl<C: ConnectionTrait> Collab<'_, C> {
    /// Starts a draft; its first update is what it starts with, written by who made it.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn start(&self, posting: PostingId, first: DraftUpdate) -> Result<(), StorageError> {
        let head = doc_head::ActiveModel {
            posting_id: Set(posting.0),
            seq: Set(first.seq),
            epoch: Set(1),
            locked: Set(false),
        };
        doc_head::Entity::insert(head).exec_without_returning(self.0).await?;
        self.append(vec![(posting, first)]).await
    }

    /// All drafts there are.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn drafts(&self) -> Result<Vec<PostingId>, StorageError> {
        let ids: Vec<Uuid> = doc_head::Entity::find()
            .select_only()
            .column(doc_head::Column::PostingId)
            .order_by_asc(doc_head::Column::PostingId)
            .into_tuple()
            .all(self.0)
            .await?;
        Ok(ids.into_iter().map(PostingId).collect())
    }

    /// Replicas of the draft have to start over.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn start_over(&self, posting: PostingId) -> Result<(), StorageError> {
        doc_head::Entity::update_many()
            .col_expr(doc_head::Column::Epoch, Expr::col(doc_head::Column::Epoch).add(1))
            .filter(doc_head::Column::PostingId.eq(posting.0))
            .exec(self.0)
            .await?;
        Ok(())
    }

    /// # Errors
    /// [`StorageError`]
    pub async fn head(&self, posting: PostingId) -> Result<Option<DraftHead>, StorageError> {
        Ok(self.heads(&[posting]).await?.pop().map(|(_, head)| head))
    }

    /// The heads of those of the drafts that exist, in one query.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn heads(&self, postings: &[PostingId]) -> Result<Vec<(PostingId, DraftHead)>, StorageError> {
        let ids = postings.iter().map(|id| id.0);
        let rows = doc_head::Entity::find().filter(doc_head::Column::PostingId.is_in(ids)).all(self.0).await?;
        let head = |row: doc_head::Model| DraftHead { seq: row.seq, epoch: row.epoch, locked: row.locked };
        Ok(rows.into_iter().map(|row| (PostingId(row.posting_id), head(row))).collect())
    }

    /// Takes the next number for an update, unless the draft is locked or in another epoch.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn claim(&self, posting: PostingId, epoch: i32) -> Result<Option<i64>, StorageError> {
        let rows = counted(posting, epoch, 1).exec_with_returning(self.0).await?;
        Ok(rows.first().map(|row| row.seq))
    }

    /// Takes the next `count` numbers and answers with the last of them, unless the draft is locked, in another epoch, or
    /// has gone on after number `seq`.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn claim_after(
        &self,
        posting: PostingId,
        epoch: i32,
        seq: i64,
        count: i64,
    ) -> Result<Option<i64>, StorageError> {
        let this = counted(posting, epoch, count).filter(doc_head::Column::Seq.eq(seq));
        let rows = this.exec_with_returning(self.0).await?;
        Ok(rows.first().map(|row| row.seq))
    }

    /// # Errors
    /// [`StorageError`]
    pub async fn set_locked(&self, posting: PostingId, locked: bool) -> Result<(), StorageError> {
        doc_head::Entity::update_many()
            .col_expr(doc_head::Column::Locked, Expr::value(locked))
            .filter(doc_head::Column::PostingId.eq(posting.0))
            .exec(self.0)
            .await?;
        Ok(())
    }
}

/// Counts `count` updates more, in a draft that takes any.
fn counted(posting: PostingId, epoch: i32, count: i64) -> UpdateMany<doc_head::Entity> {
    doc_head::Entity::update_many()
        .col_expr(doc_head::Column::Seq, Expr::col(doc_head::Column::Seq).add(count))
        .filter(doc_head::Column::PostingId.eq(posting.0))
        .filter(doc_head::Column::Locked.eq(false))
        .filter(doc_head::Column::Epoch.eq(epoch))
}
