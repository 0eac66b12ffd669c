//! Which reviews were reminded of. A row is written once, whoever tries: that is what makes a reminder come once.

use domain::{ids::ReviewId, notifications::NotificationKind, time::Timestamp};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    prelude::Uuid, sea_query::OnConflict,
};

use super::Notifications;
use crate::{
    ReviewStatus, StorageError,
    entities::{reminder, review},
};

impl<C: ConnectionTrait> Notifications<'_, C> {
    /// Notes that a review is reminded of now. False when it was before, here or on another node.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn claim_reminder(
        &self,
        review: ReviewId,
        kind: NotificationKind,
        at: Timestamp,
    ) -> Result<bool, StorageError> {
        let row = reminder::ActiveModel { review_id: Set(review.0), kind: Set(kind.word().to_owned()), at: Set(at.0) };
        let leave = OnConflict::columns([reminder::Column::ReviewId, reminder::Column::Kind]).do_nothing().to_owned();
        Ok(reminder::Entity::insert(row).on_conflict(leave).exec_without_returning(self.0).await? > 0)
    }

    /// Open reviews that are due before a moment and of which not all was told that there is to tell: escalation is the
    /// last. The most urgent first.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn not_reminded_to_the_end(&self, before: Timestamp, limit: u64) -> Result<Vec<ReviewId>, StorageError> {
        let told = reminder::Entity::find()
            .select_only()
            .column(reminder::Column::ReviewId)
            .filter(reminder::Column::Kind.eq(NotificationKind::Escalated.word()))
            .into_query();
        let ids: Vec<Uuid> = review::Entity::find()
            .select_only()
            .column(review::Column::Id)
            .filter(review::Column::Status.eq(ReviewStatus::Open.word()))
            .filter(review::Column::DueAt.lt(before.0))
            .filter(review::Column::Id.not_in_subquery(told))
            .order_by_asc(review::Column::DueAt)
            .order_by_asc(review::Column::Id)
            .limit(limit)
            .into_tuple()
            .all(self.0)
            .await?;
        Ok(ids.into_iter().map(ReviewId).collect())
    }

    /// Which reminders of these reviews were told.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn reminded(&self, reviews: &[ReviewId]) -> Result<Vec<(ReviewId, NotificationKind)>, StorageError> {
        let these = reminder::Column::ReviewId.is_in(reviews.iter().map(|review| review.0));
        let rows = reminder::Entity::find().filter(these).all(self.0).await?;
        Ok(rows.into_iter().filter_map(|row| Some((ReviewId(row.review_id), row.kind.parse().ok()?))).collect())
    }
}
