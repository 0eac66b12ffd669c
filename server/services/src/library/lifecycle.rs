//! Publish, deprecate, restore.

use std::collections::HashSet;

use domain::{
    accounts::Actor,
    events::Event,
    ids::ItemId,
    input::{FieldError, one_paragraph},
    library::{ItemStatus, read_sunset},
    time::write_date,
};
use storage::{ItemRecord, UnitOfWork, VersionRecord};

use super::{edit::reason_error, is_slug, may_curate, merge::refuse_merged, take};
use crate::{Result, ServiceError, Services};

/// What the form for a deprecation sends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeprecateForm {
    /// The newest version when the form was made.
    pub from_version: u32,
    /// The slug of what to use instead; empty for nothing.
    pub replacement: String,
    /// The last day, as `2026-11-26`; empty for none.
    pub sunset_on: String,
    pub reason: String,
}

impl Services {
    /// Makes the newest version the published one. Publishing what is published already changes nothing.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but curators, [`ServiceError::Invalid`] when a later version has no reason,
    /// [`ServiceError::Conflict`] when a newer version came meanwhile or the item is deprecated,
    /// [`ServiceError::NotFound`] when it is gone.
    pub async fn publish_item(&self, actor: &Actor, item: ItemId, version: u32, reason: &str) -> Result<()> {
        may_curate(actor)?;
        let work = self.storage.begin().await?;
        let (record, newest) = take(&work, item, version).await?;
        let reason = Some(one_paragraph(reason)).filter(|reason| !reason.is_empty());
        self.publish_version(&work, actor, record, &newest, reason).await?;
        Ok(work.commit().await?)
    }

    /// Publishes a version, unless it is published already; without a reason, for the one that it was saved with.
    pub(super) async fn publish_version(
        &self,
        work: &UnitOfWork,
        actor: &Actor,
        record: ItemRecord,
        newest: &VersionRecord,
        reason: Option<String>,
    ) -> Result<()> {
        let (item, version) = (record.id, newest.number);
        match record.status {
            ItemStatus::Published if record.current_version == version => return Ok(()),
            ItemStatus::Draft | ItemStatus::Proposed | ItemStatus::Published => {}
            ItemStatus::Deprecated | ItemStatus::Archived | ItemStatus::Merged => {
                return Err(ServiceError::Conflict(
                    "This item is deprecated. Restore it before you publish it.".to_owned(),
                ));
            }
        }
        let reason = reason.unwrap_or_else(|| newest.change_reason.clone());
        demand(reason_error(&reason, record.current_version > 0))?;
        let now = self.now();
        work.library().publish(item, version, &reason, now).await?;
        let status = ItemStatus::Published;
        let published = ItemRecord { status, current_version: version, updated_at: record.changed_at(now), ..record };
        work.library().save(&published).await?;
        self.record(work, Some(actor), &[Event::ItemPublished { item, version, reason }]);
        Ok(())
    }

    /// Takes a published item out of use; its lines stay as they are and are offered what replaces it. After its last day,
    /// if it gets one, it reads as archived.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but curators; [`ServiceError::Invalid`] without a reason, for a last day
    /// that is past, or when the replacement is the item itself, not published, or leads back to it; [`ServiceError::Conflict`] when a newer
    /// version came meanwhile or the item is not published; [`ServiceError::NotFound`] when it is gone.
    pub async fn deprecate_item(&self, actor: &Actor, item: ItemId, form: &DeprecateForm) -> Result<()> {
        may_curate(actor)?;
        let work = self.storage.begin().await?;
        let wanted = form.replacement.trim();
        let replacement = if wanted.is_empty() { None } else { Some(find_replacement(&work, wanted).await?) };
        // Both are locked, so that two items that are deprecated for each other at once can't both succeed.
        work.library().lock(&[Some(item), replacement].into_iter().flatten().collect::<Vec<_>>()).await?;
        let (record, _) = take(&work, item, form.from_version).await?;
        if record.status != ItemStatus::Published {
            return Err(ServiceError::Conflict("Only a published item can be deprecated.".to_owned()));
        }
        let reason = one_paragraph(&form.reason);
        let read = read_sunset(&form.sunset_on, self.now().date());
        let sunset_on = read.map_err(|error| ServiceError::invalid("sunset_on", error))?;
        demand(reason_error(&reason, true))?;
        if let Some(replacement) = replacement {
            demand(replacement_error(&work, item, replacement).await?)?;
        }
        let (status, updated_at) = (ItemStatus::Deprecated, record.changed_at(self.now()));
        let (replaced_by, deprecation_reason) = (replacement, Some(reason.clone()));
        let deprecated = ItemRecord { status, replaced_by, sunset_on, deprecation_reason, updated_at, ..record };
        work.library().save(&deprecated).await?;
        let sunset_on = sunset_on.map(write_date);
        self.record(&work, Some(actor), &[Event::ItemDeprecated { item, replaced_by: replacement, reason, sunset_on }]);
        Ok(work.commit().await?)
    }

    /// Puts a deprecated item back into use, in its published version.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but curators, [`ServiceError::Conflict`] when it is not deprecated,
    /// [`ServiceError::NotFound`] when it is gone.
    pub async fn restore_item(&self, actor: &Actor, item: ItemId) -> Result<()> {
        may_curate(actor)?;
        let work = self.storage.begin().await?;
        let record = work.library().lock(&[item]).await?.pop().ok_or(ServiceError::NotFound)?;
        refuse_merged(&work, &record).await?;
        if record.status != ItemStatus::Deprecated {
            return Err(ServiceError::Conflict("This item is not deprecated.".to_owned()));
        }
        work.library().save(&record.restored(self.now())).await?;
        self.record(&work, Some(actor), &[Event::ItemRestored { item }]);
        Ok(work.commit().await?)
    }
}

pub(super) fn demand(error: Option<FieldError>) -> Result<()> {
    error.map_or(Ok(()), |error| Err(ServiceError::Invalid(vec![error])))
}

async fn find_replacement(work: &UnitOfWork, slug: &str) -> Result<ItemId> {
    let found = if is_slug(slug) { work.library().find_by_slug(slug).await? } else { None };
    found
        .map(|item| item.id)
        .ok_or_else(|| ServiceError::invalid("replacement", "There is no such item. Choose one of the list."))
}

/// Why an item can't be replaced by that one. Its own chain of replacements is followed too: it could lead back when an
/// item that replaces others is deprecated itself.
async fn replacement_error(work: &UnitOfWork, item: ItemId, replacement: ItemId) -> Result<Option<FieldError>> {
    let wrong = |message: &str| Ok(Some(FieldError::new("replacement", message)));
    if item == replacement {
        return wrong("An item can't replace itself.");
    }
    let mut seen = HashSet::new();
    let mut next = Some(replacement);
    while let Some(link) = next.filter(|link| seen.insert(*link)) {
        let Some(record) = work.library().find(link).await? else { break };
        if record.id == item || record.replaced_by == Some(item) {
            return wrong("That item is itself replaced by this one.");
        }
        if link == replacement && record.status != ItemStatus::Published {
            return wrong("Only a published item can be used instead.");
        }
        next = record.replaced_by;
    }
    Ok(None)
}
