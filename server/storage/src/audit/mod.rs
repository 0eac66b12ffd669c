//! Audit events: chained and appended as the last thing of a unit of work, listed, never changed.
//!
//! A unit of work notes what happens ([`crate::UnitOfWork::record`]); its commit takes the one row that knows the head of
//! the chain, links the events to it and writes both. Nobody waits for that row longer than a commit takes.

mod chain;
mod moves;

use domain::{
    events::{
        Event,
        chain::{Head, Link},
    },
    ids::{PostingId, UserId},
    time::Timestamp,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use crate::{
    StorageError,
    entities::{audit_event, user},
};

pub(crate) use chain::NewEvent;
pub use chain::{ChainedHead, StoredEvent};

/// The audit log.
pub struct Audit<'c, C>(pub(crate) &'c C);

/// An event with when it happened and who did it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedEvent {
    /// Counts upwards; the order of the log.
    pub seq: i64,
    pub at: Timestamp,
    pub actor: Option<UserId>,
    /// Empty for what the program did by itself.
    pub actor_name: String,
    pub event: Event,
    /// Of the entry and the one before it; empty for entries from before there was a chain.
    pub digest: String,
}

/// Which events to list; nothing set lists all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    pub actor: Option<UserId>,
    pub posting: Option<PostingId>,
    /// One of these words ([`Event::action`]); none for all.
    pub actions: &'static [&'static str],
    pub from: Option<Timestamp>,
    /// Up to, and without, this moment.
    pub until: Option<Timestamp>,
}

impl<C: ConnectionTrait> Audit<'_, C> {
    /// The newest events first, of one posting or of everything; `before` continues a list below that `seq`.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn list(
        &self,
        posting: Option<PostingId>,
        before: Option<i64>,
        limit: u64,
    ) -> Result<Vec<RecordedEvent>, StorageError> {
        self.newest(&AuditFilter { posting, ..AuditFilter::default() }, before, limit).await
    }

    /// The newest events of this filter first; `before` continues a list below that `seq`.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn newest(
        &self,
        filter: &AuditFilter,
        before: Option<i64>,
        limit: u64,
    ) -> Result<Vec<RecordedEvent>, StorageError> {
        let below = before.map(|before| audit_event::Column::Seq.lt(before));
        let query = select(filter).order_by_desc(audit_event::Column::Seq).limit(limit);
        self.recorded(query.filter(sea_orm::Condition::all().add_option(below))).await
    }

    /// The oldest events of this filter first, after one number and up to another.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn between(
        &self,
        filter: &AuditFilter,
        after: i64,
        to: i64,
        limit: u64,
    ) -> Result<Vec<RecordedEvent>, StorageError> {
        let query = select(filter).order_by_asc(audit_event::Column::Seq).limit(limit);
        let query = query.filter(audit_event::Column::Seq.gt(after)).filter(audit_event::Column::Seq.lte(to));
        self.recorded(query).await
    }

    async fn recorded(&self, query: Select<audit_event::Entity>) -> Result<Vec<RecordedEvent>, StorageError> {
        let rows = query.all(self.0).await?;
        let actors: Vec<_> = rows.iter().filter_map(|row| row.actor_id).collect();
        let names = user::Entity::find().filter(user::Column::Id.is_in(actors)).all(self.0).await?;
        rows.into_iter().map(|row| recorded(row, &names)).collect()
    }
}

fn select(filter: &AuditFilter) -> Select<audit_event::Entity> {
    use audit_event::Column;
    let is_one_of = |words: &[&str]| Column::Action.is_in(words.iter().copied());
    let condition = sea_orm::Condition::all()
        .add_option(filter.actor.map(|actor| Column::ActorId.eq(actor.0)))
        .add_option(filter.posting.map(|posting| Column::PostingId.eq(posting.0)))
        .add_option((!filter.actions.is_empty()).then(|| is_one_of(filter.actions)))
        .add_option(filter.from.map(|from| Column::At.gte(from.0)))
        .add_option(filter.until.map(|until| Column::At.lt(until.0)));
    audit_event::Entity::find().filter(condition)
}

fn recorded(row: audit_event::Model, people: &[user::Model]) -> Result<RecordedEvent, StorageError> {
    let person = people.iter().find(|person| Some(person.id) == row.actor_id);
    Ok(RecordedEvent {
        seq: row.seq,
        at: Timestamp(row.at),
        actor: row.actor_id.map(UserId),
        actor_name: person.map(|person| person.display_name.clone()).unwrap_or_default(),
        event: serde_json::from_str(&row.event).map_err(|_| StorageError::damaged("audit event", &row.event))?,
        digest: row.digest,
    })
}
