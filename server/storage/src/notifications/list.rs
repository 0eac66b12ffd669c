//! A person's notifications as they see them: only what is about a posting that they may still read.

use domain::{
    ids::{NotificationId, PostingId, UserId},
    notifications::Notification,
    permissions::ReadableTeams,
    time::Timestamp,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, RelationDef, Select, prelude::Uuid,
};

use super::Notifications;
use crate::{
    StorageError,
    entities::{notification, posting, user},
};

#[derive(Debug, FromQueryResult)]
pub(super) struct Row {
    id: Uuid,
    kind: String,
    posting_id: Option<Uuid>,
    title: Option<String>,
    actor_name: Option<String>,
    detail: String,
    created_at: i64,
    read_at: Option<i64>,
}

impl<C: ConnectionTrait> Notifications<'_, C> {
    /// How much is unread; counted no further than `most`.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn unread(&self, person: UserId, readable: &ReadableTeams, most: u64) -> Result<u64, StorageError> {
        let rows: Vec<Uuid> = of(person, readable)
            .filter(notification::Column::ReadAt.is_null())
            .select_only()
            .column(notification::Column::Id)
            .limit(most)
            .into_tuple()
            .all(self.0)
            .await?;
        Ok(rows.len() as u64)
    }

    /// How many there are in all.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn count(&self, person: UserId, readable: &ReadableTeams) -> Result<u64, StorageError> {
        Ok(of(person, readable).count(self.0).await?)
    }

    /// Some of them, the newest first.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn list(
        &self,
        person: UserId,
        readable: &ReadableTeams,
        skip: u64,
        limit: u64,
    ) -> Result<Vec<Notification>, StorageError> {
        let rows = with_words(of(person, readable)).offset(skip).limit(limit).into_model::<Row>().all(self.0).await?;
        Ok(rows.into_iter().filter_map(Row::read).collect())
    }

    /// One of the person's.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn find(
        &self,
        person: UserId,
        readable: &ReadableTeams,
        id: NotificationId,
    ) -> Result<Option<Notification>, StorageError> {
        let this = of(person, readable).filter(notification::Column::Id.eq(id.0));
        Ok(with_words(this).into_model::<Row>().one(self.0).await?.and_then(Row::read))
    }
}

/// A posting that the person may not read any more is not mentioned either.
pub(super) fn of(person: UserId, readable: &ReadableTeams) -> Select<notification::Entity> {
    let posting: RelationDef = notification::Entity::belongs_to(posting::Entity)
        .from(notification::Column::PostingId)
        .to(posting::Column::Id)
        .into();
    let all = notification::Entity::find()
        .join(JoinType::LeftJoin, posting)
        .filter(notification::Column::PersonId.eq(person.0));
    match readable {
        ReadableTeams::All => all,
        ReadableTeams::Only(teams) => all.filter(
            Condition::any()
                .add(notification::Column::PostingId.is_null())
                .add(posting::Column::TeamId.is_in(teams.iter().map(|team| team.0))),
        ),
    }
}

pub(super) fn with_words(select: Select<notification::Entity>) -> Select<notification::Entity> {
    let actor: RelationDef =
        notification::Entity::belongs_to(user::Entity).from(notification::Column::ActorId).to(user::Column::Id).into();
    select
        .join(JoinType::LeftJoin, actor)
        .column_as(posting::Column::Title, "title")
        .column_as(user::Column::DisplayName, "actor_name")
        .order_by_desc(notification::Column::CreatedAt)
        .order_by_desc(notification::Column::Id)
}

impl Row {
    /// Nothing for a kind that only a newer program knows.
    pub(super) fn read(self) -> Option<Notification> {
        let title = self.title.unwrap_or_default();
        Some(Notification {
            id: NotificationId(self.id),
            kind: self.kind.parse().ok()?,
            posting: self.posting_id.map(|posting| (PostingId(posting), title)),
            by_name: self.actor_name,
            detail: self.detail,
            at: Timestamp(self.created_at),
            read_at: self.read_at.map(Timestamp),
        })
    }
}
