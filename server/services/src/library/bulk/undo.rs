//! A change to many items is looked at and taken back.

use std::collections::HashMap;

use domain::{
    accounts::Actor,
    events::Event,
    ids::{BulkEditId, ItemId},
    library::{ChangeClass, ItemStatus},
    posting::ItemRef,
    time::Timestamp,
};
use storage::{BulkEditRecord, ItemRecord, StoredItem, UnitOfWork, VersionRecord};

use super::{BulkEditView, DoneItem, Step, TOGETHER, What};
use crate::{Result, ServiceError, Services, library::may_curate};

/// Changes that are listed.
const LISTED: u64 = 10;

const NOTHING_UNDONE: &str =
    "Nothing was taken back: all of its items were changed since. Take back what changed them first; then this can be.";

impl Services {
    /// A change that was made.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but curators, [`ServiceError::NotFound`] when there is none.
    pub async fn bulk_edit(&self, actor: &Actor, edit: BulkEditId) -> Result<BulkEditView> {
        may_curate(actor)?;
        let edit = self.storage.edits().find(edit).await?.ok_or(ServiceError::NotFound)?;
        Ok(self.view_edits(vec![edit]).await?.remove(0))
    }

    /// The newest changes.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but curators.
    pub async fn bulk_edits(&self, actor: &Actor) -> Result<Vec<BulkEditView>> {
        may_curate(actor)?;
        let edits = self.storage.edits().list(LISTED).await?;
        self.view_edits(edits).await
    }

    async fn view_edits(&self, edits: Vec<BulkEditRecord>) -> Result<Vec<BulkEditView>> {
        let authors: Vec<_> = edits.iter().map(|edit| edit.author).collect();
        let names = self.storage.accounts().names_of(&authors).await?;
        let view = |edit: BulkEditRecord| {
            let author = names.iter().find(|(id, _)| *id == edit.author).map(|(_, name)| name.clone());
            Ok(BulkEditView {
                items: done(&edit)?,
                id: edit.id,
                author: author.unwrap_or_default(),
                change: edit.change,
                reason: edit.reason,
                created_at: edit.created_at,
                undone_at: edit.undone_at,
            })
        };
        edits.into_iter().map(view).collect()
    }

    /// Takes a change back, for all items that nobody changed since; the others keep what they say, and their names are
    /// told. Asked twice, it is taken back once.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but curators, [`ServiceError::NotFound`] when there is none,
    /// [`ServiceError::Conflict`] when every item was changed since: then it can be taken back later, after what came after
    /// it was.
    pub async fn undo_bulk(&self, actor: &Actor, edit: BulkEditId) -> Result<()> {
        may_curate(actor)?;
        loop {
            let work = self.storage.begin().await?;
            let mut edit = work.edits().lock(edit).await?.ok_or(ServiceError::NotFound)?;
            let mut items = done(&edit)?;
            let open: Vec<usize> = (0..items.len()).filter(|place| items[*place].step.is_some()).collect();
            let some: Vec<usize> = open.iter().copied().take(TOGETHER).collect();
            if edit.undone_at.is_some() {
                return Ok(());
            }
            self.undo_together(&work, actor, &edit, &mut items, &some).await?;
            if items.iter().all(|item| item.refused.is_some() || item.not_undone.is_some()) {
                return Err(ServiceError::Conflict(NOTHING_UNDONE.to_owned()));
            }
            edit.undone_at = (open.len() <= TOGETHER).then(|| self.now());
            edit.items = serde_json::to_string(&items).unwrap_or_default();
            work.edits().save(&edit).await?;
            work.commit().await?;
            if edit.undone_at.is_some() {
                return Ok(());
            }
        }
    }

