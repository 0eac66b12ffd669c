//! What was found damaged: taken out of the way, kept for whoever can make something of it, and listed.

use domain::{ids::PostingId, time::Timestamp};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryOrder, QuerySelect, prelude::Uuid};

use super::Collab;
use crate::{
    StorageError,
    entities::{doc_quarantine, doc_snapshot},
};

const STATE: &str = "whole state";

/// A damaged row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quarantined {
    pub posting: PostingId,
    /// What it was: `whole state`.
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
        let row = doc_quarantine::ActiveModel {
            posting_id: Set(posting.0),
            kind: Set(STATE.to_owned()),
            seq: Set(seq),
            found_at: Set(at.0),
            data: Set(row.state),
            digest: Set(row.digest),
        };
        doc_quarantine::Entity::insert(row).exec_without_returning(self.0).await?;
        Ok(true)
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
