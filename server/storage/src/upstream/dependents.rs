//! What depends on an item: lines of drafts, of revisions in review, and of what is public; and whose drafts an offer would
//! reach.

use domain::{
    ids::{ItemId, RevisionId, TeamId},
    posting::Snapshot,
};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, FromQueryResult, Statement, prelude::Uuid};

use super::{Upstream, offers::editable_stages};
use crate::{StorageError, entities::revision_use, library::SAME};

/// What a line that depends on an item stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dependent {
    Draft,
    /// A revision whose review runs.
    Review,
    /// What the public sees.
    Publication,
}

/// The lines of one sort that use one version of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dependents {
    pub sort: Dependent,
    pub version: u32,
    pub lines: u64,
    /// Of the lines, those that are worded differently.
    pub overridden: u64,
    pub postings: u64,
}

/// The lines in the drafts of one team that an offer would reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    pub team: TeamId,
    pub team_name: String,
    pub lines: u64,
    pub overridden: u64,
    pub postings: u64,
}

const DEPENDENTS: &str = "
    SELECT 0 AS sort, u.version AS version, COUNT(*) AS lines, SUM(CASE WHEN u.is_override THEN 1 ELSE 0 END) AS overridden,
        COUNT(DISTINCT p.id) AS postings
    FROM item_uses u JOIN postings p ON p.id = u.posting_id
    WHERE u.item_id = $1 GROUP BY u.version
    UNION ALL
    SELECT 1, u.version, COUNT(*), SUM(CASE WHEN u.is_override THEN 1 ELSE 0 END), COUNT(DISTINCT v.posting_id)
    FROM revision_uses u JOIN reviews v ON v.revision_id = u.revision_id AND v.status = 'open'
    WHERE u.item_id = $1 GROUP BY u.version
    UNION ALL
    SELECT 2, u.version, COUNT(*), SUM(CASE WHEN u.is_override THEN 1 ELSE 0 END), COUNT(DISTINCT b.posting_id)
    FROM revision_uses u JOIN publications b ON b.revision_id = u.revision_id AND b.closed_at IS NULL
    WHERE u.item_id = $1 GROUP BY u.version
    ORDER BY 2 DESC, 1";

#[derive(FromQueryResult)]
struct Row {
    sort: i32,
    version: i32,
    lines: i64,
    overridden: i64,
    postings: i64,
}

#[derive(FromQueryResult)]
struct ReachRow {
    team_id: Uuid,
    team_name: String,
    lines: i64,
    overridden: i64,
    postings: i64,
}

impl<C: ConnectionTrait> Upstream<'_, C> {
    /// Everything that depends on an item, by version, the newest first.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn dependents(&self, item: ItemId) -> Result<Vec<Dependents>, StorageError> {
        let statement = Statement::from_sql_and_values(self.0.get_database_backend(), DEPENDENTS, [item.0.into()]);
        Row::find_by_statement(statement).all(self.0).await?.into_iter().map(Dependents::try_from).collect()
    }

    /// Whose lines something new of this item would be offered to, team by team: its own, and those of items that were merged
    /// into it.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn reach(&self, item: ItemId) -> Result<Vec<Reach>, StorageError> {
        let sql = format!(
            "{SAME} SELECT tm.id AS team_id, tm.name AS team_name, COUNT(*) AS lines,
                SUM(CASE WHEN u.is_override THEN 1 ELSE 0 END) AS overridden, COUNT(DISTINCT p.id) AS postings
            FROM item_uses u JOIN postings p ON p.id = u.posting_id JOIN teams tm ON tm.id = p.team_id
            WHERE u.item_id IN (SELECT item FROM same) AND p.stage IN ({})
            GROUP BY tm.id, tm.name ORDER BY COUNT(*) DESC, tm.name",
            editable_stages()
        );
        let statement = Statement::from_sql_and_values(self.0.get_database_backend(), sql, [item.0.into()]);
        let rows = ReachRow::find_by_statement(statement).all(self.0).await?;
        let reach = |row: ReachRow| Reach {
            team: TeamId(row.team_id),
            team_name: row.team_name,
            lines: count(row.lines),
            overridden: count(row.overridden),
            postings: count(row.postings),
        };
        Ok(rows.into_iter().map(reach).collect())
    }

    /// Notes which items a revision uses, once, when it is frozen.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn note_uses(&self, revision: RevisionId, said: &Snapshot) -> Result<(), StorageError> {
        let rows: Vec<_> = said
            .lines()
            .filter_map(|(_, line)| {
                let source = line.origin.source()?;
                Some(revision_use::ActiveModel {
                    revision_id: Set(revision.0),
                    line_id: Set(line.id.to_string()),
                    item_id: Set(source.item.0),
                    version: Set(i32::try_from(source.version).unwrap_or(i32::MAX)),
                    is_override: Set(line.origin.is_override()),
                })
            })
            .collect();
        if !rows.is_empty() {
            revision_use::Entity::insert_many(rows).exec_without_returning(self.0).await?;
        }
        Ok(())
    }
}

fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

impl TryFrom<Row> for Dependents {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        let sort = match row.sort {
            0 => Dependent::Draft,
            1 => Dependent::Review,
            _ => Dependent::Publication,
        };
        let version = u32::try_from(row.version)
            .map_err(|_| StorageError::damaged("version number", &row.version.to_string()))?;
        let (lines, overridden, postings) = (count(row.lines), count(row.overridden), count(row.postings));
        Ok(Self { sort, version, lines, overridden, postings })
    }
}
