//! A change to many items is made.

use std::collections::HashMap;

use domain::{
    accounts::Actor,
    events::Event,
    ids::{BulkEditId, ItemId},
    input::{FieldError, one_paragraph},
    library::{
        ChangeClass, ItemStatus, REMARK_MAX_CHARS,
        bulk::{BulkChange, BulkEffect},
    },
};
use storage::{BulkEditRecord, ItemRecord, StoredItem, UnitOfWork};

use super::{BULK_MAX, DoneItem, Step, TOGETHER, What, choose::bulk_item};
use crate::{Result, ServiceError, Services, library::may_curate};

/// What the form for a change sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkForm {
    pub change: BulkChange,
    pub reason: String,
    /// The items, each with the newest version when the preview was made.
    pub items: Vec<(ItemId, u32)>,
}

impl Services {
    /// Makes a change to many items, and answers with its record, by which it can be taken back.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but curators; [`ServiceError::Invalid`] without a reason;
    /// [`ServiceError::Conflict`] with no or too many items.
    pub async fn apply_bulk(&self, actor: &Actor, form: &BulkForm) -> Result<BulkEditId> {
        may_curate(actor)?;
        let reason = read_reason(&form.reason)?;
        if form.items.is_empty() || form.items.len() > BULK_MAX {
            return Err(ServiceError::Conflict(format!("Choose between 1 and {BULK_MAX} items.")));
        }
        let now = self.now();
        let mut edit = BulkEditRecord {
            id: BulkEditId(self.edges.random.id(now)),
            author: actor.id,
            change: form.change.clone(),
            reason,
            items: String::new(),
            created_at: now,
            undone_at: None,
        };
        let ids: Vec<ItemId> = form.items.iter().map(|(item, _)| *item).collect();
        let used = self.used(&ids).await?;
        let mut done: Vec<DoneItem> = Vec::new();
        for (round, items) in form.items.chunks(TOGETHER).enumerate() {
            let work = self.storage.begin().await?;
            let together = self.change_together(&work, actor, &edit, items, &used).await?;
            done.extend(together);
            edit.items = serde_json::to_string(&done).unwrap_or_default();
            if round == 0 {
                work.edits().insert(&edit).await?;
            } else {
                work.edits().save(&edit).await?;
            }
            work.commit().await?;
        }
        Ok(edit.id)
    }

    async fn change_together(
        &self,
        work: &UnitOfWork,
        actor: &Actor,
        edit: &BulkEditRecord,
        items: &[(ItemId, u32)],
        used: &HashMap<ItemId, u32>,
    ) -> Result<Vec<DoneItem>> {
        let ids: Vec<ItemId> = items.iter().map(|(item, _)| *item).collect();
        let slugs: Vec<String> = work.library().lock(&ids).await?.into_iter().map(|item| item.slug).collect();
        let stored = work.library().at_slugs(&slugs).await?;
        let by_id: HashMap<ItemId, &StoredItem> = stored.values().map(|stored| (stored.item.id, stored)).collect();
        let mut done = Vec::new();
        for (item, version) in items {
            let Some(stored) = by_id.get(item) else { continue };
            let judged = if stored.newest.number == *version {
                edit.change.on(&bulk_item(stored, used.get(item).copied().unwrap_or(0)))
            } else {
                Err("Somebody saved a newer version meanwhile.".to_owned())
            };
            let (refused, step) = match judged {
                Ok(BulkEffect::Nothing) => (Some("It is so already.".to_owned()), None),
                Ok(effect) => (None, Some(self.take_effect(work, actor, edit, stored, effect).await?)),
                Err(sentence) => (Some(sentence), None),
            };
            let (slug, name) = (stored.item.slug.clone(), stored.newest.wording.name.clone());
            done.push(DoneItem { item: *item, slug, name, refused, step, not_undone: None });
        }
        Ok(done)
    }

    async fn take_effect(
        &self,
        work: &UnitOfWork,
        actor: &Actor,
        edit: &BulkEditRecord,
        stored: &StoredItem,
        effect: BulkEffect,
    ) -> Result<Step> {
        let now = self.now();
        let item = &stored.item;
        let reason = edit.reason.clone();
        let (what, changed_at) = match effect {
            BulkEffect::Reword(wording) => {
                let class = ChangeClass::Editorial;
                let version = self.next_version(actor, &stored.newest, wording, class, reason);
                (What::Reworded, self.add_version(work, actor, item, &version).await?)
            }
            BulkEffect::Move { kind, group } => {
                let moved = ItemRecord { kind, group: group.clone(), updated_at: item.changed_at(now), ..item.clone() };
                work.library().save(&moved).await?;
                self.record(work, Some(actor), &[Event::ItemMoved { item: item.id, kind, group, reason }]);
                (What::Moved, moved.updated_at)
            }
            BulkEffect::Deprecate => {
                let (status, updated_at) = (ItemStatus::Deprecated, item.changed_at(now));
                let deprecation_reason = Some(reason.clone());
                work.library().save(&ItemRecord { status, deprecation_reason, updated_at, ..item.clone() }).await?;
                self.record(
                    work,
                    Some(actor),
                    &[Event::ItemDeprecated { item: item.id, replaced_by: None, sunset_on: None, reason }],
                );
                (What::Deprecated, updated_at)
            }
            BulkEffect::Nothing => (What::Moved, item.updated_at),
        };
        let (kind, group) = (item.kind, item.group.clone());
        Ok(Step { before: stored.newest.number, kind, group, changed_at, effect: what })
    }
}

fn read_reason(typed: &str) -> Result<String> {
    let reason = one_paragraph(typed);
    let wrong = |message: String| Err(ServiceError::Invalid(vec![FieldError::new("reason", message)]));
    if reason.is_empty() {
        return wrong("Say why, for those who use these items.".to_owned());
    }
    if reason.chars().count() > REMARK_MAX_CHARS {
        return wrong(format!("Keep the reason under {REMARK_MAX_CHARS} characters."));
    }
    Ok(reason)
}
