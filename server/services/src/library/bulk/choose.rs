//! Which items are meant, and what a change would do to them.

use std::collections::HashMap;

use domain::{
    accounts::Actor,
    ids::ItemId,
    library::{
        ItemStatus,
        bulk::{BulkChange, BulkItem},
    },
};
use storage::StoredItem;

use super::{BULK_MAX, BulkChoice, BulkPreview, BulkRow};
use crate::{
    Result, Services,
    library::{browse::matching, catalogue::CatalogueItem, may_curate},
};

/// Items that are read at once.
const PIECE: usize = 500;

impl Services {
    /// The items that are meant, and what the change would do to each.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but curators.
    pub async fn preview_bulk(
        &self,
        actor: &Actor,
        choice: &BulkChoice,
        change: Option<BulkChange>,
    ) -> Result<BulkPreview> {
        may_curate(actor)?;
        let catalogue = self.catalogue().await?;
        let mut chosen: Vec<&CatalogueItem> = match choice {
            BulkChoice::Items(slugs) => slugs.iter().filter_map(|slug| catalogue.find_by_slug(slug)).collect(),
            BulkChoice::Filter(filter) => matching(&catalogue, filter),
            BulkChoice::Ailing(ailment) => {
                let ailing = self.ailing(&catalogue, *ailment).await?;
                ailing.into_iter().filter_map(|item| catalogue.find(item)).collect()
            }
        };
        let all = chosen.len();
        chosen.truncate(BULK_MAX);
        let slugs: Vec<String> = chosen.iter().map(|entry| entry.item.slug.clone()).collect();
        let mut stored = HashMap::new();
        for piece in slugs.chunks(PIECE) {
            stored.extend(self.storage.library().at_slugs(piece).await?);
        }
        let mut rows = Vec::new();
        for entry in chosen {
            let Some(item) = stored.get(&entry.item.slug) else { continue };
            rows.push(BulkRow {
                id: item.item.id,
                slug: item.item.slug.clone(),
                name: item.newest.wording.name.clone(),
                version: item.newest.number,
                kind: item.item.kind,
                group: item.item.group.clone(),
                effect: change.as_ref().map(|change| change.on(&bulk_item(item, entry.item.used))),
            });
        }
        Ok(BulkPreview { rows, all, change })
    }

    /// How many postings use each of these items.
    pub(super) async fn used(&self, items: &[ItemId]) -> Result<HashMap<ItemId, u32>> {
        let catalogue = self.catalogue().await?;
        let used = |item: &ItemId| Some((*item, catalogue.find(*item)?.item.used));
        Ok(items.iter().filter_map(used).collect())
    }
}

pub(super) fn bulk_item(stored: &StoredItem, used: u32) -> BulkItem<'_> {
    BulkItem {
        kind: stored.item.kind,
        group: &stored.item.group,
        status: stored.item.status,
        is_ahead: stored.item.status == ItemStatus::Published && stored.newest.number > stored.item.current_version,
        used,
        newest: &stored.newest.wording,
    }
}
