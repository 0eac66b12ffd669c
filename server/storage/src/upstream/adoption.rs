//! How far the versions of an item have come: which lines use which, and what became of the offer of the newest.

use domain::{ids::ItemId, time::Timestamp};
use sea_orm::{ConnectionTrait, FromQueryResult, Statement};

use super::{
    Upstream,
    offers::{OFFERED, TO_LINE, editable_stages},
};
use crate::StorageError;

/// The lines of all drafts that use one version of an item.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Adoption {
    pub version: u32,
    pub lines: u64,
    /// Of the lines, those that are worded differently.
    pub overridden: u64,
    /// Those for which something newer waits for a decision.
    pub waiting: u64,
    /// Those that keep their words against what is offered now.
    pub kept: u64,
    /// Those whose update is put off.
    pub snoozed: u64,
}

#[derive(FromQueryResult)]
struct Row {
    version: i32,
    lines: i64,
    overridden: i64,
    waiting: i64,
    kept: i64,
    snoozed: i64,
}

impl<C: ConnectionTrait> Upstream<'_, C> {
    /// By version, the newest first; versions that no line uses are left out.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn adoption(&self, item: ItemId, now: Timestamp) -> Result<Vec<Adoption>, StorageError> {
        let sql = format!(
            "{OFFERED}, used AS (
                SELECT u.version AS version, u.is_override AS is_override,
                    CASE WHEN o.item IS NOT NULL AND p.stage IN ({stages}) THEN 1 ELSE 0 END AS is_offered,
                    CASE WHEN a.how = 'kept' AND a.item_id = o.target AND a.version = o.version THEN 1 ELSE 0 END AS is_kept,
                    CASE WHEN a.how = 'snoozed' AND a.until > $2 THEN 1 ELSE 0 END AS is_snoozed
                FROM item_uses u
                JOIN postings p ON p.id = u.posting_id
                LEFT JOIN offered o ON {TO_LINE}
                LEFT JOIN updates_aside a ON a.posting_id = u.posting_id AND a.line_id = u.line_id
                WHERE u.item_id = $1
            )
            SELECT version, COUNT(*) AS lines, SUM(CASE WHEN is_override THEN 1 ELSE 0 END) AS overridden,
                CAST(SUM(is_offered * (1 - is_kept) * (1 - is_snoozed)) AS BIGINT) AS waiting,
                CAST(SUM(is_offered * is_kept) AS BIGINT) AS kept,
                CAST(SUM(is_offered * is_snoozed) AS BIGINT) AS snoozed
            FROM used GROUP BY version ORDER BY version DESC",
            stages = editable_stages()
        );
        let values = [item.0.into(), now.0.into()];
        let statement = Statement::from_sql_and_values(self.0.get_database_backend(), sql, values);
        Row::find_by_statement(statement).all(self.0).await?.into_iter().map(Adoption::try_from).collect()
    }
}

impl TryFrom<Row> for Adoption {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        let count = |number: i64| u64::try_from(number).unwrap_or(0);
        let version = u32::try_from(row.version)
            .map_err(|_| StorageError::damaged("version number", &row.version.to_string()))?;
        Ok(Self {
            version,
            lines: count(row.lines),
            overridden: count(row.overridden),
            waiting: count(row.waiting),
            kept: count(row.kept),
            snoozed: count(row.snoozed),
        })
    }
}
