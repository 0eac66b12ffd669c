//! Items that several teams word in their own way.

use domain::ids::{ItemId, PostingId};
use sea_orm::{ConnectionTrait, FromQueryResult, Statement, prelude::Uuid};

use super::Proposals;
use crate::StorageError;

/// Items with overrides in drafts of so many teams, those of the most teams first. Archived postings don't count.
const OVERRIDDEN: &str = "
    SELECT u.item_id AS item_id, COUNT(DISTINCT p.team_id) AS teams
    FROM item_uses u JOIN postings p ON p.id = u.posting_id
    WHERE u.is_override AND p.stage <> 'archived'
    GROUP BY u.item_id HAVING COUNT(DISTINCT p.team_id) >= $1
    ORDER BY teams DESC, u.item_id LIMIT $2";
const POSTINGS: &str = "
    SELECT DISTINCT u.posting_id AS posting_id, p.edited_at AS edited_at
    FROM item_uses u JOIN postings p ON p.id = u.posting_id
    WHERE u.is_override AND u.item_id = $1 AND p.stage <> 'archived'
    ORDER BY p.edited_at DESC LIMIT $2";

/// An item with overrides in drafts of several teams.
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
        let rows = ItemRow::find_by_statement(Statement::from_sql_and_values(backend, OVERRIDDEN, values));
        let mut found = Vec::new();
        for row in rows.all(self.0).await? {
            let values = [row.item_id.into(), i64::from(postings).into()];
            let drafts = PostingRow::find_by_statement(Statement::from_sql_and_values(backend, POSTINGS, values));
            let postings = drafts.all(self.0).await?.into_iter().map(|row| PostingId(row.posting_id)).collect();
            found.push(OverriddenItem { item: ItemId(row.item_id), postings });
        }
        Ok(found)
    }
}
