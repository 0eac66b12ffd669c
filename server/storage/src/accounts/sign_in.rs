//! Failed sign-ins by key, for throttling across nodes.

use domain::time::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::Accounts;
use crate::{StorageError, entities::sign_in_failure};

impl<C: ConnectionTrait> Accounts<'_, C> {
    /// # Errors
    /// [`StorageError`]
    pub async fn insert_failure(&self, id: Uuid, key: &str, at: Timestamp) -> Result<(), StorageError> {
        let row = sign_in_failure::ActiveModel { id: Set(id), key: Set(key.to_owned()), at: Set(at.0) };
        sign_in_failure::Entity::insert(row).exec_without_returning(self.0).await?;
        Ok(())
    }

    /// The newest `limit` failures under this key after `since`, the newest first.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn list_failures(&self, key: &str, since: Timestamp, limit: u64) -> Result<Vec<Timestamp>, StorageError> {
        let rows = sign_in_failure::Entity::find()
            .filter(sign_in_failure::Column::Key.eq(key))
            .filter(sign_in_failure::Column::At.gt(since.0))
            .order_by_desc(sign_in_failure::Column::At)
            .limit(limit)
            .all(self.0)
            .await?;
        Ok(rows.into_iter().map(|row| Timestamp(row.at)).collect())
    }

    /// # Errors
    /// [`StorageError`]
    pub async fn delete_failures(&self, ids: &[Uuid]) -> Result<(), StorageError> {
        let these = sign_in_failure::Column::Id.is_in(ids.iter().copied());
        sign_in_failure::Entity::delete_many().filter(these).exec(self.0).await?;
        Ok(())
    }

    /// Forgets what is too old to count.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn delete_failures_before(&self, at: Timestamp) -> Result<u64, StorageError> {
        let old = sign_in_failure::Entity::delete_many().filter(sign_in_failure::Column::At.lt(at.0));
        Ok(old.exec(self.0).await?.rows_affected)
    }
}
