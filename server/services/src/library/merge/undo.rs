//! A merge is undone: the item stands where it stood, and the other one gives back what it gained, whatever was edited since.

use domain::{
    accounts::Actor,
    events::Event,
    ids::MergeId,
    library::{
        ChangeClass,
        merge::{Gains, may_undo},
    },
    posting::ItemRef,
};
use storage::{ItemRecord, MergeRecord, UnitOfWork};

use super::may_merge_items;
use crate::{Result, ServiceError, Services};

impl Services {
    /// Undoes a merge. Asked twice, it is undone once.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but curators; [`ServiceError::NotFound`] when there is none;
    /// [`ServiceError::Conflict`] when the other item was itself merged or is out of use by now.
    pub async fn undo_merge(&self, actor: &Actor, id: MergeId) -> Result<()> {
        may_merge_items(actor)?;
        let work = self.storage.begin().await?;
        let known = work.merges().find(id).await?.ok_or(ServiceError::NotFound)?;
        let locked = work.library().lock(&[known.item, known.into]).await?;
        // Again, now that nobody else is at it.
        let merge = work.merges().find(id).await?.ok_or(ServiceError::NotFound)?;
        if merge.undone_at.is_some() {
            return Ok(());
        }
        let find = |item| locked.iter().find(|record| record.id == item).cloned().ok_or(ServiceError::NotFound);
        let (gone, stays) = (find(merge.item)?, find(merge.into)?);
        let taken = own_gains(&work, &merge).await?;
        self.give_back(&work, actor, stays, &taken).await?;
        let now = self.now();
        let (was, updated_at) = (merge.was, gone.changed_at(now));
        let back = ItemRecord {
            status: was.status,
            replaced_by: was.replaced_by,
            sunset_on: was.sunset_on,
            updated_at,
            ..gone
        };
        work.library().save(&back).await?;
        let event = Event::MergeUndone { merge: id, item: merge.item, into: merge.into };
        work.merges().save(&MergeRecord { undone_at: Some(now), ..merge }).await?;
        self.record(&work, Some(actor), &[event]);
        Ok(work.commit().await?)
    }

    /// Takes from an item what it gained: from what is published, and from a draft version ahead of it.
    async fn give_back(&self, work: &UnitOfWork, actor: &Actor, stays: ItemRecord, taken: &Gains) -> Result<()> {
        let newest = work.library().newest_version(stays.id).await?.ok_or(ServiceError::NotFound)?;
        may_undo(stays.status, &newest.wording.name, taken)
            .map_err(|error| ServiceError::Conflict(error.to_string()))?;
        if taken.is_empty() {
            return Ok(());
        }
        let current = ItemRef { item: stays.id, version: stays.current_version };
        let shown = work.library().wordings(&[current]).await?.pop().ok_or(ServiceError::NotFound)?;
        let reason = || "A merge into this was undone.".to_owned();
        let mut last = newest.clone();
        let mut record = stays;
        let wording = taken.taken_from(&shown.wording);
        if wording != shown.wording {
            last = self.next_version(actor, &last, wording, ChangeClass::Editorial, reason());
            self.add_version(work, actor, &record, &last).await?;
            record = work.library().find(record.id).await?.ok_or(ServiceError::NotFound)?;
        }
        let wording = taken.taken_from(&newest.wording);
        // What lay ahead as a draft lies ahead again.
        if newest.number > shown.number && (wording != newest.wording || last.number > newest.number) {
            let draft = self.next_version(actor, &last, wording, newest.change_class, newest.change_reason);
            work.library().insert_version(&draft).await?;
            work.library().save(&ItemRecord { updated_at: record.changed_at(self.now()), ..record.clone() }).await?;
            self.record(work, Some(actor), &[Event::ItemEdited { item: record.id, version: draft.number }]);
        }
        Ok(())
    }
}

/// What only this merge brought. What another item that is merged into the same one brings as well stays, as what that merge
/// brought.
async fn own_gains(work: &UnitOfWork, merge: &MergeRecord) -> Result<Gains> {
    let mut left = merge.gained.clone();
    for other in work.merges().into_item(merge.into).await? {
        if other.id == merge.id {
            continue;
        }
        let item = work.library().find(other.item).await?.ok_or(ServiceError::NotFound)?;
        let said = ItemRef { item: item.id, version: item.current_version };
        let said = work.library().wordings(&[said]).await?.pop().ok_or(ServiceError::NotFound)?;
        let (shared, own) = left.shared_with(&said.wording);
        left = own;
        if !shared.is_empty() {
            let gained = other.gained.clone().and(shared);
            work.merges().save(&MergeRecord { gained, ..other }).await?;
        }
    }
    Ok(left)
}
