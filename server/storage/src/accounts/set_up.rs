//! The link that makes the first admin: at most one, usable once.

use domain::time::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::OnConflict};

use super::Accounts;
use crate::{StorageError, entities::setup_token};

const ONLY_ROW: i32 = 1;

impl<C: ConnectionTrait> Accounts<'_, C> {
    /// Puts a new link in place of any earlier one.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn put_set_up_token(&self, token_hash: &str, expires_at: Timestamp) -> Result<(), StorageError> {
        let row = setup_token::ActiveModel {
            id: Set(ONLY_ROW),
            token_hash: Set(token_hash.to_owned()),
            expires_at: Set(expires_at.0),
            used_at: Set(None),
        };
        let columns = [setup_token::Column::TokenHash, setup_token::Column::ExpiresAt, setup_token::Column::UsedAt];
        let replace = OnConflict::column(setup_token::Column::Id).update_columns(columns).to_owned();
        setup_token::Entity::insert(row).on_conflict(replace).exec_without_returning(self.0).await?;
        Ok(())
    }

    /// Whether this is the link, still unused at `now`.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn is_set_up_token(&self, token_hash: &str, now: Timestamp) -> Result<bool, StorageError> {
        let row = setup_token::Entity::find_by_id(ONLY_ROW).one(self.0).await?;
        let usable = |row: &setup_token::Model| row.used_at.is_none() && row.expires_at > now.0;
        Ok(row.is_some_and(|row| usable(&row) && row.token_hash == token_hash))
    }

    /// Uses the link up. False when it is not the link, or was used or expired before, however close.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn use_set_up_token(&self, token_hash: &str, now: Timestamp) -> Result<bool, StorageError> {
        let used = setup_token::ActiveModel { used_at: Set(Some(now.0)), ..Default::default() };
        let update = setup_token::Entity::update_many()
            .set(used)
            .filter(setup_token::Column::TokenHash.eq(token_hash))
            .filter(setup_token::Column::UsedAt.is_null())
            .filter(setup_token::Column::ExpiresAt.gt(now.0));
        Ok(update.exec(self.0).await?.rows_affected > 0)
    }
}
