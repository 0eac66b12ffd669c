//! What was found damaged: taken out of the way, kept for whoever can make something of it, and listed.

use domain::{
    ids::{PostingId, UserId},
    posting::ScopeSet,
    time::Timestamp,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, prelude::Uuid,
    sea_query::Expr,
};

use super::{Collab, DraftUpdate};
use crate::{
    StorageError,
    entities::{doc_quarantine, doc_snapshot, doc_update},
};

const STATE: &str = "whole state";
const UPDATE: &str = "update";

/// A damaged row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quarantined {
    pub posting: PostingId,
    /// What it was: `whole state` or `update`.
    pub kind: String,
    pub seq: i64,
    pub found_at: Timestamp,
}

impl<C: ConnectionTrait> Collab<'_, C> {
    /// Takes a whole state out of the way. False when somebody else has done so.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn set_state_aside(&self, posting: PostingId, seq: i64, at: Timestamp) -> Result<bool, StorageError> {
        let key = (posting.0, seq);
        let Some(row) = doc_snapshot::Entity::find_by_id(key).one(self.0).await? else { return Ok(false) };
        if doc_snapshot::Entity::delete_by_id(key).exec(self.0).await?.rows_affected == 0 {
            return Ok(false);
        }
        self.keep_damaged(posting, (STATE, seq), at, (row.state, row.digest)).await?;
        Ok(true)
    }

    /// Takes an update out of the way and puts `instead` in its place, which stays who wrote it and when. In the place of
    /// one that is missing it is `owner`'s.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn set_update_aside(
        &self,
        posting: PostingId,
        seq: i64,
        instead: &[u8],
        owner: UserId,
        at: Timestamp,
    ) -> Result<(), StorageError> {
        let Some(row) = doc_update::Entity::find_by_id((posting.0, seq)).one(self.0).await? else {
            let (data, scopes) = (instead.to_owned(), ScopeSet::ALL);
            let update = DraftUpdate { seq, author: owner, at, data, scopes };
            return self.append(vec![(posting, update)]).await;
        };
        doc_update::Entity::update_many()
            .col_expr(doc_update::Column::Data, Expr::value(instead.to_owned()))
            .filter(doc_update::Column::PostingId.eq(posting.0))
            .filter(doc_update::Column::Seq.eq(seq))
            .exec(self.0)
            .await?;
        self.keep_damaged(posting, (UPDATE, seq), at, (row.data, String::new())).await
    }

    async fn keep_damaged(
        &self,
        posting: PostingId,
        (kind, seq): (&str, i64),
        at: Timestamp,
        (data, digest): (Vec<u8>, String),
    ) -> Result<(), StorageError> {
        let row = doc_quarantine::ActiveModel {
            posting_id: Set(posting.0),
            kind: Set(kind.to_owned()),
            seq: Set(seq),
            found_at: Set(at.0),
            data: Set(data),
            digest: Set(digest),
        };
        doc_quarantine::Entity::insert(row).exec_without_returning(self.0).await?;
        Ok(())
    }

    /// Everything that was found damaged, the newest find first.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn quarantined(&self) -> Result<Vec<Quarantined>, StorageError> {
        let rows: Vec<(Uuid, String, i64, i64)> = doc_quarantine::Entity::find()
            .select_only()
            .columns([
                doc_quarantine::Column::PostingId,
                doc_quarantine::Column::Kind,
                doc_quarantine::Column::Seq,
                doc_quarantine::Column::FoundAt,
            ])
            .order_by_desc(doc_quarantine::Column::FoundAt)
            .into_tuple()
            .all(self.0)
            .await?;
        let found =
            |(posting, kind, seq, at)| Quarantined { posting: PostingId(posting), kind, seq, found_at: Timestamp(at) };
        Ok(rows.into_iter().map(found).collect())
    }
}
