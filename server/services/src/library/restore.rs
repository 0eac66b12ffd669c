//! An old version again, as a new draft.

use domain::{
    accounts::Actor,
    events::Event,
    ids::ItemId,
    library::{ChangeClass, ItemStatus},
};
use storage::ItemRecord;

use super::{may_curate, take};
use crate::{Result, ServiceError, Services};

impl Services {
    /// Adds a draft version that says what an old one said. Answers with its number.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but curators, [`ServiceError::NotFound`] when there is no such version,
    /// [`ServiceError::Conflict`] when the newest version says this already, a newer one came meanwhile, or the item is out of
    /// use.
    pub async fn restore_version(&self, actor: &Actor, item: ItemId, version: u32, from_version: u32) -> Result<u32> {
        may_curate(actor)?;
        let work = self.storage.begin().await?;
        let (record, newest) = take(&work, item, from_version).await?;
        if !matches!(record.status, ItemStatus::Draft | ItemStatus::Published) {
            return Err(ServiceError::Conflict("This item is deprecated. Restore it before you edit it.".to_owned()));
        }
        let versions = work.library().versions(item).await?;
        let old = versions.into_iter().map(|(old, _)| old).find(|old| old.number == version);
        let old = old.ok_or(ServiceError::NotFound)?;
        if old.content_hash == newest.content_hash {
            return Err(ServiceError::Conflict(format!("Version {} says this already.", newest.number)));
        }
        let reason = format!("Says what version {version} said.");
        let draft = self.next_version(actor, &newest, old.wording, ChangeClass::Meaning, reason);
        work.library().insert_version(&draft).await?;
        work.library().save(&ItemRecord { updated_at: record.changed_at(self.now()), ..record }).await?;
        self.record(&work, Some(actor), &[Event::ItemEdited { item, version: draft.number }]);
        work.commit().await?;
        Ok(draft.number)
    }
}
