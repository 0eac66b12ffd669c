//! What waits for somebody's digest.

use domain::{ids::UserId, notifications::Notification, permissions::ReadableTeams, time::Timestamp};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait},
};

use super::{
    Notifications,
    list::{Row, of, with_words},
};
use crate::{StorageError, entities::notification};

impl<C: ConnectionTrait> Notifications<'_, C> {
    /// People for whom something waits that happened before a moment.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn awaiting_digest(&self, before: Timestamp, limit: u64) -> Result<Vec<UserId>, StorageError> {
        let people: Vec<Uuid> = notification::Entity::find()
            .select_only()
            .column(notification::Column::PersonId)
            .distinct()
            .filter(waiting(before))
            .order_by_asc(notification::Column::PersonId)
            .limit(limit)
            .into_tuple()
            .all(self.0)
            .await?;
        Ok(people.into_iter().map(UserId).collect())
    }

    /// Of what waits for the person, what is unread, the newest first.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn for_digest(
        &self,
        person: UserId,
        readable: &ReadableTeams,
        before: Timestamp,
    ) -> Result<Vec<Notification>, StorageError> {
        let unread = of(person, readable).filter(waiting(before)).filter(notification::Column::ReadAt.is_null());
        let rows = with_words(unread).into_model::<Row>().all(self.0).await?;
        Ok(rows.into_iter().filter_map(Row::read).collect())
    }

    /// Nothing of before that moment waits for the person's digest any more.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn end_waiting(&self, person: UserId, before: Timestamp) -> Result<(), StorageError> {
        let told = notification::ActiveModel { for_digest: Set(false), ..Default::default() };
        let these = notification::Column::PersonId.eq(person.0).and(waiting(before));
        notification::Entity::update_many().set(told).filter(these).exec(self.0).await?;
        Ok(())
    }
}

/// As the partial index says it.
fn waiting(before: Timestamp) -> Expr {
    Expr::col((notification::Entity, notification::Column::ForDigest)).and(notification::Column::CreatedAt.lt(before.0))
}
