//! Threads as they are read: with everything that was said in them, in one query.

use domain::{
    ids::{PostingId, ThreadId, UserId},
    threads::Anchor,
    time::Timestamp,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationDef, Select, prelude::Uuid,
};

use super::{CommentRecord, Threads, comments::Said};
use crate::{
    StorageError,
    columns::named,
    entities::{comment, thread, user},
};

/// A thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThreadRecord {
    pub id: ThreadId,
    pub posting: PostingId,
    pub anchor: Anchor,
    pub is_blocking: bool,
    pub opened_by: UserId,
    pub opened_by_name: String,
    pub opened_at: Timestamp,
    /// Nothing while it is open.
    pub resolved: Option<Resolved>,
    /// Oldest first, never none.
    pub comments: Vec<CommentRecord>,
}

/// That a thread was resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    pub by_name: String,
    pub at: Timestamp,
}

#[derive(Debug, FromQueryResult)]
struct Row {
    id: Uuid,
    posting_id: Uuid,
    place: String,
    quote: Option<String>,
    said: String,
    is_blocking: bool,
    opened_by: Uuid,
    opener_name: String,
    opened_at: i64,
    resolver_name: Option<String>,
    resolved_at: Option<i64>,
    #[sea_orm(nested)]
    comment: Said,
}

impl<C: ConnectionTrait> Threads<'_, C> {
    /// Everything that was said about the posting, in the order in which threads were opened.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn of_posting(&self, posting: PostingId) -> Result<Vec<ThreadRecord>, StorageError> {
        let query = select().filter(thread::Column::PostingId.eq(posting.0));
        threads(query.into_model::<Row>().all(self.0).await?)
    }

    /// # Errors
    /// [`StorageError`]
    pub async fn find(&self, id: ThreadId) -> Result<Option<ThreadRecord>, StorageError> {
        let query = select().filter(thread::Column::Id.eq(id.0));
        Ok(threads(query.into_model::<Row>().all(self.0).await?)?.pop())
    }
}

fn select() -> Select<thread::Entity> {
    let said: RelationDef =
        thread::Entity::belongs_to(comment::Entity).from(thread::Column::Id).to(comment::Column::ThreadId).into();
    let author: RelationDef =
        comment::Entity::belongs_to(user::Entity).from(comment::Column::AuthorId).to(user::Column::Id).into();
    let opener: RelationDef =
        thread::Entity::belongs_to(user::Entity).from(thread::Column::OpenedBy).to(user::Column::Id).into();
    let resolver: RelationDef =
        thread::Entity::belongs_to(user::Entity).from(thread::Column::ResolvedBy).to(user::Column::Id).into();
    thread::Entity::find()
        .join(JoinType::InnerJoin, said)
        .join_as(JoinType::InnerJoin, author, "author")
        .join_as(JoinType::InnerJoin, opener, "opener")
        .join_as(JoinType::LeftJoin, resolver, "resolver")
        .column_as(named("opener"), "opener_name")
        .column_as(named("resolver"), "resolver_name")
        .column_as(comment::Column::Id, "comment_id")
        .column_as(comment::Column::AuthorId, "author_id")
        .column_as(named("author"), "author_name")
        .column_as(comment::Column::Text, "text")
        .column_as(comment::Column::Mentions, "mentions")
        .column_as(comment::Column::At, "at")
        .column_as(comment::Column::EditedAt, "edited_at")
        .column_as(comment::Column::DeletedAt, "deleted_at")
        .order_by_asc(thread::Column::OpenedAt)
        .order_by_asc(thread::Column::Id)
        .order_by_asc(comment::Column::At)
        .order_by_asc(comment::Column::Id)
}

/// One thread per run of rows with the same id.
fn threads(rows: Vec<Row>) -> Result<Vec<ThreadRecord>, StorageError> {
    let mut threads: Vec<ThreadRecord> = Vec::new();
    for row in rows {
        if threads.last().is_none_or(|last| last.id.0 != row.id) {
            threads.push(row.thread()?);
        }
        if let Some(thread) = threads.last_mut() {
            thread.comments.push(row.comment.try_into()?);
        }
    }
    Ok(threads)
}

impl Row {
    fn thread(&self) -> Result<ThreadRecord, StorageError> {
        let damaged = |what: &str| StorageError::damaged("thread", what);
        let quote = self.quote.as_deref().map(serde_json::from_str).transpose();
        let resolved = self
            .resolved_at
            .map(|at| Resolved { by_name: self.resolver_name.clone().unwrap_or_default(), at: Timestamp(at) });
        Ok(ThreadRecord {
            id: ThreadId(self.id),
            posting: PostingId(self.posting_id),
            anchor: Anchor {
                place: self.place.parse().map_err(|_| damaged(&self.place))?,
                quote: quote.map_err(|_| damaged("quote"))?,
                said: self.said.clone(),
            },
            is_blocking: self.is_blocking,
            opened_by: UserId(self.opened_by),
            opened_by_name: self.opener_name.clone(),
            opened_at: Timestamp(self.opened_at),
            resolved,
            comments: Vec::new(),
        })
    }
}
