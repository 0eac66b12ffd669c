//! Revisions: frozen contents with their digests.

use domain::{
    ids::{PostingId, RevisionId, UserId},
    posting::{Authorship, ScopeHashes, Snapshot},
    time::Timestamp,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationDef, Select, prelude::Uuid,
};

use super::{ReviewStatus, Reviews, authorship::read_authorship, read_json};
use crate::{
    StorageError, Upstream,
    entities::{review, revision, user},
};

/// A frozen content. Its digests were taken when it was frozen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    pub head: RevisionHead,
    pub snapshot: Snapshot,
}

/// A revision without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionHead {
    pub id: RevisionId,
    pub posting: PostingId,
    /// Counts from 1 within the posting.
    pub number: u32,
    pub author: UserId,
    pub author_name: String,
    /// The number of the draft's last update that is in it.
    pub seq: i64,
    pub hashes: ScopeHashes,
    pub root_hash: String,
    /// Everyone who edited since the last approved revision, and where.
    pub contributors: Authorship,
    pub message: String,
    pub created_at: Timestamp,
}

#[derive(Debug, FromQueryResult)]
pub(super) struct HeadRow {
    pub id: Uuid,
    posting_id: Uuid,
    number: i32,
    author_id: Uuid,
    author_name: String,
    seq: i64,
    scope_hashes: String,
    root_hash: String,
    contributors: String,
    message: String,
    created_at: i64,
}

#[derive(Debug, FromQueryResult)]
struct WholeRow {
    #[sea_orm(nested)]
    head: HeadRow,
    snapshot: String,
}

