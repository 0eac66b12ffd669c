//! Which lines are offered what.

use domain::{
    ids::{ItemId, PostingId},
    permissions::ReadableTeams,
    posting::ItemRef,
    review::StageName,
    time::Timestamp,
    upstream::Aside,
};
use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value, prelude::Uuid};

use super::{OfferCount, OfferFilter, OfferRecord, Upstream};
use crate::StorageError;

/// What lines of an item are offered: its own newest version, or the published item that stands in the place of one that is
/// out of use or merged. Replacements are followed to the end; nobody can make a circle of them, and the depth ends it even if data were
/// damaged. Items that never changed are left out, and the rest is made once: so it is small beside the library.
pub(super) const OFFERED: &str = "
    WITH RECURSIVE chain(item, target, depth) AS (
        SELECT id, replaced_by, 1 FROM library_items
            WHERE replaced_by IS NOT NULL AND status IN ('deprecated', 'archived', 'merged')
        UNION ALL
        SELECT chain.item, i.replaced_by, chain.depth + 1 FROM chain JOIN library_items i ON i.id = chain.target
            WHERE i.replaced_by IS NOT NULL AND i.status IN ('deprecated', 'archived', 'merged') AND chain.depth < 100
    ), offered(item, target, version) AS MATERIALIZED (
        SELECT id, id, current_version FROM library_items WHERE status = 'published' AND current_version > 1
        UNION ALL
        SELECT chain.item, t.id, t.current_version FROM chain JOIN library_items t ON t.id = chain.target
            WHERE t.status = 'published'
    )";

/// To a line in `item_uses u`: that the library says something else by now. A newer version in the same words is none: there
/// is nothing to decide about a tag.
pub(super) const TO_LINE: &str = "o.item = u.item_id AND (o.target <> u.item_id OR o.version > u.version
    AND (SELECT n.body FROM item_versions n WHERE n.item_id = o.target AND n.number = o.version)
        <> (SELECT s.body FROM item_versions s WHERE s.item_id = u.item_id AND s.number = u.version))";

/// From a posting over its lines to what is offered to them, and to what was put aside.
fn from() -> String {
    format!(
        "FROM postings p
        JOIN item_uses u ON u.posting_id = p.id
        JOIN offered o ON {TO_LINE}
        LEFT JOIN updates_aside a ON a.posting_id = u.posting_id AND a.line_id = u.line_id
            AND (a.how = 'kept' AND a.item_id = o.target AND a.version = o.version OR a.how = 'snoozed' AND a.until > $1)"
    )
}

#[derive(FromQueryResult)]
struct Row {
    posting_id: Uuid,
    title: String,
    team_name: String,
    line_id: String,
    item_id: Uuid,
    version: i32,
    to_item: Uuid,
    to_version: i32,
    how: Option<String>,
    until: Option<i64>,
}

#[derive(FromQueryResult)]
struct CountRow {
    lines: i64,
    postings: i64,
}

impl<C: ConnectionTrait> Upstream<'_, C> {
    /// What is offered, those postings first that were edited last, the lines of one posting together.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn offers(
        &self,
        filter: &OfferFilter,
        offset: u64,
        limit: u64,
    ) -> Result<Vec<OfferRecord>, StorageError> {
        let (conditions, values) = conditions(filter);
        let sql = format!(
            "{OFFERED} SELECT p.id AS posting_id, p.title AS title, tm.name AS team_name, u.line_id AS line_id,
                u.item_id AS item_id, u.version AS version, o.target AS to_item, o.version AS to_version,
                a.how AS how, a.until AS until
            {} JOIN teams tm ON tm.id = p.team_id
            WHERE {conditions} ORDER BY p.edited_at DESC, p.id, u.line_id LIMIT {limit} OFFSET {offset}",
            from()
        );
        let statement = Statement::from_sql_and_values(self.0.get_database_backend(), sql, values);
        Row::find_by_statement(statement).all(self.0).await?.into_iter().map(OfferRecord::try_from).collect()
    }

    /// How many lines are offered something, in how many postings.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn count_offers(&self, filter: &OfferFilter) -> Result<OfferCount, StorageError> {
        let (conditions, values) = conditions(filter);
        let sql = format!(
            "{OFFERED} SELECT COUNT(*) AS lines, COUNT(DISTINCT p.id) AS postings {} WHERE {conditions}",
            from()
        );
        let statement = Statement::from_sql_and_values(self.0.get_database_backend(), sql, values);
        let row = CountRow::find_by_statement(statement).one(self.0).await?;
        let count = |number: i64| u64::try_from(number).unwrap_or(0);
        Ok(row.map(|row| OfferCount { lines: count(row.lines), postings: count(row.postings) }).unwrap_or_default())
    }
}

/// The words of the stages whose drafts can be edited, for a condition.
pub(super) fn editable_stages() -> String {
    let words = StageName::ALL.iter().filter(|stage| stage.is_editable()).map(|stage| format!("'{}'", stage.word()));
    words.collect::<Vec<_>>().join(", ")
}

/// What is asked for, with the values of its places; the first is the present moment.
fn conditions(filter: &OfferFilter) -> (String, Vec<Value>) {
    let mut values: Vec<Value> = vec![filter.now.0.into()];
    let mut conditions = vec![format!("p.stage IN ({})", editable_stages())];
    let mut place = |value: Value| {
        values.push(value);
        format!("${}", values.len())
    };
    if let ReadableTeams::Only(teams) = &filter.teams {
        let places: Vec<String> = teams.iter().map(|team| place(team.0.into())).collect();
        // No team at all: nothing.
        let within =
            if places.is_empty() { "1 = 0".to_owned() } else { format!("p.team_id IN ({})", places.join(", ")) };
        conditions.push(within);
    }
    if let Some(posting) = filter.posting {
        conditions.push(format!("p.id = {}", place(posting.0.into())));
    }
    if let Some(item) = filter.item {
        conditions.push(format!("u.item_id = {}", place(item.0.into())));
    }
    if !filter.with_aside {
        conditions.push("a.how IS NULL".to_owned());
    }
    (conditions.join(" AND "), values)
}

impl TryFrom<Row> for OfferRecord {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        let number = |number: i32| {
            u32::try_from(number).map_err(|_| StorageError::damaged("version number", &number.to_string()))
        };
        let read = |word: &str| word.parse::<Aside>().map_err(|_| StorageError::damaged("update put aside", word));
        let how = row.how.as_deref().map(read).transpose()?;
        Ok(Self {
            posting: PostingId(row.posting_id),
            line: row.line_id.parse().map_err(|_| StorageError::damaged("line", &row.line_id))?,
            from: ItemRef { item: ItemId(row.item_id), version: number(row.version)? },
            to: ItemRef { item: ItemId(row.to_item), version: number(row.to_version)? },
            aside: how.map(|how| (how, row.until.map(Timestamp))),
            title: row.title,
            team_name: row.team_name,
        })
    }
}
