//! The co-edited drafts: a head that counts committed updates, the updates, and now and then the whole state.
//!
//! [`Collab::claim`] decides in one statement whether an update may be added: it fails when the draft is locked or has
//! started over, whoever else is writing on whatever node.

use domain::{
    ids::{PostingId, UserId},
    time::Timestamp,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::Uuid, sea_query::Expr,
};

use crate::{
    StorageError,
    entities::{doc_head, doc_snapshot, doc_update},
};

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

/// A draft as it is stored: a whole state, if there is one, and every update after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredDraft {
    pub head: DraftHead,
    pub state: Option<Vec<u8>>,
    pub updates: Vec<Vec<u8>>,
}

/// One committed update.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftUpdate {
    pub seq: i64,
    pub author: UserId,
    pub at: Timestamp,
    pub data: Vec<u8>,
}

impl<C: ConnectionTrait> Collab<'_, C> {
    /// Starts a draft; its first update is what it starts with, written by who made it.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn start(&self, posting: PostingId, first: &DraftUpdate) -> Result<(), StorageError> {
        let head = doc_head::ActiveModel {
            posting_id: Set(posting.0),
            seq: Set(first.seq),
            epoch: Set(1),
            locked: Set(false),
        };
        doc_head::Entity::insert(head).exec_without_returning(self.0).await?;
        self.append(posting, first).await
    }

    /// # Errors
    /// [`StorageError`]
    pub async fn head(&self, posting: PostingId) -> Result<Option<DraftHead>, StorageError> {
        let row = doc_head::Entity::find_by_id(posting.0).one(self.0).await?;
        Ok(row.map(|row| DraftHead { seq: row.seq, epoch: row.epoch, locked: row.locked }))
    }

    /// Takes the next number for an update, unless the draft is locked or in another epoch.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn claim(&self, posting: PostingId, epoch: i32) -> Result<Option<i64>, StorageError> {
        let rows = doc_head::Entity::update_many()
            .col_expr(doc_head::Column::Seq, Expr::col(doc_head::Column::Seq).add(1))
            .filter(doc_head::Column::PostingId.eq(posting.0))
            .filter(doc_head::Column::Locked.eq(false))
            .filter(doc_head::Column::Epoch.eq(epoch))
            .exec_with_returning(self.0)
            .await?;
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

    /// # Errors
    /// [`StorageError`]
    pub async fn append(&self, posting: PostingId, update: &DraftUpdate) -> Result<(), StorageError> {
        let row = doc_update::ActiveModel {
            posting_id: Set(posting.0),
            seq: Set(update.seq),
            author_id: Set(update.author.0),
            data: Set(update.data.clone()),
            at: Set(update.at.0),
        };
        doc_update::Entity::insert(row).exec_without_returning(self.0).await?;
        Ok(())
    }

    /// Keeps the whole state after update number `seq`, so that loading does not start from the first.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn keep_state(&self, posting: PostingId, seq: i64, state: Vec<u8>) -> Result<(), StorageError> {
        let row = doc_snapshot::ActiveModel { posting_id: Set(posting.0), seq: Set(seq), state: Set(state) };
        doc_snapshot::Entity::insert(row).exec_without_returning(self.0).await?;
        Ok(())
    }

    /// # Errors
    /// [`StorageError`]
    pub async fn load(&self, posting: PostingId) -> Result<Option<StoredDraft>, StorageError> {
        let Some(head) = self.head(posting).await? else { return Ok(None) };
        let snapshot = doc_snapshot::Entity::find()
            .filter(doc_snapshot::Column::PostingId.eq(posting.0))
            .filter(doc_snapshot::Column::Seq.lte(head.seq))
            .order_by_desc(doc_snapshot::Column::Seq)
            .one(self.0)
            .await?;
        let updates = doc_update::Entity::find()
            .select_only()
            .column(doc_update::Column::Data)
            .filter(doc_update::Column::PostingId.eq(posting.0))
            .filter(doc_update::Column::Seq.gt(snapshot.as_ref().map_or(0, |snapshot| snapshot.seq)))
            .filter(doc_update::Column::Seq.lte(head.seq))
            .order_by_asc(doc_update::Column::Seq)
            .into_tuple::<Vec<u8>>()
            .all(self.0)
            .await?;
        Ok(Some(StoredDraft { head, state: snapshot.map(|snapshot| snapshot.state), updates }))
    }

    /// Everyone who wrote an update after number `seq`.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn authors_since(&self, posting: PostingId, seq: i64) -> Result<Vec<UserId>, StorageError> {
        let authors = doc_update::Entity::find()
            .select_only()
            .column(doc_update::Column::AuthorId)
            .filter(doc_update::Column::PostingId.eq(posting.0))
            .filter(doc_update::Column::Seq.gt(seq))
            .distinct()
            .order_by_asc(doc_update::Column::AuthorId)
            .into_tuple::<Uuid>()
            .all(self.0)
            .await?;
        Ok(authors.into_iter().map(UserId).collect())
    }
}
