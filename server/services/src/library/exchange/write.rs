//! A row becomes an item or a version.

use domain::{
    events::Event,
    ids::ItemId,
    library::{ItemKind, Wording},
};
use storage::{ItemRecord, StoredItem, UnitOfWork, VersionRecord};

use super::run::Work;
use crate::{Result, Services, library::published};

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
        let item = ItemRecord::draft(id, (kind, group), slug, now);
        let version = VersionRecord {
            change_class: work.import.change_class,
            change_reason: work.import.reason.clone(),
            ..VersionRecord::first(id, wording, Some(work.actor.id), now)
        };
        if is_draft { (item, version) } else { published((item, version), now) }
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
