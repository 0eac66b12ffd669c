//! Decisions in reviews.

use std::time::Duration;

use domain::{
    ids::{DecisionId, ReviewId, RevisionId, UserId},
    review::Decision,
    time::Timestamp,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationDef, prelude::Uuid,
};

use super::Reviews;
use crate::{
    StorageError,
    columns::named,
    entities::{decision, review, user},
};

/// A decision with the review it belongs to and who made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionRecord {
    pub review: ReviewId,
    pub by_name: String,
    /// In whose place.
    pub for_name: Option<String>,
    pub decision: Decision,
}

#[derive(Debug, FromQueryResult)]
pub(super) struct Row {
    review_id: Uuid,
    revision_id: Uuid,
    step: String,
    user_id: Uuid,
    decider_name: String,
    verdict: String,
    comment: String,
    covered: String,
    at: i64,
    for_person: Option<Uuid>,
    is_escalated: bool,
    absent_name: Option<String>,
}

impl<C: ConnectionTrait> Reviews<'_, C> {
    /// # Errors
    /// [`StorageError`]
    pub async fn insert_decision(&self, id: DecisionId, review: ReviewId, new: &Decision) -> Result<(), StorageError> {
        let row = decision::ActiveModel {
            id: Set(id.0),
            review_id: Set(review.0),
            revision_id: Set(new.revision.0),
            step: Set(new.step.clone()),
            user_id: Set(new.by.0),
            verdict: Set(new.verdict.word().to_owned()),
            comment: Set(new.comment.clone()),
            covered: Set(serde_json::to_string(&new.covered).unwrap_or_default()),
            at: Set(new.at.0),
            for_person: Set(new.for_person.map(|person| person.0)),
            is_escalated: Set(new.is_escalated),
        };
        decision::Entity::insert(row).exec_without_returning(self.0).await?;
        Ok(())
    }

    /// Of the last decisions of all, on which step each was and how long after its revision was submitted.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn answered(&self, limit: u64) -> Result<Vec<(String, Duration)>, StorageError> {
        let review: RelationDef =
            decision::Entity::belongs_to(review::Entity).from(decision::Column::ReviewId).to(review::Column::Id).into();
        let rows: Vec<(String, i64, i64)> = decision::Entity::find()
            .select_only()
            .columns([decision::Column::Step, decision::Column::At])
            .column(review::Column::SubmittedAt)
            .join(JoinType::InnerJoin, review)
            .order_by_desc(decision::Column::At)
            .limit(limit)
            .into_tuple()
            .all(self.0)
            .await?;
        let took =
            |(step, at, from): (String, i64, i64)| (step, Duration::from_millis(u64::try_from(at - from).unwrap_or(0)));
        Ok(rows.into_iter().map(took).collect())
    }

    /// The decisions in these reviews, oldest first; no query for none.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn decisions(&self, reviews: &[ReviewId]) -> Result<Vec<DecisionRecord>, StorageError> {
        if reviews.is_empty() {
            return Ok(Vec::new());
        }
        let rows = decision::Entity::find()
            .join_as(JoinType::InnerJoin, by(decision::Column::UserId), "decider")
            .join_as(JoinType::LeftJoin, by(decision::Column::ForPerson), "absent")
            .column_as(named("decider"), "decider_name")
            .column_as(named("absent"), "absent_name")
            .filter(decision::Column::ReviewId.is_in(reviews.iter().map(|review| review.0)))
            .order_by_asc(decision::Column::At)
            .order_by_asc(decision::Column::Step)
            .into_model::<Row>()
            .all(self.0)
            .await?;
        rows.into_iter().map(DecisionRecord::try_from).collect()
    }
}

/// Somebody who is named in a decision.
pub(super) fn by(person: decision::Column) -> RelationDef {
    decision::Entity::belongs_to(user::Entity).from(person).to(user::Column::Id).into()
}

impl TryFrom<Row> for DecisionRecord {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        Ok(Self {
            review: ReviewId(row.review_id),
            by_name: row.decider_name,
            for_name: row.absent_name,
            decision: Decision {
                step: row.step,
                by: UserId(row.user_id),
                for_person: row.for_person.map(UserId),
                at: Timestamp(row.at),
                revision: RevisionId(row.revision_id),
                verdict: row.verdict.parse().map_err(|_| StorageError::damaged("verdict", &row.verdict))?,
                comment: row.comment,
                covered: serde_json::from_str(&row.covered)
                    .map_err(|_| StorageError::damaged("covered scopes", &row.covered))?,
                is_escalated: row.is_escalated,
            },
        })
    }
}
