//! Where items are used: a projection of the drafts, written with them.

use std::collections::HashMap;

use domain::{
    ids::{ItemId, PostingId, TeamId},
    permissions::ReadableTeams,
};
use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value, prelude::Uuid};

use super::{Library, UsedIn, merged::SAME, read_number, read_word};
use crate::StorageError;

const OVERRIDES: &str = "
    SELECT item_id, COUNT(DISTINCT posting_id) AS postings FROM item_uses WHERE is_override GROUP BY item_id";

const BY_TEAM: &str = "
    SELECT DISTINCT u.item_id FROM item_uses u JOIN postings p ON p.id = u.posting_id
    WHERE p.team_id = $1 AND p.id <> $2";

#[derive(FromQueryResult)]
struct ItemRow {
    item_id: Uuid,
}

#[derive(FromQueryResult)]
struct OverriddenRow {
    item_id: Uuid,
    postings: i64,
}

#[derive(FromQueryResult)]
struct CountRow {
    postings: i64,
}

#[derive(FromQueryResult)]
struct UseRow {
    posting_id: Uuid,
    title: String,
    stage: String,
    version: Option<i32>,
    overrides: i64,
}

impl<C: ConnectionTrait> Library<'_, C> {
    /// How many postings use an item, or one that was merged into it.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn count_uses(&self, item: ItemId) -> Result<u32, StorageError> {
        let sql = format!(
            "{SAME} SELECT COUNT(DISTINCT posting_id) AS postings FROM item_uses WHERE item_id IN (SELECT item FROM same)"
        );
        let statement = Statement::from_sql_and_values(self.0.get_database_backend(), sql, [item.0.into()]);
        let row = CountRow::find_by_statement(statement).one(self.0).await?;
        row.map_or(Ok(0), |row| read_number("count of uses", row.postings))
    }

    /// The items that a team uses in other postings than this one, in no particular order.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn used_by_team(&self, team: TeamId, but: PostingId) -> Result<Vec<ItemId>, StorageError> {
        let values = [team.0.into(), but.0.into()];
        let statement = Statement::from_sql_and_values(self.0.get_database_backend(), BY_TEAM, values);
        let rows = ItemRow::find_by_statement(statement).all(self.0).await?;
        Ok(rows.into_iter().map(|row| ItemId(row.item_id)).collect())
    }

    /// In how many postings each item, or one that was merged into it, is worded differently; items that are nowhere are left
    /// out.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn overridden(&self) -> Result<HashMap<ItemId, u32>, StorageError> {
        let statement = Statement::from_string(self.0.get_database_backend(), OVERRIDES);
        let rows = OverriddenRow::find_by_statement(statement).all(self.0).await?;
        let count = |row: OverriddenRow| Ok((ItemId(row.item_id), read_number("count of uses", row.postings)?));
        let mut counts = rows.into_iter().map(count).collect::<Result<HashMap<_, _>, StorageError>>()?;
        counts.extend(self.uses_with_merged(true).await?);
        Ok(counts)
    }

    /// The postings of these teams that use an item, or one that was merged into it, the last edited first.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn uses(&self, item: ItemId, teams: &ReadableTeams, limit: u32) -> Result<Vec<UsedIn>, StorageError> {
        let teams: Option<Vec<Uuid>> = match teams {
            ReadableTeams::All => None,
            ReadableTeams::Only(teams) if teams.is_empty() => return Ok(Vec::new()),
            ReadableTeams::Only(teams) => Some(teams.iter().map(|team| team.0).collect()),
        };
        let sql = format!(
            "{SAME} SELECT p.id AS posting_id, p.title AS title, p.stage AS stage,
                MIN(CASE WHEN u.item_id = $1 THEN u.version END) AS version,
                SUM(CASE WHEN u.is_override THEN 1 ELSE 0 END) AS overrides
            FROM item_uses u JOIN postings p ON p.id = u.posting_id
            WHERE u.item_id IN (SELECT item FROM same) {}
            GROUP BY p.id, p.title, p.stage, p.edited_at
            ORDER BY p.edited_at DESC LIMIT {limit}",
            teams.as_ref().map(|teams| within(teams.len())).unwrap_or_default()
        );
        let values: Vec<Value> = std::iter::once(item.0).chain(teams.unwrap_or_default()).map(Value::from).collect();
        let statement = Statement::from_sql_and_values(self.0.get_database_backend(), sql, values);
        UseRow::find_by_statement(statement).all(self.0).await?.into_iter().map(used_in).collect()
    }
}

/// The condition on as many teams, whose values follow the item's.
fn within(teams: usize) -> String {
    let places: Vec<String> = (0..teams).map(|team| format!("${}", team + 2)).collect();
    format!("AND p.team_id IN ({})", places.join(", "))
}

fn used_in(row: UseRow) -> Result<UsedIn, StorageError> {
    Ok(UsedIn {
        posting: PostingId(row.posting_id),
        title: row.title,
        stage: read_word("stage of a posting", &row.stage)?,
        version: row.version.map(|version| read_number("version number", version)).transpose()?,
        is_overridden: row.overrides > 0,
    })
}