impl<C: ConnectionTrait> Reviews<'_, C> {
    /// # Errors
    /// [`StorageError`], [`StorageError::Duplicate`] when the posting has a revision with this number.
    pub async fn insert_revision(&self, new: &Revision) -> Result<(), StorageError> {
        let head = &new.head;
        let row = revision::ActiveModel {
            id: Set(head.id.0),
            posting_id: Set(head.posting.0),
            number: Set(i32::try_from(head.number).unwrap_or(i32::MAX)),
            kind: Set("submitted".to_owned()),
            author_id: Set(head.author.0),
            seq: Set(head.seq),
            snapshot: Set(serde_json::to_string(&new.snapshot).unwrap_or_default()),
            scope_hashes: Set(serde_json::to_string(&head.hashes).unwrap_or_default()),
            root_hash: Set(head.root_hash.clone()),
            contributors: Set(serde_json::to_string(&head.contributors).unwrap_or_default()),
            message: Set(head.message.clone()),
            created_at: Set(head.created_at.0),
        };
        revision::Entity::insert(row).exec_without_returning(self.0).await?;
        Upstream(self.0).note_uses(head.id, &new.snapshot).await
    }

    /// # Errors
    /// [`StorageError`]
    pub async fn revision(&self, id: RevisionId) -> Result<Option<Revision>, StorageError> {
        let whole = heads().column(revision::Column::Snapshot).filter(revision::Column::Id.eq(id.0));
        let Some(row) = whole.into_model::<WholeRow>().one(self.0).await? else { return Ok(None) };
        Ok(Some(Revision { head: row.head.try_into()?, snapshot: read_json("snapshot", &row.snapshot)? }))
    }

    /// What the posting's revision with this number says.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn snapshot_numbered(&self, posting: PostingId, number: u32) -> Result<Option<Snapshot>, StorageError> {
        let content: Option<String> = revision::Entity::find()
            .select_only()
            .column(revision::Column::Snapshot)
            .filter(revision::Column::PostingId.eq(posting.0))
            .filter(revision::Column::Number.eq(i32::try_from(number).unwrap_or(i32::MAX)))
            .into_tuple()
            .one(self.0)
            .await?;
        content.map(|content| read_json("snapshot", &content)).transpose()
    }

    /// What these revisions say, in one query and in no particular order.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn snapshots(&self, ids: &[RevisionId]) -> Result<Vec<(RevisionId, Snapshot)>, StorageError> {
        let rows: Vec<(Uuid, String)> = revision::Entity::find()
            .select_only()
            .columns([revision::Column::Id, revision::Column::Snapshot])
            .filter(revision::Column::Id.is_in(ids.iter().map(|id| id.0)))
            .into_tuple()
            .all(self.0)
            .await?;
        rows.into_iter().map(|(id, snapshot)| Ok((RevisionId(id), read_json("snapshot", &snapshot)?))).collect()
    }

    /// The posting's revisions, newest first.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn revisions(&self, posting: PostingId) -> Result<Vec<RevisionHead>, StorageError> {
        let query = heads().filter(revision::Column::PostingId.eq(posting.0));
        let rows = query.order_by_desc(revision::Column::Number).into_model::<HeadRow>().all(self.0).await?;
        rows.into_iter().map(RevisionHead::try_from).collect()
    }

    /// The revisions with these ids, in no particular order.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn revisions_with_ids(&self, ids: &[RevisionId]) -> Result<Vec<RevisionHead>, StorageError> {
        let query = heads().filter(revision::Column::Id.is_in(ids.iter().map(|id| id.0)));
        let rows = query.into_model::<HeadRow>().all(self.0).await?;
        rows.into_iter().map(RevisionHead::try_from).collect()
    }

    /// The number of the posting's last revision; 0 if it has none.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn last_number(&self, posting: PostingId) -> Result<u32, StorageError> {
        let number: Option<Option<i32>> = revision::Entity::find()
            .select_only()
            .column_as(revision::Column::Number.max(), "number")
            .filter(revision::Column::PostingId.eq(posting.0))
            .into_tuple()
            .one(self.0)
            .await?;
        Ok(number.flatten().and_then(|number| u32::try_from(number).ok()).unwrap_or(0))
    }

    /// The last revision below this number whose review ended with an approval.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn last_approved(&self, posting: PostingId, below: u32) -> Result<Option<RevisionHead>, StorageError> {
        let reviewed: RelationDef = revision::Entity::belongs_to(review::Entity)
            .from(revision::Column::Id)
            .to(review::Column::RevisionId)
            .into();
        let query = heads()
            .join(JoinType::InnerJoin, reviewed)
            .filter(revision::Column::PostingId.eq(posting.0))
            .filter(revision::Column::Number.lt(i32::try_from(below).unwrap_or(i32::MAX)))
            .filter(review::Column::Status.eq(ReviewStatus::Approved.word()))
            .order_by_desc(revision::Column::Number);
        query.into_model::<HeadRow>().one(self.0).await?.map(RevisionHead::try_from).transpose()
    }
}

pub(super) fn heads() -> Select<revision::Entity> {
    let author: RelationDef =
        revision::Entity::belongs_to(user::Entity).from(revision::Column::AuthorId).to(user::Column::Id).into();
    let columns = [
        revision::Column::Id,
        revision::Column::PostingId,
        revision::Column::Number,
        revision::Column::AuthorId,
        revision::Column::Seq,
        revision::Column::ScopeHashes,
        revision::Column::RootHash,
        revision::Column::Contributors,
        revision::Column::Message,
        revision::Column::CreatedAt,
    ];
    revision::Entity::find()
        .select_only()
        .columns(columns)
        .column_as(user::Column::DisplayName, "author_name")
        .join(JoinType::InnerJoin, author)
}

impl TryFrom<HeadRow> for RevisionHead {
    type Error = StorageError;

    fn try_from(row: HeadRow) -> Result<Self, StorageError> {
        Ok(Self {
            id: RevisionId(row.id),
            posting: PostingId(row.posting_id),
            number: u32::try_from(row.number).unwrap_or(0),
            author: UserId(row.author_id),
            author_name: row.author_name,
            seq: row.seq,
            hashes: read_json("scope hashes", &row.scope_hashes)?,
            contributors: read_authorship(&row.contributors)?,
            root_hash: row.root_hash,
            message: row.message,
            created_at: Timestamp(row.created_at),
        })
    }
}
