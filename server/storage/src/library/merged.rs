//! Items that were merged, and those that stand in their place. Merges are followed to the end; nobody can make a circle of
//! them, and the depth ends it even if data were damaged.

use std::collections::HashMap;

use domain::ids::ItemId;
use sea_orm::{ConnectionTrait, FromQueryResult, Statement, prelude::Uuid};

use super::{Library, read_number};
use crate::StorageError;

/// Every merged item with each of those that it was merged into, the next ones first.
pub(crate) const MERGED: &str = "
    WITH RECURSIVE merged(item, target, depth) AS (
        SELECT id, replaced_by, 1 FROM library_items WHERE status = 'merged'
        UNION ALL
        SELECT merged.item, i.replaced_by, merged.depth + 1 FROM merged JOIN library_items i ON i.id = merged.target
            WHERE i.status = 'merged' AND merged.depth < 100
    )";

/// The item `$1` and all that were merged into it.
pub(crate) const SAME: &str = "
    WITH RECURSIVE same(item, depth) AS (
        SELECT id, 0 FROM library_items WHERE id = $1
        UNION ALL
        SELECT i.id, same.depth + 1 FROM same JOIN library_items i ON i.replaced_by = same.item
            WHERE i.status = 'merged' AND same.depth < 100
    )";

/// The item that stands in the place of a merged one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub item: ItemId,
    pub slug: String,
    pub name: String,
}

#[derive(FromQueryResult)]
struct StandingRow {
    merged: Uuid,
    id: Uuid,
    slug: String,
    name: String,
}

#[derive(FromQueryResult)]
struct CountRow {
    item_id: Uuid,
    postings: i64,
}

impl<C: ConnectionTrait> Library<'_, C> {
    /// What stands in the place of these items; those that were not merged are left out.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn standing_for(&self, items: &[ItemId]) -> Result<HashMap<ItemId, Standing>, StorageError> {
        if items.is_empty() {
            return Ok(HashMap::new());
        }
        let places: Vec<String> = (1..=items.len()).map(|place| format!("${place}")).collect();
        let sql = format!(
            "{MERGED} SELECT m.item AS merged, i.id AS id, i.slug AS slug, v.name AS name
            FROM merged m JOIN library_items i ON i.id = m.target
            JOIN item_versions v ON v.item_id = i.id AND v.number = i.current_version
            WHERE i.status <> 'merged' AND m.item IN ({})",
            places.join(", ")
        );
        let values = items.iter().map(|item| item.0.into());
        let statement = Statement::from_sql_and_values(self.0.get_database_backend(), sql, values);
        let rows = StandingRow::find_by_statement(statement).all(self.0).await?;
        let standing =
            |row: StandingRow| (ItemId(row.merged), Standing { item: ItemId(row.id), slug: row.slug, name: row.name });
        Ok(rows.into_iter().map(standing).collect())
    }

    /// How many postings use an item or one that was merged into it, for those that some were merged into; with other words
    /// alone, if so asked.
    pub(super) async fn uses_with_merged(&self, overridden: bool) -> Result<HashMap<ItemId, u32>, StorageError> {
        let condition = if overridden { "AND u.is_override" } else { "" };
        let sql = format!(
            "{MERGED}, counted(item, target) AS (
                SELECT item, target FROM merged UNION SELECT target, target FROM merged
            )
            SELECT c.target AS item_id, COUNT(DISTINCT u.posting_id) AS postings
            FROM counted c JOIN item_uses u ON u.item_id = c.item {condition} GROUP BY c.target"
        );
        let statement = Statement::from_string(self.0.get_database_backend(), sql);
        let rows = CountRow::find_by_statement(statement).all(self.0).await?;
        rows.into_iter().map(|row| Ok((ItemId(row.item_id), read_number("count of uses", row.postings)?))).collect()
    }
}
