//! Reviews: rounds of asking for approval.

use domain::{
    ids::{PostingId, ReviewId, RevisionId, UserId},
    permissions::ReadableTeams,
    posting::Authorship,
    review::Policy,
    time::Timestamp,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter,
    QueryOrder, QuerySelect, RelationDef, Select, prelude::Uuid, sea_query::Expr,
};

use super::{Reviews, authorship::read_authorship, read_json};
use crate::{
    StorageError,
    entities::{posting, review, revision, user},
    postings::in_teams,
};

/// How a review stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReviewStatus {
    Open,
    Approved,
    ChangesRequested,
    Withdrawn,
    /// Another revision was submitted while it ran.
    Superseded,
}

impl ReviewStatus {
    const ALL: [Self; 5] = [Self::Open, Self::Approved, Self::ChangesRequested, Self::Withdrawn, Self::Superseded];

    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Approved => "approved",
            Self::ChangesRequested => "changes_requested",
            Self::Withdrawn => "withdrawn",
            Self::Superseded => "superseded",
        }
    }
}

/// One round of asking for approval, under the policy that held when it began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    pub id: ReviewId,
    pub posting: PostingId,
    pub revision: RevisionId,
    pub submitted_by: UserId,
    pub submitted_by_name: String,
    pub submitted_at: Timestamp,
    pub message: String,
    pub policy: Policy,
    pub status: ReviewStatus,
    pub due_at: Timestamp,
    pub ended_at: Option<Timestamp>,
}

/// What a running or ended review says about what may be done with its posting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Governing {
    pub revision: RevisionId,
    pub policy: Policy,
    pub due_at: Timestamp,
    /// Who wrote in the revision since the last approved one, and where.
    pub contributors: Authorship,
}

#[derive(Debug, FromQueryResult)]
struct GoverningRow {
    revision_id: Uuid,
    policy: String,
    due_at: i64,
    contributors: String,
}

impl TryFrom<GoverningRow> for Governing {
    type Error = StorageError;

    fn try_from(row: GoverningRow) -> Result<Self, StorageError> {
        Ok(Self {
            revision: RevisionId(row.revision_id),
            policy: read_json("policy", &row.policy)?,
            due_at: Timestamp(row.due_at),
            contributors: read_authorship(&row.contributors)?,
        })
    }
}

#[derive(Debug, FromQueryResult)]
pub(super) struct Row {
    id: Uuid,
    posting_id: Uuid,
    revision_id: Uuid,
    submitted_by: Uuid,
    submitter_name: String,
    submitted_at: i64,
    message: String,
    policy: String,
    status: String,
    due_at: i64,
    ended_at: Option<i64>,
}

