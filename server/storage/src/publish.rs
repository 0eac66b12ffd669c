//! What is public: one publication per posting that ever was, with the content that the public sees or last saw.

use domain::{
    ids::{PostingId, RevisionId, UserId},
    posting::Snapshot,
    time::{Timestamp, read_date, write_date},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, OnConflict},
};
use time::Date;

use crate::{
    StorageError,
    entities::publication::{ActiveModel, Column, Entity, Model},
};

/// What is public.
pub struct Publications<'c, C>(pub(crate) &'c C);

/// A posting as the public sees it, or last saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    pub posting: PostingId,
    /// Its address; kept for ever.
    pub slug: String,
    pub revision: RevisionId,
    pub title: String,
    /// What the public list shows, as JSON of the publish feature.
    pub summary: String,
    pub snapshot: Snapshot,
    pub content_hash: String,
    pub date_posted: Date,
    /// The last day on which people can apply.
    pub valid_through: Date,
    pub published_at: Timestamp,
    pub published_by: UserId,
    pub closed_at: Option<Timestamp>,
}

/// A row of the public list.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct ListedPublication {
    pub slug: String,
    pub title: String,
    /// What the public list shows, as JSON of the publish feature.
    pub summary: String,
    /// A day as `2026-11-21`.
    pub date_posted: String,
    pub published_at: i64,
}

impl<C: ConnectionTrait> Publications<'_, C> {
    /// # Errors
    /// [`StorageError`]
    pub async fn of_posting(&self, posting: PostingId) -> Result<Option<Publication>, StorageError> {
        Entity::find_by_id(posting.0).one(self.0).await?.map(Publication::try_from).transpose()
    }

    /// # Errors
    /// [`StorageError`]
    pub async fn at(&self, slug: &str) -> Result<Option<Publication>, StorageError> {
        Entity::find().filter(Column::Slug.eq(slug)).one(self.0).await?.map(Publication::try_from).transpose()
    }

    /// Everything that people can apply to on this day, newest first.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn open(&self, today: Date) -> Result<Vec<ListedPublication>, StorageError> {
        let rows = Entity::find()
            .select_only()
            .columns([Column::Slug, Column::Title, Column::Summary, Column::DatePosted, Column::PublishedAt])
            .filter(Column::ClosedAt.is_null())
            .filter(Column::ValidThrough.gte(write_date(today)))
            .order_by_desc(Column::DatePosted)
            .order_by_desc(Column::PublishedAt)
            .order_by_asc(Column::Slug)
            .into_model::<ListedPublication>()
            .all(self.0)
            .await?;
        Ok(rows)
    }

    /// The addresses taken that begin like this.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn slugs_from(&self, beginning: &str) -> Result<Vec<String>, StorageError> {
        let slugs = Entity::find().select_only().column(Column::Slug).filter(Column::Slug.starts_with(beginning));
        Ok(slugs.into_tuple().all(self.0).await?)
    }

    /// Makes this what the public sees of its posting.
    ///
    /// # Errors
    /// [`StorageError`], [`StorageError::Duplicate`] when the address is another posting's.
    pub async fn publish(&self, publication: &Publication) -> Result<(), StorageError> {
        let mut replace = OnConflict::column(Column::PostingId);
        replace.update_columns([
            Column::RevisionId,
            Column::Title,
            Column::Summary,
            Column::Snapshot,
            Column::ContentHash,
            Column::DatePosted,
            Column::ValidThrough,
            Column::PublishedAt,
            Column::PublishedBy,
            Column::ClosedAt,
        ]);
        replace.value(Column::Version, Expr::col((Entity, Column::Version)).add(1));
        Entity::insert(row(publication)).on_conflict(replace).exec_without_returning(self.0).await?;
        Ok(())
    }

    /// Takes a posting down.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn close(&self, posting: PostingId, at: Timestamp) -> Result<(), StorageError> {
        Entity::update_many()
            .col_expr(Column::ClosedAt, Expr::value(at.0))
            .col_expr(Column::Version, Expr::col(Column::Version).add(1))
            .filter(Column::PostingId.eq(posting.0))
            .filter(Column::ClosedAt.is_null())
            .exec(self.0)
            .await?;
        Ok(())
    }

    /// A number that grows with every publication and every closing, in the order in which they are committed.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn version(&self) -> Result<i64, StorageError> {
        let version: Option<Option<i64>> = Entity::find()
            .select_only()
            .column_as(Expr::col(Column::Version).sum().cast_as("BIGINT"), "version")
            .into_tuple()
            .one(self.0)
            .await?;
        Ok(version.flatten().unwrap_or(0))
    }
}

fn row(publication: &Publication) -> ActiveModel {
    ActiveModel {
        posting_id: Set(publication.posting.0),
        slug: Set(publication.slug.clone()),
        revision_id: Set(publication.revision.0),
        title: Set(publication.title.clone()),
        summary: Set(publication.summary.clone()),
        snapshot: Set(serde_json::to_string(&publication.snapshot).unwrap_or_default()),
        content_hash: Set(publication.content_hash.clone()),
        date_posted: Set(write_date(publication.date_posted)),
        valid_through: Set(write_date(publication.valid_through)),
        published_at: Set(publication.published_at.0),
        published_by: Set(publication.published_by.0),
        closed_at: Set(publication.closed_at.map(|at| at.0)),
        version: Set(1),
    }
}

impl TryFrom<Model> for Publication {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        let day = |text: &str| read_date(text).ok_or_else(|| StorageError::damaged("day", text));
        Ok(Self {
            posting: PostingId(row.posting_id),
            revision: RevisionId(row.revision_id),
            snapshot: serde_json::from_str(&row.snapshot)
                .map_err(|_| StorageError::damaged("snapshot", &row.snapshot))?,
            date_posted: day(&row.date_posted)?,
            valid_through: day(&row.valid_through)?,
            published_at: Timestamp(row.published_at),
            published_by: UserId(row.published_by),
            closed_at: row.closed_at.map(Timestamp),
            slug: row.slug,
            title: row.title,
            summary: row.summary,
            content_hash: row.content_hash,
        })
    }
}
