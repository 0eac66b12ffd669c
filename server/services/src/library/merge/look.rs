//! What a merge would do, what one did, and where a merged item is found.

use domain::{
    accounts::Actor,
    ids::{ItemId, MergeId, UserId},
    library::{ItemStatus, merge::may_merge},
};
use storage::{MergeRecord, StoredItem};

use super::{MergeChoice, MergePreview, MergeSide, MergeView, MergedItem, Moved, is_ahead, may_merge_items, twin};
use crate::{
    ItemLink, Result, ServiceError, Services, WhereUsed,
    library::{catalogue::Catalogue, is_slug, may_read},
};

/// Merges that are listed.
const LISTED: u64 = 10;

impl Services {
    /// What an item could be merged into.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but curators, [`ServiceError::NotFound`] when there is no such item.
    pub async fn merge_choice(&self, actor: &Actor, slug: &str) -> Result<MergeChoice> {
        may_merge_items(actor)?;
        let item = self.stored(slug).await?;
        let catalogue = self.catalogue().await?;
        let is_other = |id: ItemId| {
            let entry = catalogue.find(id).filter(|entry| entry.status == ItemStatus::Published);
            entry.is_some_and(|entry| entry.item.kind == item.item.kind && id != item.item.id)
        };
        let said = &item.shown.wording;
        let mut near = self.near_duplicates(actor, &said.name, &said.body).await?;
        near.retain(|near| is_other(near.item.id));
        let others = catalogue.items.iter().filter(|entry| is_other(entry.item.id)).map(ItemLink::to).collect();
        Ok(MergeChoice { item: side(&item), near, others })
    }

    /// What merging the one item into the other would do.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but curators, [`ServiceError::NotFound`] when one of them is not there.
    pub async fn preview_merge(&self, actor: &Actor, gone: &str, stays: &str) -> Result<MergePreview> {
        may_merge_items(actor)?;
        let (gone, stays) = (self.stored(gone).await?, self.stored(stays).await?);
        let gains = may_merge(&twin(&gone), &twin(&stays)).map_err(|error| error.to_string());
        let used = self.where_used(actor, gone.item.id).await?;
        Ok(MergePreview { gone: side(&gone), stays: side(&stays), gains, used })
    }

    /// A merge that was made.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but curators, [`ServiceError::NotFound`] when there is none.
    pub async fn merge(&self, actor: &Actor, id: MergeId) -> Result<MergeView> {
        may_merge_items(actor)?;
        let merge = self.storage.merges().find(id).await?.ok_or(ServiceError::NotFound)?;
        let catalogue = self.catalogue().await?;
        let names = self.storage.accounts().names_of(&[merge.author]).await?;
        let view = merge_view(&catalogue, merge, &names)?;
        let used = self.where_used(actor, view.gone.id).await?;
        Ok(MergeView { used, ..view })
    }

    /// The newest merges, without what depends on their items.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but curators.
    pub async fn merges(&self, actor: &Actor) -> Result<Vec<MergeView>> {
        may_merge_items(actor)?;
        let merges = self.storage.merges().list(LISTED).await?;
        let catalogue = self.catalogue().await?;
        let authors: Vec<UserId> = merges.iter().map(|merge| merge.author).collect();
        let names = self.storage.accounts().names_of(&authors).await?;
        merges.into_iter().map(|merge| merge_view(&catalogue, merge, &names)).collect()
    }

    /// Where the item at this address is found, if it was merged.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`]
    pub async fn moved_item(&self, actor: &Actor, slug: &str) -> Result<Option<Moved>> {
        may_read(actor)?;
        let catalogue = self.catalogue().await?;
        let entry = is_slug(slug).then(|| catalogue.find_by_slug(slug)).flatten();
        let merged = entry.filter(|entry| entry.status == ItemStatus::Merged);
        Ok(merged.and_then(|entry| {
            let into = ItemLink::to(catalogue.standing_for(entry)?);
            Some(Moved { name: entry.item.name.clone(), into })
        }))
    }

    /// The items that were merged into this one, the newest merge first.
    pub(in crate::library) async fn merged_into(&self, item: ItemId) -> Result<Vec<MergedItem>> {
        let merges = self.storage.merges().into_item(item).await?;
        if merges.is_empty() {
            return Ok(Vec::new());
        }
        let catalogue = self.catalogue().await?;
        let authors: Vec<UserId> = merges.iter().map(|merge| merge.author).collect();
        let names = self.storage.accounts().names_of(&authors).await?;
        let mut merged = Vec::new();
        for merge in merges {
            let reach = self.storage.upstream().reach(merge.item).await?;
            merged.push(MergedItem {
                merge: merge.id,
                item: link(&catalogue, merge.item)?,
                author: name_of(&names, merge.author),
                reason: merge.reason,
                created_at: merge.created_at,
                lines: reach.iter().map(|team| team.lines).sum(),
            });
        }
        Ok(merged)
    }

    async fn stored(&self, slug: &str) -> Result<StoredItem> {
        let slugs = if is_slug(slug) { vec![slug.to_owned()] } else { Vec::new() };
        self.storage.library().at_slugs(&slugs).await?.remove(slug).ok_or(ServiceError::NotFound)
    }
}

fn merge_view(catalogue: &Catalogue, merge: MergeRecord, names: &[(UserId, String)]) -> Result<MergeView> {
    Ok(MergeView {
        id: merge.id,
        gone: link(catalogue, merge.item)?,
        stays: link(catalogue, merge.into)?,
        author: name_of(names, merge.author),
        reason: merge.reason,
        gains: merge.gained,
        used: WhereUsed::default(),
        created_at: merge.created_at,
        undone_at: merge.undone_at,
    })
}

fn side(stored: &StoredItem) -> MergeSide {
    MergeSide {
        id: stored.item.id,
        slug: stored.item.slug.clone(),
        kind: stored.item.kind,
        group: stored.item.group.clone(),
        status: stored.item.status,
        wording: stored.shown.wording.clone(),
        version: stored.newest.number,
        is_ahead: is_ahead(stored),
    }
}

fn link(catalogue: &Catalogue, item: ItemId) -> Result<ItemLink> {
    let entry = catalogue.find(item);
    entry.map(ItemLink::to).ok_or_else(|| ServiceError::Internal(format!("the item {item} of a merge")))
}

fn name_of(names: &[(UserId, String)], person: UserId) -> String {
    names.iter().find(|(id, _)| *id == person).map(|(_, name)| name.clone()).unwrap_or_default()
}
