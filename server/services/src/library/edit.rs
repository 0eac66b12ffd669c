//! A new version of an item, as a draft beside the published one.

use domain::{
    accounts::Actor,
    events::Event,
    ids::ItemId,
    input::{FieldError, one_paragraph},
    library::{ChangeClass, ItemStatus, REMARK_MAX_CHARS, Wording, WordingForm},
};
use storage::{ItemRecord, UnitOfWork, VersionRecord};

use super::{may_curate, take};
use crate::{Result, ServiceError, Services};

/// What the form for an edit sends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EditForm {
    /// The newest version when the form was made.
    pub from_version: u32,
    pub wording: WordingForm,
    /// A word of [`ChangeClass`].
    pub change_class: String,
    /// Needed once the item was published.
    pub reason: String,
    /// Whether the new version is to be the published one at once.
    pub publish: bool,
}

/// What became of an edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EditOutcome {
    /// The newest version now.
    pub version: u32,
    /// False when the form said what the newest version says: then nothing was saved.
    pub is_new: bool,
    /// Whether it was published by this.
    pub is_published: bool,
}

impl Services {
    /// Adds a version, as a draft or published at once. Content that equals the newest version is no new version.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but curators, [`ServiceError::Invalid`] with every wrong field,
    /// [`ServiceError::Conflict`] when a newer version came meanwhile or the item is deprecated,
    /// [`ServiceError::NotFound`] when it is gone.
    pub async fn edit_item(&self, actor: &Actor, item: ItemId, form: &EditForm) -> Result<EditOutcome> {
        may_curate(actor)?;
        let work = self.storage.begin().await?;
        let newest = work.library().newest_version(item).await?.ok_or(ServiceError::NotFound)?;
        if says(form, &newest) {
            return self.keep(work, actor, &newest, form.publish).await;
        }
        let version = self.edit_item_within(&work, actor, item, form).await?;
        work.commit().await?;
        Ok(EditOutcome { version, is_new: true, is_published: form.publish })
    }

    /// Adds a version, as a draft or published at once, in somebody else's unit of work. Its number.
    pub(crate) async fn edit_item_within(
        &self,
        work: &UnitOfWork,
        actor: &Actor,
        item: ItemId,
        form: &EditForm,
    ) -> Result<u32> {
        let (record, newest) = take(work, item, form.from_version).await?;
        if !matches!(record.status, ItemStatus::Draft | ItemStatus::Published) {
            return Err(ServiceError::Conflict("This item is deprecated. Restore it before you edit it.".to_owned()));
        }
        let (wording, change_class, reason) = read(form, &record, &newest)?;
        let version = self.next_version(actor, &newest, wording, change_class, reason);
        work.library().insert_version(&version).await?;
        let record = ItemRecord { updated_at: record.changed_at(self.now()), ..record };
        work.library().save(&record).await?;
        self.record(work, Some(actor), &[Event::ItemEdited { item, version: version.number }]);
        if form.publish {
            self.publish_version(work, actor, record, &version, None).await?;
        }
        Ok(version.number)
    }

    /// Nothing to save; what was a draft until now may still be wanted published.
    async fn keep(
        &self,
        work: UnitOfWork,
        actor: &Actor,
        newest: &VersionRecord,
        publish: bool,
    ) -> Result<EditOutcome> {
        let is_published = publish && newest.published_at.is_none();
        if is_published {
            let (record, newest) = take(&work, newest.item, newest.number).await?;
            self.publish_version(&work, actor, record, &newest, None).await?;
            work.commit().await?;
        }
        Ok(EditOutcome { version: newest.number, is_new: false, is_published })
    }

    pub(super) fn next_version(
        &self,
        actor: &Actor,
        newest: &VersionRecord,
        wording: Wording,
        change_class: ChangeClass,
        change_reason: String,
    ) -> VersionRecord {
        VersionRecord {
            item: newest.item,
            number: newest.number + 1,
            content_hash: wording.content_hash(),
            wording,
            change_class,
            change_reason,
            author: Some(actor.id),
            created_at: self.now(),
            published_at: None,
        }
    }
}

/// Whether the form says what a version says. Asked before anything else, so that a form that comes twice succeeds
/// twice and makes one version.
fn says(form: &EditForm, version: &VersionRecord) -> bool {
    let wording = form.wording.read(Some(&version.wording));
    wording.is_ok_and(|wording| wording.content_hash() == version.content_hash)
}

fn read(form: &EditForm, item: &ItemRecord, newest: &VersionRecord) -> Result<(Wording, ChangeClass, String)> {
    let mut errors = Vec::new();
    let change_class: Option<ChangeClass> = form.change_class.parse().ok();
    if change_class.is_none() {
        errors.push(FieldError::new("change_class", "Say whether the meaning changes."));
    }
    let reason = one_paragraph(&form.reason);
    errors.extend(reason_error(&reason, item.current_version > 0));
    match (form.wording.read(Some(&newest.wording)), change_class) {
        (Ok(wording), Some(change_class)) if errors.is_empty() => Ok((wording, change_class, reason)),
        (wording, _) => {
            let mut all = wording.err().unwrap_or_default();
            all.append(&mut errors);
            Err(ServiceError::Invalid(all))
        }
    }
}

/// What is wrong with a reason.
pub(super) fn reason_error(reason: &str, is_needed: bool) -> Option<FieldError> {
    if is_needed && reason.trim().is_empty() {
        return Some(FieldError::new("reason", "Say why, for those who use this item."));
    }
    let is_long = reason.chars().count() > REMARK_MAX_CHARS;
    is_long.then(|| FieldError::new("reason", format!("Keep the reason under {REMARK_MAX_CHARS} characters.")))
}
