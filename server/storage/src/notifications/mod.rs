//! What people are told: written once for each person, read by nobody else, and which of it waits for their digest.

mod choices;
mod digest;
mod list;
mod reminders;

use domain::{
    ids::{NotificationId, PostingId, RevisionId, UserId},
    notifications::NotificationKind,
    time::Timestamp,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait},
};

use crate::{StorageError, entities::notification};

/// What people are told.
pub struct Notifications<'c, C>(pub(crate) &'c C);

/// Something that one person is about to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNotification {
    pub id: NotificationId,
    pub person: UserId,
    pub kind: NotificationKind,
    pub posting: Option<PostingId>,
    pub revision: Option<RevisionId>,
    /// Who did it, if it was not the program.
    pub by: Option<UserId>,
    pub detail: String,
    pub at: Timestamp,
    /// It waits for the person's next digest.
    pub for_digest: bool,
}

impl<C: ConnectionTrait> Notifications<'_, C> {
    /// # Errors
    /// [`StorageError`]
    pub async fn insert(&self, told: &[NewNotification]) -> Result<(), StorageError> {
        if told.is_empty() {
            return Ok(());
        }
        let rows = told.iter().map(|told| notification::ActiveModel {
            id: Set(told.id.0),
            person_id: Set(told.person.0),
            kind: Set(told.kind.word().to_owned()),
            posting_id: Set(told.posting.map(|posting| posting.0)),
            revision_id: Set(told.revision.map(|revision| revision.0)),
            actor_id: Set(told.by.map(|by| by.0)),
            detail: Set(told.detail.clone()),
            created_at: Set(told.at.0),
            read_at: Set(None),
            for_digest: Set(told.for_digest),
        });
        notification::Entity::insert_many(rows).exec_without_returning(self.0).await?;
        Ok(())
    }

    /// Who was told this of a revision.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn told_of(
        &self,
        posting: PostingId,
        revision: RevisionId,
        kind: NotificationKind,
    ) -> Result<Vec<UserId>, StorageError> {
        let people: Vec<Uuid> = notification::Entity::find()
            .select_only()
            .column(notification::Column::PersonId)
            .filter(notification::Column::PostingId.eq(posting.0))
            .filter(notification::Column::RevisionId.eq(revision.0))
            .filter(notification::Column::Kind.eq(kind.word()))
            .into_tuple()
            .all(self.0)
            .await?;
        Ok(people.into_iter().map(UserId).collect())
    }

    /// Marks one of the person's notifications as read. False when it is not theirs, gone, or was read before.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn read(&self, person: UserId, id: NotificationId, at: Timestamp) -> Result<bool, StorageError> {
        let these = notification::Column::PersonId.eq(person.0).and(notification::Column::Id.eq(id.0));
        Ok(self.mark(these, at).await? > 0)
    }

    /// Marks as read what the person was told up to a moment, and says how many that were.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn read_all(&self, person: UserId, until: Timestamp, at: Timestamp) -> Result<u64, StorageError> {
        let these = notification::Column::PersonId.eq(person.0).and(notification::Column::CreatedAt.lte(until.0));
        self.mark(these, at).await
    }

    /// Marks as read what a posting's notifications of these kinds ask for: of one person, or of everybody.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn settle(
        &self,
        posting: PostingId,
        kinds: &[NotificationKind],
        person: Option<UserId>,
        at: Timestamp,
    ) -> Result<(), StorageError> {
        let words = kinds.iter().map(|kind| kind.word());
        let mut these = notification::Column::PostingId.eq(posting.0).and(notification::Column::Kind.is_in(words));
        if let Some(person) = person {
            these = these.and(notification::Column::PersonId.eq(person.0));
        }
        self.mark(these, at).await?;
        Ok(())
    }

    async fn mark(&self, these: Expr, at: Timestamp) -> Result<u64, StorageError> {
        let read = notification::ActiveModel { read_at: Set(Some(at.0)), ..Default::default() };
        let unread = notification::Column::ReadAt.is_null();
        let update = notification::Entity::update_many().set(read).filter(these).filter(unread);
        Ok(update.exec(self.0).await?.rows_affected)
    }

    /// Forgets what was read before a moment.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn forget_read_before(&self, at: Timestamp) -> Result<u64, StorageError> {
        let old = notification::Entity::delete_many().filter(notification::Column::ReadAt.lt(at.0));
        Ok(old.exec(self.0).await?.rows_affected)
    }
}
