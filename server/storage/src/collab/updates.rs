//! The updates of a draft, and the whole state that is kept now and then.

use domain::{
    ids::{PostingId, UserId},
    time::Timestamp,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, prelude::Uuid,
};

use super::{Collab, DraftHead};
use crate::{
    StorageError,
    entities::{doc_snapshot, doc_update},
};

/// How many rows go into one statement; databases limit its parameters.
const ROWS_MAX: usize = 1_000;

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
    /// Adds updates of any drafts, whose numbers were claimed.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn append(&self, updates: Vec<(PostingId, DraftUpdate)>) -> Result<(), StorageError> {
        let mut rows = updates.into_iter().map(|(posting, update)| doc_update::ActiveModel {
            posting_id: Set(posting.0),
            seq: Set(update.seq),
            author_id: Set(update.author.0),
            data: Set(update.data),
            at: Set(update.at.0),
        });
        loop {
            let some: Vec<_> = rows.by_ref().take(ROWS_MAX).collect();
            if some.is_empty() {
                return Ok(());
            }
            doc_update::Entity::insert_many(some).exec_without_returning(self.0).await?;
        }
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
        let kept = snapshot.as_ref().map_or(0, |snapshot| snapshot.seq);
        let updates = self.updates_between(posting, kept, head.seq).await?;
        let updates = updates.into_iter().map(|(_, data)| data).collect();
        Ok(Some(StoredDraft { head, state: snapshot.map(|snapshot| snapshot.state), updates }))
    }

    /// The updates after number `seq`, in order.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn updates_after(&self, posting: PostingId, seq: i64) -> Result<Vec<(i64, Vec<u8>)>, StorageError> {
        self.updates_between(posting, seq, i64::MAX).await
    }

    async fn updates_between(
        &self,
        posting: PostingId,
        after: i64,
        to: i64,
    ) -> Result<Vec<(i64, Vec<u8>)>, StorageError> {
        let updates = doc_update::Entity::find()
            .select_only()
            .column(doc_update::Column::Seq)
            .column(doc_update::Column::Data)
            .filter(doc_update::Column::PostingId.eq(posting.0))
            .filter(doc_update::Column::Seq.gt(after))
            .filter(doc_update::Column::Seq.lte(to))
            .order_by_asc(doc_update::Column::Seq)
            .into_tuple()
            .all(self.0)
            .await?;
        Ok(updates)
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
