//! Arrivals: texts of postings written elsewhere, each somebody's own, until it is confirmed or forgotten.

use domain::{
    arrivals::Outline,
    ids::{ArrivalId, PostingId, UserId},
    time::Timestamp,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, prelude::Uuid,
};

use crate::{StorageError, entities::arrival};

/// Arrivals.
pub struct Arrivals<'c, C>(pub(crate) &'c C);

/// A text that waits to be confirmed, or was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArrivalRecord {
    pub id: ArrivalId,
    pub person: UserId,
    /// The name of the file; empty for a pasted text.
    pub source: String,
    pub outline: Outline,
    /// Whether the text went on after what was kept of it.
    pub is_cut: bool,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    /// The posting that was made of it.
    pub posting: Option<PostingId>,
}

impl<C: ConnectionTrait> Arrivals<'_, C> {
    /// # Errors
    /// [`StorageError`]
    pub async fn insert(&self, arrival: &ArrivalRecord) -> Result<(), StorageError> {
        let outline =
            serde_json::to_string(&arrival.outline).map_err(|error| StorageError::Failed(error.to_string()))?;
        let row = arrival::ActiveModel {
            id: Set(arrival.id.0),
            person_id: Set(arrival.person.0),
            source: Set(arrival.source.clone()),
            outline: Set(outline),
            is_cut: Set(arrival.is_cut),
            created_at: Set(arrival.created_at.0),
            expires_at: Set(arrival.expires_at.0),
            posting_id: Set(arrival.posting.map(|posting| posting.0)),
        };
        arrival::Entity::insert(row).exec_without_returning(self.0).await?;
        Ok(())
    }

    /// The arrival, if it has not expired.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn find(&self, id: ArrivalId, now: Timestamp) -> Result<Option<ArrivalRecord>, StorageError> {
        let query = arrival::Entity::find_by_id(id.0).filter(arrival::Column::ExpiresAt.gt(now.0));
        query.one(self.0).await?.map(record).transpose()
    }

    /// The arrival, held until the unit of work ends.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn lock(&self, id: ArrivalId, now: Timestamp) -> Result<Option<ArrivalRecord>, StorageError> {
        let query = arrival::Entity::find_by_id(id.0).filter(arrival::Column::ExpiresAt.gt(now.0)).lock_exclusive();
        query.one(self.0).await?.map(record).transpose()
    }

    /// Notes which posting was made of it, and forgets its text.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn settle(&self, id: ArrivalId, posting: PostingId) -> Result<(), StorageError> {
        let settled = arrival::ActiveModel {
            outline: Set("[]".to_owned()),
            source: Set(String::new()),
            posting_id: Set(Some(posting.0)),
            ..Default::default()
        };
        arrival::Entity::update_many().set(settled).filter(arrival::Column::Id.eq(id.0)).exec(self.0).await?;
        Ok(())
    }

    /// Forgets all of a person's but the newest.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn keep_newest(&self, person: UserId, count: u64) -> Result<(), StorageError> {
        let theirs = arrival::Column::PersonId.eq(person.0);
        let newest: Vec<Uuid> = arrival::Entity::find()
            .select_only()
            .column(arrival::Column::Id)
            .filter(theirs.clone())
            .order_by_desc(arrival::Column::CreatedAt)
            .order_by_desc(arrival::Column::Id)
            .limit(count)
            .into_tuple()
            .all(self.0)
            .await?;
        let others = arrival::Entity::delete_many().filter(theirs).filter(arrival::Column::Id.is_not_in(newest));
        others.exec(self.0).await?;
        Ok(())
    }

    /// Forgets what has expired.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn delete_expired(&self, now: Timestamp) -> Result<(), StorageError> {
        arrival::Entity::delete_many().filter(arrival::Column::ExpiresAt.lte(now.0)).exec(self.0).await?;
        Ok(())
    }
}

fn record(row: arrival::Model) -> Result<ArrivalRecord, StorageError> {
    Ok(ArrivalRecord {
        id: ArrivalId(row.id),
        person: UserId(row.person_id),
        source: row.source,
        outline: serde_json::from_str(&row.outline)
            .map_err(|_| StorageError::damaged("outline of the arrival", &row.id.to_string()))?,
        is_cut: row.is_cut,
        created_at: Timestamp(row.created_at),
        expires_at: Timestamp(row.expires_at),
        posting: row.posting_id.map(PostingId),
    })
}
