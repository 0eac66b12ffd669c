//! Where items are used: a projection of the drafts, written with them.

use domain::ids::{ItemId, PostingId, TeamId};
use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value, prelude::Uuid};

use super::{ItemUse, Library, read_number};
use crate::StorageError;

const BY_TEAM: &str = "
    SELECT p.team_id AS team_id, COUNT(DISTINCT u.posting_id) AS postings
    FROM item_uses u JOIN postings p ON p.id = u.posting_id
    WHERE u.item_id = $1
    GROUP BY p.team_id";

#[derive(FromQueryResult)]
struct TeamRow {
    team_id: Uuid,
    postings: i64,
}

#[derive(FromQueryResult)]
struct UseRow {
    posting_id: Uuid,
    team_id: Uuid,
    title: String,
    stage: String,
    version: i32,
    overrides: i64,
}

impl<C: ConnectionTrait> Library<'_, C> {
    /// How many postings of each team use an item.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn uses_by_team(&self, item: ItemId) -> Result<Vec<(TeamId, u32)>, StorageError> {
        let statement = Statement::from_sql_and_values(self.0.get_database_backend(), BY_TEAM, [item.0.into()]);
        let rows = TeamRow::find_by_statement(statement).all(self.0).await?;
        rows.into_iter().map(|row| Ok((TeamId(row.team_id), read_number("count of uses", row.postings)?))).collect()
    }

    /// The postings of these teams that use an item, the last edited first.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn uses(&self, item: ItemId, teams: &[TeamId], limit: u32) -> Result<Vec<ItemUse>, StorageError> {
        if teams.is_empty() {
            return Ok(Vec::new());
        }
        let places: Vec<String> = (0..teams.len()).map(|team| format!("${}", team + 2)).collect();
        let sql = format!(
            "SELECT p.id AS posting_id, p.team_id AS team_id, p.title AS title, p.stage AS stage,
                MIN(u.version) AS version, SUM(CASE WHEN u.is_override THEN 1 ELSE 0 END) AS overrides
            FROM item_uses u JOIN postings p ON p.id = u.posting_id
            WHERE u.item_id = $1 AND p.team_id IN ({})
            GROUP BY p.id, p.team_id, p.title, p.stage, p.edited_at
            ORDER BY p.edited_at DESC LIMIT {limit}",
            places.join(", ")
        );
        let values: Vec<Value> =
            std::iter::once(item.0).chain(teams.iter().map(|team| team.0)).map(Value::from).collect();
        let statement = Statement::from_sql_and_values(self.0.get_database_backend(), sql, values);
        UseRow::find_by_statement(statement).all(self.0).await?.into_iter().map(item_use).collect()
    }
}

fn item_use(row: UseRow) -> Result<ItemUse, StorageError> {
    Ok(ItemUse {
        posting: PostingId(row.posting_id),
        team: TeamId(row.team_id),
        title: row.title,
        stage: row.stage,
        version: read_number("version number", row.version)?,
        is_overridden: row.overrides > 0,
    })
}
