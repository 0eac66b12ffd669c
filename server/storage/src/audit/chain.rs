//! Linking events to the head of the chain, and reading the chain as it is stored.

use domain::{
    events::Event,
    ids::{PostingId, UserId},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};

use super::{Audit, Head, Link, Timestamp};
use crate::{
    StorageError,
    entities::{audit_event, audit_head},
};

const THE_ONE: i32 = 1;

/// What happened in a unit of work that is not committed yet.
#[derive(Debug)]
pub(crate) struct NewEvent {
    pub at: Timestamp,
    pub actor: Option<UserId>,
    pub event: Event,
}

/// Where the chain begins and ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainedHead {
    /// The last entry from before there was a chain, or 0.
    pub start_seq: i64,
    pub head: Head,
}

/// An entry word for word, with its digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEvent {
    row: audit_event::Model,
}

impl StoredEvent {
    #[must_use]
    pub fn link(&self) -> Link<'_> {
        let row = &self.row;
        Link {
            seq: row.seq,
            at: Timestamp(row.at),
            actor: row.actor_id.map(UserId),
            action: &row.action,
            posting: row.posting_id.map(PostingId),
            event: &row.event,
        }
    }

    #[must_use]
    pub fn digest(&self) -> &str {
        &self.row.digest
    }
}

impl<C: ConnectionTrait> Audit<'_, C> {
    /// Links events to the head and writes them. The head stays taken until the transaction ends.
    pub(crate) async fn append(&self, events: Vec<NewEvent>) -> Result<(), StorageError> {
        if events.is_empty() {
            return Ok(());
        }
        let mut head = self.take_head().await?;
        let mut rows = Vec::with_capacity(events.len());
        for NewEvent { at, actor, event } in events {
            let (action, posting) = (event.action(), event.posting());
            let json = serde_json::to_string(&event).unwrap_or_default();
            let link = Link { seq: head.seq + 1, at, actor, action: &action, posting, event: &json };
            head = Head { seq: link.seq, digest: link.digest(&head.digest) };
            rows.push(audit_event::ActiveModel {
                seq: Set(head.seq),
                at: Set(at.0),
                actor_id: Set(actor.map(|actor| actor.0)),
                posting_id: Set(posting.map(|posting| posting.0)),
                digest: Set(head.digest.clone()),
                action: Set(action),
                event: Set(json),
            });
        }
        audit_event::Entity::insert_many(rows).exec_without_returning(self.0).await?;
        self.put_head(&head).await
    }

    /// Takes the head: whoever else wants it waits for the end of this transaction.
    async fn take_head(&self) -> Result<Head, StorageError> {
        let seq = audit_head::Column::Seq;
        let taken = audit_head::Entity::update_many()
            .col_expr(seq, Expr::col(seq).add(0))
            .filter(audit_head::Column::Id.eq(THE_ONE))
            .exec_with_returning(self.0)
            .await?;
        let row = taken.into_iter().next().ok_or_else(|| StorageError::damaged("audit head", "none"))?;
        Ok(Head { seq: row.seq, digest: row.digest })
    }

    async fn put_head(&self, head: &Head) -> Result<(), StorageError> {
        audit_head::Entity::update_many()
            .col_expr(audit_head::Column::Seq, Expr::value(head.seq))
            .col_expr(audit_head::Column::Digest, Expr::value(head.digest.clone()))
            .filter(audit_head::Column::Id.eq(THE_ONE))
            .exec(self.0)
            .await?;
        Ok(())
    }

    /// What the log says of its own beginning and end.
    ///
    /// # Errors
    /// [`StorageError::Damaged`] when it says nothing.
    pub async fn head(&self) -> Result<ChainedHead, StorageError> {
        let row = audit_head::Entity::find_by_id(THE_ONE).one(self.0).await?;
        let row = row.ok_or_else(|| StorageError::damaged("audit head", "none"))?;
        Ok(ChainedHead { start_seq: row.start_seq, head: Head { seq: row.seq, digest: row.digest } })
    }

    /// The entries after number `seq` as they are stored, in order.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn stored_after(&self, seq: i64, limit: u64) -> Result<Vec<StoredEvent>, StorageError> {
        let rows = audit_event::Entity::find()
            .filter(audit_event::Column::Seq.gt(seq))
            .order_by_asc(audit_event::Column::Seq)
            .limit(limit)
            .all(self.0)
            .await?;
        Ok(rows.into_iter().map(|row| StoredEvent { row }).collect())
    }
}
