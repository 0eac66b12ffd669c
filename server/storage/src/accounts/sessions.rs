//! Browser sessions, known by the digest of their cookie.

use domain::{ids::UserId, time::Timestamp};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::Accounts;
use crate::{StorageError, entities::session};

/// A session as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRecord {
    pub id_hash: String,
    pub user: Option<UserId>,
    /// What the front door keeps in it; opaque here.
    pub data: String,
    pub user_agent: String,
    pub created_at: Timestamp,
    pub seen_at: Timestamp,
    pub expires_at: Timestamp,
}

impl<C: ConnectionTrait> Accounts<'_, C> {
    /// # Errors
    /// [`StorageError::Duplicate`] when the id is taken.
    pub async fn insert_session(&self, session: &SessionRecord) -> Result<(), StorageError> {
        let row = session::ActiveModel {
            id_hash: Set(session.id_hash.clone()),
            user_id: Set(session.user.map(|user| user.0)),
            data: Set(session.data.clone()),
            user_agent: Set(session.user_agent.clone()),
            created_at: Set(session.created_at.0),
            seen_at: Set(session.seen_at.0),
            expires_at: Set(session.expires_at.0),
        };
        session::Entity::insert(row).exec_without_returning(self.0).await?;
        Ok(())
    }

    /// The session, expired or not.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn find_session(&self, id_hash: &str) -> Result<Option<SessionRecord>, StorageError> {
        Ok(session::Entity::find_by_id(id_hash.to_owned()).one(self.0).await?.map(record))
    }

    /// Those of the sessions that exist, expired or not, in one query.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn find_sessions(&self, id_hashes: &[String]) -> Result<Vec<SessionRecord>, StorageError> {
        let rows = session::Entity::find().filter(session::Column::IdHash.is_in(id_hashes)).all(self.0).await?;
        Ok(rows.into_iter().map(record).collect())
    }

    /// Deletes those of the sessions that have expired at `now`.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn delete_if_expired(&self, id_hashes: &[String], now: Timestamp) -> Result<(), StorageError> {
        session::Entity::delete_many()
            .filter(session::Column::IdHash.is_in(id_hashes))
            .filter(session::Column::ExpiresAt.lte(now.0))
            .exec(self.0)
            .await?;
        Ok(())
    }

    /// Saves what the front door keeps. False when the session is gone: an ended one must not come back.
    ///
    /// # Errors
    /// [`StorageError::DanglingReference`] when there is no such person.
    pub async fn save_session(&self, id_hash: &str, user: Option<UserId>, data: &str) -> Result<bool, StorageError> {
        let change = session::ActiveModel {
            user_id: Set(user.map(|user| user.0)),
            data: Set(data.to_owned()),
            ..Default::default()
        };
        self.update(id_hash, change).await
    }

    /// Notes that the session was used.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn touch_session(
        &self,
        id_hash: &str,
        seen: Timestamp,
        expires: Timestamp,
    ) -> Result<bool, StorageError> {
        let change = session::ActiveModel { seen_at: Set(seen.0), expires_at: Set(expires.0), ..Default::default() };
        self.update(id_hash, change).await
    }

    async fn update(&self, id_hash: &str, change: session::ActiveModel) -> Result<bool, StorageError> {
        let this = session::Entity::update_many().set(change).filter(session::Column::IdHash.eq(id_hash));
        Ok(this.exec(self.0).await?.rows_affected > 0)
    }

    /// The person's sessions that have not expired at `now`, the last used first.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn list_sessions(&self, user: UserId, now: Timestamp) -> Result<Vec<SessionRecord>, StorageError> {
        let rows = session::Entity::find()
            .filter(session::Column::UserId.eq(user.0))
            .filter(session::Column::ExpiresAt.gt(now.0))
            .order_by_desc(session::Column::SeenAt)
            .order_by_asc(session::Column::IdHash)
            .all(self.0)
            .await?;
        Ok(rows.into_iter().map(record).collect())
    }

    /// Ends a session, and says whose it was.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn delete_session(&self, id_hash: &str) -> Result<Option<UserId>, StorageError> {
        let deleted = session::Entity::delete_by_id(id_hash.to_owned()).exec_with_returning(self.0).await?;
        Ok(deleted.and_then(|session| session.user_id).map(UserId))
    }

    /// Ends one session of this person. False when it is not theirs, or gone.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn delete_session_of(&self, user: UserId, id_hash: &str) -> Result<bool, StorageError> {
        let this = session::Entity::delete_many()
            .filter(session::Column::UserId.eq(user.0))
            .filter(session::Column::IdHash.eq(id_hash));
        Ok(this.exec(self.0).await?.rows_affected > 0)
    }

    /// Ends all sessions of this person but the one to keep, and says how many.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn delete_sessions_of(&self, user: UserId, keep: Option<&str>) -> Result<u64, StorageError> {
        let mut these = session::Entity::delete_many().filter(session::Column::UserId.eq(user.0));
        if let Some(keep) = keep {
            these = these.filter(session::Column::IdHash.ne(keep));
        }
        Ok(these.exec(self.0).await?.rows_affected)
    }

    /// Forgets the sessions that have expired at `now`.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn delete_expired_sessions(&self, now: Timestamp) -> Result<u64, StorageError> {
        let old = session::Entity::delete_many().filter(session::Column::ExpiresAt.lte(now.0));
        Ok(old.exec(self.0).await?.rows_affected)
    }
}

fn record(row: session::Model) -> SessionRecord {
    SessionRecord {
        id_hash: row.id_hash,
        user: row.user_id.map(UserId),
        data: row.data,
        user_agent: row.user_agent,
        created_at: Timestamp(row.created_at),
        seen_at: Timestamp(row.seen_at),
        expires_at: Timestamp(row.expires_at),
    }
}
