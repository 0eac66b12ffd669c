//! Checkpoints: moments with a name, each with its own copy of what the draft said. No review sees them.

use domain::{
    ids::{CheckpointId, PostingId, UserId},
    posting::Snapshot,
    time::Timestamp,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationDef, prelude::Uuid,
};

use super::{Collab, said};
use crate::{
    StorageError,
    entities::{doc_checkpoint, user},
};

/// A checkpoint without what the draft said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    pub id: CheckpointId,
    pub name: String,
    pub author_name: String,
    /// The last update that is in it.
    pub seq: i64,
    pub created_at: Timestamp,
}

/// A checkpoint to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCheckpoint {
    pub id: CheckpointId,
    pub posting: PostingId,
    pub name: String,
    pub author: UserId,
    pub seq: i64,
    pub said: Snapshot,
    pub created_at: Timestamp,
}

type Row = (Uuid, String, String, i64, i64);

impl<C: ConnectionTrait> Collab<'_, C> {
    /// # Errors
    /// [`StorageError`]
    pub async fn insert_checkpoint(&self, new: &NewCheckpoint) -> Result<(), StorageError> {
        let row = doc_checkpoint::ActiveModel {
            id: Set(new.id.0),
            posting_id: Set(new.posting.0),
            name: Set(new.name.clone()),
            author_id: Set(new.author.0),
            seq: Set(new.seq),
            said: Set(said::pack(&new.said)?),
            created_at: Set(new.created_at.0),
        };
        doc_checkpoint::Entity::insert(row).exec_without_returning(self.0).await?;
        Ok(())
    }

    /// The posting's checkpoints, the newest first.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn checkpoints(&self, posting: PostingId) -> Result<Vec<Checkpoint>, StorageError> {
        let author: RelationDef = doc_checkpoint::Entity::belongs_to(user::Entity)
            .from(doc_checkpoint::Column::AuthorId)
            .to(user::Column::Id)
            .into();
        let rows: Vec<Row> = doc_checkpoint::Entity::find()
            .select_only()
            .columns([doc_checkpoint::Column::Id, doc_checkpoint::Column::Name])
            .column(user::Column::DisplayName)
            .columns([doc_checkpoint::Column::Seq, doc_checkpoint::Column::CreatedAt])
            .join(JoinType::InnerJoin, author)
            .filter(doc_checkpoint::Column::PostingId.eq(posting.0))
            .order_by_desc(doc_checkpoint::Column::CreatedAt)
            .order_by_desc(doc_checkpoint::Column::Id)
            .into_tuple()
            .all(self.0)
            .await?;
        let checkpoint = |(id, name, author_name, seq, at)| Checkpoint {
            id: CheckpointId(id),
            name,
            author_name,
            seq,
            created_at: Timestamp(at),
        };
        Ok(rows.into_iter().map(checkpoint).collect())
    }

    /// What the draft said at a checkpoint of this posting.
    ///
    /// # Errors
    /// [`StorageError::Damaged`] when it can't be read back.
    pub async fn said_at_checkpoint(
        &self,
        posting: PostingId,
        id: CheckpointId,
    ) -> Result<Option<Snapshot>, StorageError> {
        let packed: Option<Vec<u8>> = doc_checkpoint::Entity::find_by_id(id.0)
            .select_only()
            .column(doc_checkpoint::Column::Said)
            .filter(doc_checkpoint::Column::PostingId.eq(posting.0))
            .into_tuple()
            .one(self.0)
            .await?;
        packed.map(|packed| said::unpack(&packed)).transpose()
    }
}
