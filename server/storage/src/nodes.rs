//! The programs that share one PostgreSQL, and who sits at their open editors. A node says now and then that it is
//! alive; by the database's clock, so that the clocks of the machines don't matter. Who sits at a node that has been
//! silent is nobody.

use std::time::Duration;

use domain::ids::{PostingId, UserId};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter, Statement,
    Value, sea_query::OnConflict,
};
use uuid::Uuid;

use crate::{
    StorageError,
    entities::{doc_seat, node},
};

/// The nodes. On PostgreSQL alone.
pub struct Nodes<'c, C>(pub(crate) &'c C);

/// What a sign of life is answered with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromQueryResult)]
pub struct Roll {
    /// The node was not known, or was forgotten: nothing of it is stored.
    pub is_new: bool,
    /// Other nodes are alive.
    pub has_others: bool,
}

/// Somebody at an open editor of a node. The seat's number is unique among all nodes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatRecord {
    pub seat: u64,
    pub posting: PostingId,
    pub user: UserId,
    /// Opaque here.
    pub whereabouts: Option<String>,
}

/// Somebody at another node's open editor, with their name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeighbourRecord {
    pub seat: SeatRecord,
    pub name: String,
}

/// The time by the database's clock, in milliseconds.
const NOW: &str = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

impl<C: ConnectionTrait> Nodes<'_, C> {
    /// The node is alive.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn beat(&self, id: u32, silent_for: Duration) -> Result<Roll, StorageError> {
        let sql = format!(
            "WITH mine AS (INSERT INTO nodes (id, at) VALUES ($1, {NOW}) \
             ON CONFLICT (id) DO UPDATE SET at = excluded.at RETURNING xmax = 0 AS is_new) \
             SELECT is_new, EXISTS (SELECT 1 FROM nodes WHERE id <> $1 AND at > {NOW} - $2) AS has_others FROM mine"
        );
        let roll = Roll::find_by_statement(statement(&sql, [id.into(), millis(silent_for).into()])).one(self.0).await?;
        roll.ok_or_else(|| StorageError::Failed("a node could not say that it is alive".to_owned()))
    }

    /// The node and everybody at it are gone.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn forget(&self, id: u32) -> Result<(), StorageError> {
        node::Entity::delete_by_id(i64::from(id)).exec(self.0).await?;
        Ok(())
    }

    /// Forgets all that have been silent for so long.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn forget_silent(&self, silent_for: Duration) -> Result<(), StorageError> {
        let sql = format!("DELETE FROM nodes WHERE at < {NOW} - $1");
        self.0.execute_raw(statement(&sql, [millis(silent_for).into()])).await?;
        Ok(())
    }

    /// These sit at the node now, there.
    ///
    /// # Errors
    /// [`StorageError`], also when the node has been forgotten meanwhile.
    pub async fn put_seats(&self, id: u32, seats: &[SeatRecord]) -> Result<(), StorageError> {
        for some in seats.chunks(ROWS_AT_ONCE) {
            let rows = some.iter().map(|seat| doc_seat::ActiveModel {
                seat: Set(seat.seat.cast_signed()),
                node_id: Set(i64::from(id)),
                posting_id: Set(seat.posting.0),
                user_id: Set(seat.user.0),
                whereabouts: Set(seat.whereabouts.clone()),
            });
            let moved = OnConflict::column(doc_seat::Column::Seat)
                .update_columns([doc_seat::Column::PostingId, doc_seat::Column::UserId, doc_seat::Column::Whereabouts])
                .to_owned();
            doc_seat::Entity::insert_many(rows).on_conflict(moved).exec_without_returning(self.0).await?;
        }
        Ok(())
    }

    /// Nobody sits there any more.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn clear_seats(&self, seats: &[u64]) -> Result<(), StorageError> {
        for some in seats.chunks(ROWS_AT_ONCE) {
            let these = doc_seat::Column::Seat.is_in(some.iter().map(|seat| seat.cast_signed()));
            doc_seat::Entity::delete_many().filter(these).exec(self.0).await?;
        }
        Ok(())
    }

    /// Nobody sits at the node any more.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn clear_node(&self, id: u32) -> Result<(), StorageError> {
        let its = doc_seat::Column::NodeId.eq(i64::from(id));
        doc_seat::Entity::delete_many().filter(its).exec(self.0).await?;
        Ok(())
    }

    /// Who sits at the other nodes that are alive: at these postings, or at all.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn neighbours(
        &self,
        id: u32,
        silent_for: Duration,
        postings: Option<&[PostingId]>,
    ) -> Result<Vec<NeighbourRecord>, StorageError> {
        let mut values: Vec<Value> = vec![id.into(), millis(silent_for).into()];
        let mut sql = format!(
            "SELECT s.seat, s.posting_id, s.user_id, s.whereabouts, u.display_name FROM doc_seats s \
             JOIN nodes n ON n.id = s.node_id JOIN users u ON u.id = s.user_id \
             WHERE s.node_id <> $1 AND n.at > {NOW} - $2"
        );
        if let Some(postings) = postings {
            let places: Vec<String> = (3..postings.len() + 3).map(|number| format!("${number}")).collect();
            sql.push_str(&format!(" AND s.posting_id IN ({})", places.join(", ")));
            values.extend(postings.iter().map(|posting| Value::from(posting.0)));
        }
        let rows = Row::find_by_statement(statement(&sql, values)).all(self.0).await?;
        Ok(rows.into_iter().map(NeighbourRecord::from).collect())
    }
}

/// Databases limit the parameters of a statement.
const ROWS_AT_ONCE: usize = 5_000;

#[derive(FromQueryResult)]
struct Row {
    seat: i64,
    posting_id: Uuid,
    user_id: Uuid,
    whereabouts: Option<String>,
    display_name: String,
}

impl From<Row> for NeighbourRecord {
    fn from(row: Row) -> Self {
        let (posting, user) = (PostingId(row.posting_id), UserId(row.user_id));
        let seat = SeatRecord { seat: row.seat.cast_unsigned(), posting, user, whereabouts: row.whereabouts };
        Self { seat, name: row.display_name }
    }
}

fn statement(sql: &str, values: impl IntoIterator<Item = Value>) -> Statement {
    Statement::from_sql_and_values(DbBackend::Postgres, sql, values)
}

fn millis(span: Duration) -> i64 {
    i64::try_from(span.as_millis()).unwrap_or(i64::MAX)
}
