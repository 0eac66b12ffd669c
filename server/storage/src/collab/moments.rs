//! Moments: sittings whose updates are gone, each with what the draft said at its end.

use domain::{ids::PostingId, posting::Snapshot, time::Timestamp, timeline::Sitting};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{Collab, said};
use crate::{StorageError, entities::doc_moment};

/// A sitting, and what the draft said at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    pub sitting: Sitting,
    pub said: Snapshot,
}

type Row = (i64, i64, i64, i64, String);

impl<C: ConnectionTrait> Collab<'_, C> {
    /// All folded sittings, the oldest first.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn moments(&self, posting: PostingId) -> Result<Vec<Sitting>, StorageError> {
        self.moments_after(posting, 0).await
    }

    /// The folded sittings that end after number `seq`, the oldest first.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn moments_after(&self, posting: PostingId, seq: i64) -> Result<Vec<Sitting>, StorageError> {
        let rows: Vec<Row> = doc_moment::Entity::find()
            .select_only()
            .columns([
                doc_moment::Column::FromSeq,
                doc_moment::Column::Seq,
                doc_moment::Column::FromAt,
                doc_moment::Column::ToAt,
                doc_moment::Column::Shares,
            ])
            .filter(doc_moment::Column::PostingId.eq(posting.0))
            .filter(doc_moment::Column::Seq.gt(seq))
            .order_by_asc(doc_moment::Column::Seq)
            .into_tuple()
            .all(self.0)
            .await?;
        rows.into_iter().map(sitting).collect()
    }

    /// What the draft said at the end of these folded sittings, nothing where that was damaged; those that are not there
    /// are left out.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn said_at(
        &self,
        posting: PostingId,
        numbers: &[i64],
    ) -> Result<Vec<(i64, Option<Snapshot>)>, StorageError> {
        let rows: Vec<(i64, Vec<u8>)> = doc_moment::Entity::find()
            .select_only()
            .columns([doc_moment::Column::Seq, doc_moment::Column::Said])
            .filter(doc_moment::Column::PostingId.eq(posting.0))
            .filter(doc_moment::Column::Seq.is_in(numbers.iter().copied()))
            .into_tuple()
            .all(self.0)
            .await?;
        Ok(rows.into_iter().map(|(seq, packed)| (seq, said::unpack(&packed).ok())).collect())
    }

    /// Puts new moments in, those with the `gone` numbers taken out. False when one of them was not there any more.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn replace_moments(
        &self,
        posting: PostingId,
        gone: &[i64],
        new: &[Moment],
    ) -> Result<bool, StorageError> {
        if !self.drop_moments(posting, gone).await? {
            return Ok(false);
        }
        for Moment { sitting, said } in new {
            let row = doc_moment::ActiveModel {
                posting_id: Set(posting.0),
                seq: Set(sitting.seq),
                from_seq: Set(sitting.from),
                from_at: Set(sitting.from_at.0),
                to_at: Set(sitting.to_at.0),
                shares: Set(shares(sitting)?),
                said: Set(said::pack(said)?),
            };
            doc_moment::Entity::insert(row).exec_without_returning(self.0).await?;
        }
        Ok(true)
    }

    /// Lets a moment stand for the ones before it, too, which are `gone`. False when one of them was not there any more.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn merge_moments(&self, posting: PostingId, gone: &[i64], into: &Sitting) -> Result<bool, StorageError> {
        let row = doc_moment::ActiveModel {
            from_seq: Set(into.from),
            from_at: Set(into.from_at.0),
            to_at: Set(into.to_at.0),
            shares: Set(shares(into)?),
            ..Default::default()
        };
        let changed = doc_moment::Entity::update_many()
            .set(row)
            .filter(doc_moment::Column::PostingId.eq(posting.0))
            .filter(doc_moment::Column::Seq.eq(into.seq))
            .exec(self.0)
            .await?;
        Ok(changed.rows_affected == 1 && self.drop_moments(posting, gone).await?)
    }

    async fn drop_moments(&self, posting: PostingId, gone: &[i64]) -> Result<bool, StorageError> {
        if gone.is_empty() {
            return Ok(true);
        }
        let dropped = doc_moment::Entity::delete_many()
            .filter(doc_moment::Column::PostingId.eq(posting.0))
            .filter(doc_moment::Column::Seq.is_in(gone.iter().copied()))
            .exec(self.0)
            .await?;
        Ok(usize::try_from(dropped.rows_affected) == Ok(gone.len()))
    }
}

fn shares(sitting: &Sitting) -> Result<String, StorageError> {
    serde_json::to_string(&sitting.shares).map_err(|error| StorageError::Failed(error.to_string()))
}

fn sitting((from, seq, from_at, to_at, shares): Row) -> Result<Sitting, StorageError> {
    let shares = serde_json::from_str(&shares).map_err(|_| StorageError::damaged("who wrote in a sitting", &shares))?;
    Ok(Sitting { from, seq, from_at: Timestamp(from_at), to_at: Timestamp(to_at), shares })
}
