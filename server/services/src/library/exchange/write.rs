//! A row becomes an item or a version.

use domain::{
    events::Event,
    ids::ItemId,
    library::{ItemKind, ItemStatus, Wording},
};
use storage::{ItemRecord, StoredItem, UnitOfWork, VersionRecord};

use super::run::Work;
use crate::{Result, Services};

impl Services {
    pub(super) fn new_item(
        &self,
        work: &Work,
        slug: String,
        (kind, group): (ItemKind, String),
        wording: Wording,
        is_draft: bool,
    ) -> (ItemRecord, VersionRecord) {
        let now = self.now();
        let id = ItemId(self.edges.random.id(now));
        let (status, current_version) = if is_draft { (ItemStatus::Draft, 0) } else { (ItemStatus::Published, 1) };
        let item = ItemRecord {
            id,
            kind,
            group,
            slug,
            status,
            current_version,
            replaced_by: None,
            sunset_on: None,
            created_at: now,
            updated_at: now,
        };
        let version = VersionRecord {
            item: id,
            number: 1,
            content_hash: wording.content_hash(),
            wording,
            change_class: work.import.change_class,
            change_reason: work.import.reason.clone(),
            author: Some(work.actor.id),
            created_at: now,
            published_at: (!is_draft).then_some(now),
        };
        (item, version)
    }

    pub(super) async fn change(
        &self,
        work: &Work,
        unit: &UnitOfWork,
        before: &StoredItem,
        wording: Wording,
        publishes: bool,
    ) -> Result<()> {
        let (change_class, reason) = (work.import.change_class, work.import.reason.clone());
        let version = self.next_version(&work.actor, &before.newest, wording, change_class, reason);
        unit.library().insert_version(&version).await?;
        let item = ItemRecord { updated_at: before.item.changed_at(self.now()), ..before.item.clone() };
        unit.library().save(&item).await?;
        self.record(unit, Some(&work.actor), &[Event::ItemEdited { item: item.id, version: version.number }]);
        if publishes {
            self.publish_version(unit, &work.actor, item, &version, None).await?;
        }
        Ok(())
    }
}
