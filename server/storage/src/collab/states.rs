//! The whole state of a draft, which is kept now and then with its digest, so that one damaged on disk is noticed.

use domain::ids::PostingId;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use sha2::{Digest, Sha256};

use super::{Collab, DraftHead};
use crate::{StorageError, entities::doc_snapshot};

/// A whole state as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptState {
    /// The last update that is in it.
    pub seq: i64,
    pub data: Vec<u8>,
    /// Whether it is what was written.
    pub is_sound: bool,
}

/// A draft as it is stored: a whole state, if there is one, and every update after it, numbered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredDraft {
    pub head: DraftHead,
    pub state: Option<KeptState>,
    pub updates: Vec<(i64, Vec<u8>)>,
}

impl<C: ConnectionTrait> Collab<'_, C> {
    /// Keeps the whole state after update number `seq`, so that loading does not start from the first.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn keep_state(&self, posting: PostingId, seq: i64, state: Vec<u8>) -> Result<(), StorageError> {
        let digest = Set(digest(&state));
        let row = doc_snapshot::ActiveModel { posting_id: Set(posting.0), seq: Set(seq), state: Set(state), digest };
        doc_snapshot::Entity::insert(row).exec_without_returning(self.0).await?;
        Ok(())
    }

    /// # Errors
    /// [`StorageError`]
    pub async fn load(&self, posting: PostingId) -> Result<Option<StoredDraft>, StorageError> {
        self.load_from_below(posting, i64::MAX).await
    }

    /// The draft from a whole state with a number below `below`: another one than [`Collab::load`] finds.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn load_from_below(&self, posting: PostingId, below: i64) -> Result<Option<StoredDraft>, StorageError> {
        let Some(head) = self.head(posting).await? else { return Ok(None) };
        let state = self.state_at(posting, head.seq.min(below.saturating_sub(1))).await?;
        let kept = state.as_ref().map_or(0, |state| state.seq);
        let updates = self.updates_between(posting, kept, head.seq).await?;
        Ok(Some(StoredDraft { head, state, updates }))
    }

    /// The newest whole state that has no update after number `seq` in it.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn state_at(&self, posting: PostingId, seq: i64) -> Result<Option<KeptState>, StorageError> {
        let state = doc_snapshot::Entity::find()
            .filter(doc_snapshot::Column::PostingId.eq(posting.0))
            .filter(doc_snapshot::Column::Seq.lte(seq))
            .order_by_desc(doc_snapshot::Column::Seq)
            .one(self.0)
            .await?;
        Ok(state.map(|row| KeptState {
            seq: row.seq,
            is_sound: row.digest.is_empty() || row.digest == digest(&row.state),
            data: row.state,
        }))
    }

    /// The numbers of all whole states, rising.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn state_numbers(&self, posting: PostingId) -> Result<Vec<i64>, StorageError> {
        let numbers = doc_snapshot::Entity::find()
            .select_only()
            .column(doc_snapshot::Column::Seq)
            .filter(doc_snapshot::Column::PostingId.eq(posting.0))
            .order_by_asc(doc_snapshot::Column::Seq)
            .into_tuple()
            .all(self.0)
            .await?;
        Ok(numbers)
    }
}

fn digest(state: &[u8]) -> String {
    format!("{:x}", Sha256::digest(state))
}
