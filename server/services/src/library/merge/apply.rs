//! One item is merged into another one.

use domain::{
    accounts::Actor,
    events::Event,
    ids::{ItemId, MergeId},
    input::one_paragraph,
    library::{
        ChangeClass, ItemStatus, REMARK_MAX_CHARS,
        merge::{Gains, may_merge},
    },
};
use storage::{Before, ItemRecord, MergeRecord, StoredItem, UnitOfWork};

use super::{may_merge_items, twin};
use crate::{
    Result, ServiceError, Services,
    library::{edit::reason_error, lifecycle::demand},
};

/// What the form for a merge sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeForm {
    /// The item that goes, with its newest version when the form was made.
    pub gone: (ItemId, u32),
    /// The item that stays, with its newest version when the form was made.
    pub stays: (ItemId, u32),
    pub reason: String,
}

impl Services {
    /// Merges an item into another one. Sent twice, it is merged once.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but curators; [`ServiceError::Invalid`] without a reason; [`ServiceError::Conflict`]
    /// when they can't become one, when one of them was edited meanwhile, and when somebody else was quicker;
    /// [`ServiceError::NotFound`] when one is gone.
    pub async fn merge_items(&self, actor: &Actor, form: &MergeForm) -> Result<MergeId> {
        may_merge_items(actor)?;
        let work = self.storage.begin().await?;
        // Of two curators who merge at once, the second waits here and sees what the first one did.
        let (gone, stays) = lock(&work, form).await?;
        if let Some(done) = same_merge(&work, actor, form).await? {
            return Ok(done);
        }
        demand_standing(&gone, &stays)?;
        demand_unedited(&gone, form.gone.1)?;
        demand_unedited(&stays, form.stays.1)?;
        let gains =
            may_merge(&twin(&gone), &twin(&stays)).map_err(|error| ServiceError::Conflict(error.to_string()))?;
        let reason = one_paragraph(&form.reason);
        demand(reason_error(&reason, true))?;
        let merge = self.take_out(&work, actor, gone.item.clone(), stays.item.id, (gains, reason)).await?;
        self.bring_in(&work, actor, &stays, &gone.shown.wording.name, &merge).await?;
        work.commit().await?;
        Ok(merge.id)
    }

    /// The item that goes is merged from now on.
    async fn take_out(
        &self,
        work: &UnitOfWork,
        actor: &Actor,
        gone: ItemRecord,
        into: ItemId,
        (gained, reason): (Gains, String),
    ) -> Result<MergeRecord> {
        let now = self.now();
        let merge = MergeRecord {
            id: MergeId(self.edges.random.id(now)),
            item: gone.id,
            into,
            author: actor.id,
            reason: reason.clone(),
            gained,
            was: Before { status: gone.status, replaced_by: gone.replaced_by, sunset_on: gone.sunset_on },
            created_at: now,
            undone_at: None,
        };
        work.merges().insert(&merge).await?;
        let (status, updated_at) = (ItemStatus::Merged, gone.changed_at(now));
        work.library()
            .save(&ItemRecord { status, replaced_by: Some(into), sunset_on: None, updated_at, ..gone })
            .await?;
        self.record(work, Some(actor), &[Event::ItemMerged { merge: merge.id, item: merge.item, into, reason }]);
        Ok(merge)
    }

    /// The item that stays says what it gained, in a version of its own.
    async fn bring_in(
        &self,
        work: &UnitOfWork,
        actor: &Actor,
        stays: &StoredItem,
        name: &str,
        merge: &MergeRecord,
    ) -> Result<()> {
        if merge.gained.is_empty() {
            return Ok(());
        }
        let reason = format!("Merged “{name}” into this: {}", merge.reason);
        let reason = reason.chars().take(REMARK_MAX_CHARS).collect();
        let wording = merge.gained.added_to(&stays.newest.wording);
        let version = self.next_version(actor, &stays.newest, wording, ChangeClass::Editorial, reason);
        self.add_version(work, actor, &stays.item, &version).await?;
        Ok(())
    }
}

/// Both items, locked until the work is done.
async fn lock(work: &UnitOfWork, form: &MergeForm) -> Result<(StoredItem, StoredItem)> {
    let locked = work.library().lock(&[form.gone.0, form.stays.0]).await?;
    let slugs: Vec<String> = locked.into_iter().map(|item| item.slug).collect();
    let stored = work.library().at_slugs(&slugs).await?;
    let find = |item: ItemId| stored.values().find(|stored| stored.item.id == item).cloned();
    find(form.gone.0).zip(find(form.stays.0)).ok_or(ServiceError::NotFound)
}

/// The very merge that is asked for, made by the same person: the form came twice.
async fn same_merge(work: &UnitOfWork, actor: &Actor, form: &MergeForm) -> Result<Option<MergeId>> {
    let known = work.merges().of_items(&[form.gone.0]).await?;
    let same = known.into_iter().find(|merge| merge.into == form.stays.0 && merge.author == actor.id);
    Ok(same.map(|merge| merge.id))
}

/// What was merged is refused with the name of the item that stands in its place.
fn demand_standing(gone: &StoredItem, stays: &StoredItem) -> Result<()> {
    let sentence = |stored: &StoredItem, advice: &str| {
        let into = stored.merged_into.as_ref()?;
        Some(format!("“{}” was merged into “{}” meanwhile. {advice}", stored.shown.wording.name, into.name))
    };
    let found = sentence(gone, "There is nothing left to merge.");
    match found.or_else(|| sentence(stays, "Choose that one to stay.")) {
        Some(sentence) => Err(ServiceError::Conflict(sentence)),
        None => Ok(()),
    }
}

fn demand_unedited(stored: &StoredItem, seen: u32) -> Result<()> {
    if stored.newest.number == seen {
        return Ok(());
    }
    Err(ServiceError::Conflict(format!(
        "Somebody saved version {} of “{}” meanwhile. Read what it says now, then merge.",
        stored.newest.number, stored.newest.wording.name
    )))
}
