//! The library beside a draft: what can be inserted, and what fits this posting.

use std::{collections::BTreeSet, sync::Arc};

use domain::{
    accounts::Actor,
    ids::{ItemId, PostingId},
    library::{IndexItem, ItemStatus, fit::Fit},
    posting::Snapshot,
};

use super::{catalogue::Catalogue, may_read};
use crate::{Result, Services};

/// What an open editor searches by itself.
#[derive(Debug, Clone)]
pub struct Shelf {
    /// Every published item, by kind and name.
    pub items: Arc<Vec<IndexItem>>,
    /// How well each of them fits the posting as it is now.
    pub fits: Vec<u8>,
}

impl Services {
    /// # Errors
    /// [`crate::ServiceError::NotFound`] to those who may not read the posting.
    pub async fn shelf(&self, actor: &Actor, posting: PostingId) -> Result<Shelf> {
        may_read(actor)?;
        let catalogue = self.catalogue().await?;
        let team = self.used_by_team(actor, &catalogue, posting).await?;
        let (draft, _) = self.load_draft(posting).await?;
        let fit = Fit::of(&draft.snapshot(), catalogue.published.iter(), &team);
        let fits = catalogue.published.iter().map(|item| fit.with(item)).collect();
        Ok(Shelf { items: Arc::clone(&catalogue.published), fits })
    }

    /// The published items that match a query and fit a posting that says this, best first.
    ///
    /// # Errors
    /// [`crate::ServiceError::NotFound`] to those who may not read the posting.
    pub async fn find_for(
        &self,
        actor: &Actor,
        (posting, said): (PostingId, &Snapshot),
        query: &str,
        limit: usize,
    ) -> Result<Vec<IndexItem>> {
        may_read(actor)?;
        let catalogue = self.catalogue().await?;
        let team = self.used_by_team(actor, &catalogue, posting).await?;
        let fit = Fit::of(said, catalogue.published.iter(), &team);
        let fits = |entry: usize| catalogue.items.get(entry).map_or(0, |entry| fit.with(&entry.item));
        let hits = catalogue.search().search_for(query, catalogue.items.len(), &fits).into_iter();
        let found = hits.filter_map(|hit| catalogue.items.get(hit.entry));
        let published = found.filter(|entry| entry.status == ItemStatus::Published);
        Ok(published.take(limit).map(|entry| entry.item.clone()).collect())
    }

    /// For an item that was merged the one in its place.
    async fn used_by_team(&self, actor: &Actor, catalogue: &Catalogue, posting: PostingId) -> Result<Vec<ItemId>> {
        let team = self.read_posting(actor, posting).await?.record.team;
        let used = self.storage.library().used_by_team(team, posting).await?;
        let standing = used.into_iter().filter_map(|item| catalogue.standing_for(catalogue.find(item)?));
        Ok(standing.map(|entry| entry.item.id).collect::<BTreeSet<_>>().into_iter().collect())
    }
}