    async fn undo_together(
        &self,
        work: &UnitOfWork,
        actor: &Actor,
        edit: &BulkEditRecord,
        items: &mut [DoneItem],
        places: &[usize],
    ) -> Result<()> {
        let ids: Vec<ItemId> = places.iter().map(|place| items[*place].item).collect();
        let slugs: Vec<String> = work.library().lock(&ids).await?.into_iter().map(|item| item.slug).collect();
        let stored = work.library().at_slugs(&slugs).await?;
        let by_id: HashMap<ItemId, &StoredItem> = stored.values().map(|stored| (stored.item.id, stored)).collect();
        let versions = |place: &usize| {
            let (item, before) = (items[*place].item, items[*place].step.as_ref()?.before);
            Some([before, before + 1].map(|version| ItemRef { item, version }))
        };
        let sources: Vec<ItemRef> = places.iter().filter_map(versions).flatten().collect();
        let said = work.library().wordings(&sources).await?;
        for place in places {
            let done = &mut items[*place];
            let Some(step) = done.step.take() else { continue };
            let version = |number| said.iter().find(|version| version.item == done.item && version.number == number);
            let before = version(step.before);
            let now = by_id.get(&done.item).filter(|stored| is_as_left(stored, &step, version(step.before + 1)));
            done.not_undone = match (now, before) {
                (Some(stored), Some(before)) => {
                    self.take_back(work, actor, edit, stored, &step, before).await?;
                    None
                }
                _ => Some("Somebody changed it since.".to_owned()),
            };
        }
        Ok(())
    }

    async fn take_back(
        &self,
        work: &UnitOfWork,
        actor: &Actor,
        edit: &BulkEditRecord,
        stored: &StoredItem,
        step: &Step,
        before: &VersionRecord,
    ) -> Result<()> {
        let item = &stored.item;
        let reason = format!("Undone: {}", edit.change.sentence());
        match step.effect {
            What::Reworded => {
                let class = ChangeClass::Editorial;
                let version = self.next_version(actor, &stored.newest, before.wording.clone(), class, reason);
                self.add_version(work, actor, item, &version).await?;
            }
            What::Moved => {
                let (kind, group, updated_at) = (step.kind, step.group.clone(), item.changed_at(self.now()));
                work.library().save(&ItemRecord { kind, group: group.clone(), updated_at, ..item.clone() }).await?;
                self.record(work, Some(actor), &[Event::ItemMoved { item: item.id, kind, group, reason }]);
            }
            What::Deprecated => {
                work.library().save(&item.clone().restored(self.now())).await?;
                self.record(work, Some(actor), &[Event::ItemRestored { item: item.id }]);
            }
        }
        Ok(())
    }

    /// Adds a version, published if the item is; answers with the moment of the item's last change.
    pub(in crate::library) async fn add_version(
        &self,
        work: &UnitOfWork,
        actor: &Actor,
        item: &ItemRecord,
        version: &VersionRecord,
    ) -> Result<Timestamp> {
        work.library().insert_version(version).await?;
        let record = ItemRecord { updated_at: item.changed_at(self.now()), ..item.clone() };
        work.library().save(&record).await?;
        self.record(work, Some(actor), &[Event::ItemEdited { item: item.id, version: version.number }]);
        if item.status == ItemStatus::Published {
            self.publish_version(work, actor, record, version, None).await?;
        }
        let saved = work.library().find(item.id).await?.ok_or(ServiceError::NotFound)?;
        Ok(saved.updated_at)
    }
}

/// Whether an item still is what the change made of it, or is again: what came after it may have been taken back.
fn is_as_left(stored: &StoredItem, step: &Step, after: Option<&VersionRecord>) -> bool {
    let says_the_same = || after.is_some_and(|after| after.content_hash == stored.newest.content_hash);
    stored.item.updated_at == step.changed_at || (matches!(step.effect, What::Reworded) && says_the_same())
}

fn done(edit: &BulkEditRecord) -> Result<Vec<DoneItem>> {
    serde_json::from_str(&edit.items).map_err(|error| ServiceError::Internal(format!("items of a bulk edit: {error}")))
}
