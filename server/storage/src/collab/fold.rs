//! Taking updates out that were folded to moments. Taking out is what decides between two nodes that fold the same draft:
//! only one of them finds all rows there.

use domain::ids::PostingId;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationDef, prelude::Uuid, sea_query::Expr,
};

use super::Collab;
use crate::{
    StorageError,
    entities::{doc_head, doc_snapshot, doc_update},
};

#[derive(Debug, FromQueryResult)]
struct PostingRow {
    posting_id: Uuid,
}

impl<C: ConnectionTrait> Collab<'_, C> {
    /// Drafts whose oldest whole state lies further back than so many updates, at most `limit` of them.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn drafts_with_a_long_tail(&self, updates: i64, limit: u64) -> Result<Vec<PostingId>, StorageError> {
        let head: RelationDef = doc_snapshot::Entity::belongs_to(doc_head::Entity)
            .from(doc_snapshot::Column::PostingId)
            .to(doc_head::Column::PostingId)
            .into();
        let oldest = Expr::col((doc_snapshot::Entity, doc_snapshot::Column::Seq)).min();
        let rows = doc_snapshot::Entity::find()
            .select_only()
            .column(doc_snapshot::Column::PostingId)
            .join(JoinType::InnerJoin, head)
            .group_by(doc_snapshot::Column::PostingId)
            .group_by(doc_head::Column::Seq)
            .having(Expr::col((doc_head::Entity, doc_head::Column::Seq)).sub(oldest).gt(updates))
            .order_by_asc(doc_snapshot::Column::PostingId)
            .limit(limit)
            .into_model::<PostingRow>()
            .all(self.0)
            .await?;
        Ok(rows.into_iter().map(|row| PostingId(row.posting_id)).collect())
    }

    /// The number of the oldest update that is there.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn oldest_update(&self, posting: PostingId) -> Result<Option<i64>, StorageError> {
        let oldest = doc_update::Entity::find()
            .select_only()
            .column(doc_update::Column::Seq)
            .filter(doc_update::Column::PostingId.eq(posting.0))
            .order_by_asc(doc_update::Column::Seq)
            .limit(1)
            .into_tuple()
            .one(self.0)
            .await?;
        Ok(oldest)
    }

    /// Deletes the updates after one number and up to another, and whole states below the latter. False when some of
    /// them were not there any more: then nothing of this may be kept.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn take_out(&self, posting: PostingId, after: i64, to: i64) -> Result<bool, StorageError> {
        let taken = doc_update::Entity::delete_many()
            .filter(doc_update::Column::PostingId.eq(posting.0))
            .filter(doc_update::Column::Seq.gt(after))
            .filter(doc_update::Column::Seq.lte(to))
            .exec(self.0)
            .await?;
        doc_snapshot::Entity::delete_many()
            .filter(doc_snapshot::Column::PostingId.eq(posting.0))
            .filter(doc_snapshot::Column::Seq.lt(to))
            .exec(self.0)
            .await?;
        Ok(i64::try_from(taken.rows_affected) == Ok(to - after))
    }
}
