//! Links with which people set a new password: each usable once, a new one puts the earlier ones out of use.

use domain::{ids::UserId, time::Timestamp};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};

use super::Accounts;
use crate::{StorageError, entities::password_reset};

impl<C: ConnectionTrait> Accounts<'_, C> {
    /// Keeps a link; of nobody, when nobody has the address that was typed.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn insert_reset(
        &self,
        token_hash: &str,
        user: Option<UserId>,
        expires_at: Timestamp,
    ) -> Result<(), StorageError> {
        let row = password_reset::ActiveModel {
            token_hash: Set(token_hash.to_owned()),
            user_id: Set(user.map(|user| user.0)),
            expires_at: Set(expires_at.0),
            used_at: Set(None),
        };
        password_reset::Entity::insert(row).exec_without_returning(self.0).await?;
        Ok(())
    }

    /// Whose link this is, as long as it is usable.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn find_reset(&self, token_hash: &str, now: Timestamp) -> Result<Option<UserId>, StorageError> {
        let link = password_reset::Entity::find().filter(usable(token_hash, now)).one(self.0).await?;
        Ok(link.and_then(|link| link.user_id).map(UserId))
    }

    /// Uses the link up. False when it is none, or was used or expired before, however close.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn use_reset(&self, token_hash: &str, now: Timestamp) -> Result<bool, StorageError> {
        let used = password_reset::ActiveModel { used_at: Set(Some(now.0)), ..Default::default() };
        let update = password_reset::Entity::update_many().set(used).filter(usable(token_hash, now));
        Ok(update.exec(self.0).await?.rows_affected > 0)
    }

    /// Puts all links of a person out of use.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn delete_resets_of(&self, user: UserId) -> Result<(), StorageError> {
        let theirs = password_reset::Column::UserId.eq(user.0);
        password_reset::Entity::delete_many().filter(theirs).exec(self.0).await?;
        Ok(())
    }

    /// Forgets the links that have expired.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn delete_expired_resets(&self, now: Timestamp) -> Result<(), StorageError> {
        let old = password_reset::Column::ExpiresAt.lte(now.0);
        password_reset::Entity::delete_many().filter(old).exec(self.0).await?;
        Ok(())
    }
}

fn usable(token_hash: &str, now: Timestamp) -> Expr {
    password_reset::Column::TokenHash
        .eq(token_hash)
        .and(password_reset::Column::UsedAt.is_null())
        .and(password_reset::Column::UserId.is_not_null())
        .and(password_reset::Column::ExpiresAt.gt(now.0))
}
