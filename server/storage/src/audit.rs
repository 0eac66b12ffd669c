//! Audit events: appended, listed, never changed.

use domain::{
    events::Event,
    ids::{PostingId, UserId},
    time::Timestamp,
};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::{
    StorageError,
    entities::{audit_event, user},
};

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
}

impl<C: ConnectionTrait> Audit<'_, C> {
    /// Appends an event.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn append(&self, at: Timestamp, actor: Option<UserId>, event: &Event) -> Result<(), StorageError> {
        let row = audit_event::ActiveModel {
            seq: NotSet,
            at: Set(at.0),
            actor_id: Set(actor.map(|actor| actor.0)),
            action: Set(event.action()),
            posting_id: Set(event.posting().map(|posting| posting.0)),
            event: Set(serde_json::to_string(event).unwrap_or_default()),
        };
        audit_event::Entity::insert(row).exec_without_returning(self.0).await?;
        Ok(())
    }

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
        let mut query = audit_event::Entity::find().order_by_desc(audit_event::Column::Seq).limit(limit);
        if let Some(posting) = posting {
            query = query.filter(audit_event::Column::PostingId.eq(posting.0));
        }
        if let Some(before) = before {
            query = query.filter(audit_event::Column::Seq.lt(before));
        }
        let rows = query.all(self.0).await?;
        let actors: Vec<_> = rows.iter().filter_map(|row| row.actor_id).collect();
        let names = user::Entity::find().filter(user::Column::Id.is_in(actors)).all(self.0).await?;
        rows.into_iter().map(|row| recorded(row, &names)).collect()
    }
}

fn recorded(row: audit_event::Model, people: &[user::Model]) -> Result<RecordedEvent, StorageError> {
    let person = people.iter().find(|person| Some(person.id) == row.actor_id);
    Ok(RecordedEvent {
        seq: row.seq,
        at: Timestamp(row.at),
        actor: row.actor_id.map(UserId),
        actor_name: person.map(|person| person.display_name.clone()).unwrap_or_default(),
        event: serde_json::from_str(&row.event).map_err(|_| StorageError::damaged("audit event", &row.event))?,
    })
}