impl<C: ConnectionTrait> Reviews<'_, C> {
    /// # Errors
    /// [`StorageError`], [`StorageError::Duplicate`] when the posting has an open review already.
    pub async fn insert(&self, new: &Review) -> Result<(), StorageError> {
        let row = review::ActiveModel {
            id: Set(new.id.0),
            posting_id: Set(new.posting.0),
            revision_id: Set(new.revision.0),
            submitted_by: Set(new.submitted_by.0),
            submitted_at: Set(new.submitted_at.0),
            message: Set(new.message.clone()),
            policy: Set(serde_json::to_string(&new.policy).unwrap_or_default()),
            status: Set(new.status.word().to_owned()),
            due_at: Set(new.due_at.0),
            ended_at: Set(new.ended_at.map(|at| at.0)),
        };
        review::Entity::insert(row).exec_without_returning(self.0).await?;
        Ok(())
    }

    /// # Errors
    /// [`StorageError`]
    pub async fn find(&self, id: ReviewId) -> Result<Option<Review>, StorageError> {
        let row = select().filter(review::Column::Id.eq(id.0)).into_model::<Row>().one(self.0).await?;
        row.map(Review::try_from).transpose()
    }

    /// Which review governs each of these revisions, in no particular order; no query for none of them.
    ///
    /// # Errors
    /// [`StorageError::Damaged`] when one is missing.
    pub async fn governing(&self, revisions: &[RevisionId]) -> Result<Vec<Governing>, StorageError> {
        if revisions.is_empty() {
            return Ok(Vec::new());
        }
        let reviewed: RelationDef = review::Entity::belongs_to(revision::Entity)
            .from(review::Column::RevisionId)
            .to(revision::Column::Id)
            .into();
        let rows = review::Entity::find()
            .select_only()
            .columns([review::Column::RevisionId, review::Column::Policy, review::Column::DueAt])
            .columns([revision::Column::Contributors])
            .join(JoinType::InnerJoin, reviewed)
            .filter(review::Column::RevisionId.is_in(revisions.iter().map(|revision| revision.0)))
            .into_model::<GoverningRow>()
            .all(self.0)
            .await?;
        let is_found = |revision: &&RevisionId| rows.iter().any(|row| row.revision_id == revision.0);
        if let Some(lost) = revisions.iter().find(|revision| !is_found(revision)) {
            return Err(StorageError::damaged("review of the revision", &lost.to_string()));
        }
        rows.into_iter().map(Governing::try_from).collect()
    }

    /// Gives a review other steps to go on with.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn save_policy(&self, id: ReviewId, policy: &Policy) -> Result<(), StorageError> {
        let policy = serde_json::to_string(policy).unwrap_or_default();
        let row = review::ActiveModel { policy: Set(policy), ..Default::default() };
        review::Entity::update_many().set(row).filter(review::Column::Id.eq(id.0)).exec(self.0).await?;
        Ok(())
    }

    /// The reviews of these postings, newest first.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn of_postings(&self, ids: &[PostingId]) -> Result<Vec<Review>, StorageError> {
        let reviewed: RelationDef = review::Entity::belongs_to(revision::Entity)
            .from(review::Column::RevisionId)
            .to(revision::Column::Id)
            .into();
        let query = select()
            .join(JoinType::InnerJoin, reviewed)
            .filter(review::Column::PostingId.is_in(ids.iter().map(|id| id.0)))
            .order_by_desc(revision::Column::Number);
        all(query.into_model::<Row>().all(self.0).await?)
    }

    /// Open reviews of postings in these teams, most urgent first.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn open(&self, readable: &ReadableTeams, limit: u64) -> Result<Vec<Review>, StorageError> {
        let posting: RelationDef =
            review::Entity::belongs_to(posting::Entity).from(review::Column::PostingId).to(posting::Column::Id).into();
        let query = select()
            .join(JoinType::InnerJoin, posting)
            .filter(review::Column::Status.eq(ReviewStatus::Open.word()))
            .filter(Condition::all().add_option(in_teams(readable)))
            .order_by_asc(review::Column::DueAt)
            .limit(limit);
        all(query.into_model::<Row>().all(self.0).await?)
    }

    /// Ends an open review; `false` when it was not open any more.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn end(&self, id: ReviewId, status: ReviewStatus, at: Timestamp) -> Result<bool, StorageError> {
        let ended = review::Entity::update_many()
            .col_expr(review::Column::Status, Expr::value(status.word()))
            .col_expr(review::Column::EndedAt, Expr::value(at.0))
            .filter(review::Column::Id.eq(id.0))
            .filter(review::Column::Status.eq(ReviewStatus::Open.word()))
            .exec(self.0)
            .await?;
        Ok(ended.rows_affected == 1)
    }
}

fn select() -> Select<review::Entity> {
    let submitter: RelationDef =
        review::Entity::belongs_to(user::Entity).from(review::Column::SubmittedBy).to(user::Column::Id).into();
    review::Entity::find().join(JoinType::InnerJoin, submitter).column_as(user::Column::DisplayName, "submitter_name")
}

fn all(rows: Vec<Row>) -> Result<Vec<Review>, StorageError> {
    rows.into_iter().map(Review::try_from).collect()
}

impl TryFrom<Row> for Review {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        let status = ReviewStatus::ALL.into_iter().find(|status| status.word() == row.status);
        Ok(Self {
            id: ReviewId(row.id),
            posting: PostingId(row.posting_id),
            revision: RevisionId(row.revision_id),
            submitted_by: UserId(row.submitted_by),
            submitted_by_name: row.submitter_name,
            submitted_at: Timestamp(row.submitted_at),
            policy: read_json("policy", &row.policy)?,
            status: status.ok_or_else(|| StorageError::damaged("review status", &row.status))?,
            due_at: Timestamp(row.due_at),
            ended_at: row.ended_at.map(Timestamp),
            message: row.message,
        })
    }
}
