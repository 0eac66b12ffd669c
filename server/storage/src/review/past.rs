//! All that was submitted and decided about one posting, in one query: what a page about a review begins with.

use domain::ids::{PostingId, UserId};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationDef, Select,
    sea_query::{Expr, IntoCondition},
};

use super::{DecisionRecord, Review, Reviews, RevisionHead, decisions, revisions, rounds};
use crate::{
    StorageError,
    columns::{named, with_columns},
    entities::{decision, doc_head, review, review_look, revision, user},
};

/// The rounds of a posting, as one person comes to them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Past {
    /// Newest first.
    pub rounds: Vec<Round>,
    /// Which revision the person looked at last, if they looked at any.
    pub looked: Option<Looked>,
    /// How many updates the draft has.
    pub draft_seq: i64,
}

/// A revision, the review of it, and what was decided in that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    pub head: RevisionHead,
    pub review: Review,
    /// Oldest first.
    pub decisions: Vec<DecisionRecord>,
}

/// The number of the revision that somebody looked at last, and of the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Looked {
    pub last: u32,
    pub before: Option<u32>,
}

#[derive(Debug, FromQueryResult)]
struct Row {
    #[sea_orm(nested)]
    head: revisions::HeadRow,
    #[sea_orm(nested(prefix = "review_"))]
    review: rounds::Row,
    #[sea_orm(nested(prefix = "decision_"))]
    decision: Option<decisions::Row>,
    #[sea_orm(nested(prefix = "look_"))]
    look: Option<review_look::Model>,
    draft_seq: Option<i64>,
}

impl<C: ConnectionTrait> Reviews<'_, C> {
    /// Everything that was submitted and decided about a posting, and what of it the person looked at.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn past(&self, posting: PostingId, reader: UserId) -> Result<Past, StorageError> {
        let rows = select(reader).filter(revision::Column::PostingId.eq(posting.0));
        let mut past = Past::default();
        for row in rows.into_model::<Row>().all(self.0).await? {
            if past.rounds.last().is_none_or(|last| last.head.id.0 != row.head.id) {
                past.looked = row.look.as_ref().map(Looked::from);
                past.draft_seq = row.draft_seq.unwrap_or_default();
                past.rounds.push(Round {
                    head: row.head.try_into()?,
                    review: row.review.try_into()?,
                    decisions: vec![],
                });
            }
            if let (Some(round), Some(decision)) = (past.rounds.last_mut(), row.decision) {
                round.decisions.push(decision.try_into()?);
            }
        }
        Ok(past)
    }
}

impl From<&review_look::Model> for Looked {
    fn from(row: &review_look::Model) -> Self {
        let number = |number: i32| u32::try_from(number).unwrap_or(0);
        Self { last: number(row.number), before: row.before.map(number) }
    }
}

fn select(reader: UserId) -> Select<revision::Entity> {
    let reviewed: RelationDef =
        revision::Entity::belongs_to(review::Entity).from(revision::Column::Id).to(review::Column::RevisionId).into();
    let submitter: RelationDef =
        review::Entity::belongs_to(user::Entity).from(review::Column::SubmittedBy).to(user::Column::Id).into();
    let decided: RelationDef =
        review::Entity::belongs_to(decision::Entity).from(review::Column::Id).to(decision::Column::ReviewId).into();
    let looked = revision::Entity::belongs_to(review_look::Entity)
        .from(revision::Column::PostingId)
        .to(review_look::Column::PostingId)
        .on_condition(move |_, look| Expr::col((look, review_look::Column::UserId)).eq(reader.0).into_condition());
    let draft: RelationDef = revision::Entity::belongs_to(doc_head::Entity)
        .from(revision::Column::PostingId)
        .to(doc_head::Column::PostingId)
        .into();
    let rounds = revisions::heads()
        .join(JoinType::InnerJoin, reviewed)
        .join_as(JoinType::InnerJoin, submitter, "submitter")
        .join(JoinType::LeftJoin, decided)
        .join_as(JoinType::LeftJoin, decisions::by(decision::Column::UserId), "decider")
        .join_as(JoinType::LeftJoin, decisions::by(decision::Column::ForPerson), "absent")
        .join(JoinType::LeftJoin, looked.into())
        .join(JoinType::LeftJoin, draft)
        .column_as(named("submitter"), "review_submitter_name")
        .column_as(named("decider"), "decision_decider_name")
        .column_as(named("absent"), "decision_absent_name")
        .column_as(doc_head::Column::Seq, "draft_seq")
        .order_by_desc(revision::Column::Number)
        .order_by_asc(decision::Column::At)
        .order_by_asc(decision::Column::Step);
    let rounds = with_columns(rounds, review::Entity, "review_");
    with_columns(with_columns(rounds, decision::Entity, "decision_"), review_look::Entity, "look_")
}
