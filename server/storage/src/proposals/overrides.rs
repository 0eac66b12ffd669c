//! Items that several teams word in their own way.

use domain::ids::{ItemId, PostingId};
use sea_orm::{ConnectionTrait, FromQueryResult, Statement, prelude::Uuid};

use super::Proposals;
use crate::{
    StorageError,
    library::{MERGED, SAME},
};

/// Items with overrides in drafts of so many teams, those of the most teams first; what was merged counts for what stands in
/// its place. Archived postings don't count.
const OVERRIDDEN: &str = ", standing(item, target) AS (
        SELECT m.item, m.target FROM merged m JOIN library_items i ON i.id = m.target WHERE i.status <> 'merged'
    )
    SELECT COALESCE(s.target, u.item_id) AS item_id, COUNT(DISTINCT p.team_id) AS teams
    FROM item_uses u JOIN postings p ON p.id = u.posting_id LEFT JOIN standing s ON s.item = u.item_id
    WHERE u.is_override AND p.stage <> 'archived'
    GROUP BY COALESCE(s.target, u.item_id) HAVING COUNT(DISTINCT p.team_id) >= $1
    ORDER BY 2 DESC, 1 LIMIT $2";
const POSTINGS: &str = "
    SELECT DISTINCT u.posting_id AS posting_id, p.edited_at AS edited_at
    FROM item_uses u JOIN postings p ON p.id = u.posting_id
    WHERE u.is_override AND u.item_id IN (SELECT item FROM same) AND p.stage <> 'archived'
    ORDER BY p.edited_at DESC LIMIT $2";

/// An item with overrides, of it or of what was merged into it, in drafts of several teams.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverriddenItem {
    pub item: ItemId,
    /// The drafts with these overrides, the last edited first.
    pub postings: Vec<PostingId>,
}

#[derive(FromQueryResult)]
struct ItemRow {
    item_id: Uuid,
}

#[derive(FromQueryResult)]
struct PostingRow {
    posting_id: Uuid,
}

impl<C: ConnectionTrait> Proposals<'_, C> {
    /// Items that at least so many teams override, and their drafts; at most so many of both.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn overridden(&self, teams: u32, items: u32, postings: u32) -> Result<Vec<OverriddenItem>, StorageError> {
        let backend = self.0.get_database_backend();
        let values = [i64::from(teams).into(), i64::from(items).into()];
        let overridden = format!("{MERGED}{OVERRIDDEN}");
        let rows = ItemRow::find_by_statement(Statement::from_sql_and_values(backend, overridden, values));
        let drafts = format!("{SAME}{POSTINGS}");
        let mut found = Vec::new();
        for row in rows.all(self.0).await? {
            let values = [row.item_id.into(), i64::from(postings).into()];
            let rows = PostingRow::find_by_statement(Statement::from_sql_and_values(backend, &drafts, values));
            let postings = rows.all(self.0).await?.into_iter().map(|row| PostingId(row.posting_id)).collect();
            found.push(OverriddenItem { item: ItemId(row.item_id), postings });
        }
        Ok(found)
    }
}
