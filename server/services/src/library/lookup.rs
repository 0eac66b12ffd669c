//! What other features ask of the library: the index for browsers, wordings for editors.

use std::sync::Arc;

use domain::{
    accounts::Actor,
    ids::ItemId,
    library::{IndexItem, ItemStatus, Wording},
    posting::ItemRef,
};

use super::may_read;
use crate::{Result, ServiceError, Services};

/// All published items, with a tag that changes when any of them does.
#[derive(Debug, Clone)]
pub struct LibraryIndex {
    pub tag: String,
    pub items: Arc<Vec<IndexItem>>,
}

impl Services {
    /// Every published item, small enough to be sent to a browser, by kind and name.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`]
    pub async fn library_index(&self, actor: &Actor) -> Result<LibraryIndex> {
        may_read(actor)?;
        let catalogue = self.catalogue().await?;
        let tag = format!("{:x}-{:x}", catalogue.stamp.items, catalogue.stamp.changes);
        Ok(LibraryIndex { tag, items: Arc::clone(&catalogue.published) })
    }

    /// What the versions say that lines came from; those that do not exist are left out.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`]
    pub async fn wordings(&self, actor: &Actor, sources: &[ItemRef]) -> Result<Vec<(ItemRef, Wording)>> {
        may_read(actor)?;
        let versions = self.storage.library().wordings(sources).await?;
        let published = versions.into_iter().filter(|version| version.published_at.is_some());
        Ok(published.map(|version| (version.source(), version.wording)).collect())
    }

    /// A published item in its current version, to make a line of it.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is none, [`ServiceError::Gone`] when it is deprecated; the sentence names
    /// what to use instead.
    pub async fn current_item(&self, actor: &Actor, item: ItemId) -> Result<IndexItem> {
        may_read(actor)?;
        let catalogue = self.catalogue().await?;
        let entry = catalogue.find(item).filter(|entry| entry.was_published()).ok_or(ServiceError::NotFound)?;
        match catalogue.in_use(entry) {
            Some(current) if current.item.id == item => Ok(current.item.clone()),
            Some(other) => {
                let how =
                    if entry.status == ItemStatus::Merged { "was merged into another item" } else { "is deprecated" };
                let (name, other) = (&entry.item.name, &other.item.name);
                Err(ServiceError::Gone(format!("“{name}” {how}. Use “{other}” instead.")))
            }
            None => Err(ServiceError::Gone(format!("“{}” is no longer offered.", entry.item.name))),
        }
    }
}
