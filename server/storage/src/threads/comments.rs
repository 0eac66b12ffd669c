//! What was said in a thread.

use domain::{
    ids::{CommentId, ThreadId, UserId},
    time::Timestamp,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, prelude::Uuid,
};
use serde::{Deserialize, Serialize};

use super::Threads;
use crate::{StorageError, entities::comment};

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentRecord {
    pub id: CommentId,
    pub author: UserId,
    pub author_name: String,
    /// Empty when it was deleted.
    pub text: String,
    pub mentioned: Vec<Mentioned>,
    pub at: Timestamp,
    pub edited_at: Option<Timestamp>,
    pub deleted_at: Option<Timestamp>,
}

/// Somebody who is called in a comment, by the name that they had then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mentioned {
    pub person: UserId,
    pub name: String,
}

#[derive(Debug, FromQueryResult)]
pub(super) struct Said {
    comment_id: Uuid,
    author_id: Uuid,
    author_name: String,
    text: String,
    mentions: String,
    at: i64,
    edited_at: Option<i64>,
    deleted_at: Option<i64>,
}

impl<C: ConnectionTrait> Threads<'_, C> {
    /// # Errors
    /// [`StorageError`]
    pub async fn insert_comment(&self, thread: ThreadId, new: &CommentRecord) -> Result<(), StorageError> {
        let row = comment::ActiveModel {
            id: Set(new.id.0),
            thread_id: Set(thread.0),
            author_id: Set(new.author.0),
            text: Set(new.text.clone()),
            mentions: Set(written(&new.mentioned)),
            at: Set(new.at.0),
            edited_at: Set(None),
            deleted_at: Set(None),
        };
        comment::Entity::insert(row).exec_without_returning(self.0).await?;
        Ok(())
    }

    /// The thread that a comment stands in.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn thread_of(&self, id: CommentId) -> Result<Option<ThreadId>, StorageError> {
        let row = comment::Entity::find_by_id(id.0).one(self.0).await?;
        Ok(row.map(|row| ThreadId(row.thread_id)))
    }

    /// Puts other words in its place.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn reword_comment(
        &self,
        id: CommentId,
        text: &str,
        mentioned: &[Mentioned],
        at: Timestamp,
    ) -> Result<(), StorageError> {
        self.save_comment(
            id,
            comment::ActiveModel {
                text: Set(text.to_owned()),
                mentions: Set(written(mentioned)),
                edited_at: Set(Some(at.0)),
                ..Default::default()
            },
        )
        .await
    }

    /// Takes its words out of the database; that somebody said something stays.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn delete_comment(&self, id: CommentId, at: Timestamp) -> Result<(), StorageError> {
        self.save_comment(
            id,
            comment::ActiveModel {
                text: Set(String::new()),
                mentions: Set(written(&[])),
                deleted_at: Set(Some(at.0)),
                ..Default::default()
            },
        )
        .await
    }

    async fn save_comment(&self, id: CommentId, change: comment::ActiveModel) -> Result<(), StorageError> {
        comment::Entity::update_many().set(change).filter(comment::Column::Id.eq(id.0)).exec(self.0).await?;
        Ok(())
    }
}

fn written(mentioned: &[Mentioned]) -> String {
    serde_json::to_string(mentioned).unwrap_or_default()
}

impl TryFrom<Said> for CommentRecord {
    type Error = StorageError;

    fn try_from(row: Said) -> Result<Self, StorageError> {
        Ok(Self {
            id: CommentId(row.comment_id),
            author: UserId(row.author_id),
            author_name: row.author_name,
            text: row.text,
            mentioned: serde_json::from_str(&row.mentions)
                .map_err(|_| StorageError::damaged("mentions", &row.mentions))?,
            at: Timestamp(row.at),
            edited_at: row.edited_at.map(Timestamp),
            deleted_at: row.deleted_at.map(Timestamp),
        })
    }
}
