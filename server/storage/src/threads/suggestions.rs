//! Suggested changes, and what became of them.

use domain::{
    ids::{PostingId, SuggestionId, UserId},
    posting::Scope,
    threads::{Change, SuggestionState},
    time::Timestamp,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, RelationDef, Select, prelude::Uuid,
};

use super::Threads;
use crate::{
    StorageError,
    columns::named,
    entities::{suggestion, user},
};

/// A suggestion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuggestionRecord {
    pub id: SuggestionId,
    pub posting: PostingId,
    pub change: Change,
    pub reason: String,
    pub by: UserId,
    pub by_name: String,
    pub at: Timestamp,
    pub state: SuggestionState,
    /// Who answered it.
    pub settled_by_name: Option<String>,
    pub settled_at: Option<Timestamp>,
}

/// A suggestion to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSuggestion {
    pub id: SuggestionId,
    pub posting: PostingId,
    pub change: Change,
    pub reason: String,
    pub by: UserId,
    pub at: Timestamp,
}

/// The answer to a suggestion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    pub state: SuggestionState,
    pub by: UserId,
    pub at: Timestamp,
    /// The draft's update that it became, if it was accepted.
    pub seq: Option<i64>,
    pub scope: Option<Scope>,
}

#[derive(Debug, FromQueryResult)]
struct Row {
    id: Uuid,
    posting_id: Uuid,
    change: String,
    reason: String,
    suggested_by: Uuid,
    suggester_name: String,
    at: i64,
    state: String,
    settler_name: Option<String>,
    settled_at: Option<i64>,
}

impl<C: ConnectionTrait> Threads<'_, C> {
    /// # Errors
    /// [`StorageError`]
    pub async fn insert_suggestion(&self, new: &NewSuggestion) -> Result<(), StorageError> {
        let row = suggestion::ActiveModel {
            id: Set(new.id.0),
            posting_id: Set(new.posting.0),
            change: Set(serde_json::to_string(&new.change).unwrap_or_default()),
            reason: Set(new.reason.clone()),
            suggested_by: Set(new.by.0),
            at: Set(new.at.0),
            state: Set(SuggestionState::Open.word().to_owned()),
            settled_by: Set(None),
            settled_at: Set(None),
            seq: Set(None),
            scope: Set(None),
        };
        suggestion::Entity::insert(row).exec_without_returning(self.0).await?;
        Ok(())
    }

    /// The posting's suggestions, the oldest first.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn suggestions(&self, posting: PostingId) -> Result<Vec<SuggestionRecord>, StorageError> {
        all(select().filter(suggestion::Column::PostingId.eq(posting.0)).into_model::<Row>().all(self.0).await?)
    }

    /// Those of these suggestions that the posting has, the oldest first.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn suggestions_with_ids(
        &self,
        posting: PostingId,
        ids: &[SuggestionId],
    ) -> Result<Vec<SuggestionRecord>, StorageError> {
        let these = select()
            .filter(suggestion::Column::PostingId.eq(posting.0))
            .filter(suggestion::Column::Id.is_in(ids.iter().map(|id| id.0)));
        all(these.into_model::<Row>().all(self.0).await?)
    }

    /// How many of the posting wait for an answer.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn open_suggestions(&self, posting: PostingId) -> Result<u64, StorageError> {
        let open = suggestion::Entity::find()
            .filter(suggestion::Column::PostingId.eq(posting.0))
            .filter(suggestion::Column::State.eq(SuggestionState::Open.word()));
        Ok(open.count(self.0).await?)
    }

    /// Answers an open suggestion; false when it was answered already.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn settle_suggestion(&self, id: SuggestionId, answer: &Settled) -> Result<bool, StorageError> {
        let change = suggestion::ActiveModel {
            state: Set(answer.state.word().to_owned()),
            settled_by: Set(Some(answer.by.0)),
            settled_at: Set(Some(answer.at.0)),
            seq: Set(answer.seq),
            scope: Set(answer.scope.map(|scope| scope.word().to_owned())),
            ..Default::default()
        };
        let done = suggestion::Entity::update_many()
            .set(change)
            .filter(suggestion::Column::Id.eq(id.0))
            .filter(suggestion::Column::State.eq(SuggestionState::Open.word()))
            .exec(self.0)
            .await?;
        Ok(done.rows_affected == 1)
    }
}

fn select() -> Select<suggestion::Entity> {
    let suggester: RelationDef =
        suggestion::Entity::belongs_to(user::Entity).from(suggestion::Column::SuggestedBy).to(user::Column::Id).into();
    let settler: RelationDef =
        suggestion::Entity::belongs_to(user::Entity).from(suggestion::Column::SettledBy).to(user::Column::Id).into();
    suggestion::Entity::find()
        .join_as(JoinType::InnerJoin, suggester, "suggester")
        .join_as(JoinType::LeftJoin, settler, "settler")
        .column_as(named("suggester"), "suggester_name")
        .column_as(named("settler"), "settler_name")
        .order_by_asc(suggestion::Column::At)
        .order_by_asc(suggestion::Column::Id)
}

fn all(rows: Vec<Row>) -> Result<Vec<SuggestionRecord>, StorageError> {
    rows.into_iter().map(SuggestionRecord::try_from).collect()
}

impl TryFrom<Row> for SuggestionRecord {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        Ok(Self {
            id: SuggestionId(row.id),
            posting: PostingId(row.posting_id),
            change: serde_json::from_str(&row.change).map_err(|_| StorageError::damaged("suggestion", &row.change))?,
            reason: row.reason,
            by: UserId(row.suggested_by),
            by_name: row.suggester_name,
            at: Timestamp(row.at),
            state: row.state.parse().map_err(|_| StorageError::damaged("suggestion", &row.state))?,
            settled_by_name: row.settler_name,
            settled_at: row.settled_at.map(Timestamp),
        })
    }
}
