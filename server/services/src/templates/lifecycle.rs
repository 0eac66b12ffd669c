//! Publishing, archiving and restoring templates.

use domain::{
    accounts::Actor,
    events::Event,
    ids::TemplateId,
    input::{FieldError, one_paragraph},
    library::{ChangeClass, REMARK_MAX_CHARS},
    templates::TemplateStatus,
};
use storage::{TemplateRecord, TemplateVersionRecord};

use super::{may_curate, take, take_to_edit};
use crate::{Result, ServiceError, Services};

/// What the form for publishing sends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublishTemplate {
    /// A word of [`ChangeClass`]; the first version changes nothing.
    pub change_class: String,
    /// Needed from the second version on.
    pub reason: String,
}

impl Services {
    /// Freezes the working copy as the next version, which new drafts start with. Answers with its number. What the newest
    /// version says already is no new version.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but curators; [`ServiceError::Invalid`] without a reason or a class of change;
    /// [`ServiceError::Conflict`] when somebody edited the template meanwhile, it is archived or has no lines;
    /// [`ServiceError::NotFound`] when there is none.
    pub async fn publish_template(
        &self,
        actor: &Actor,
        id: TemplateId,
        edition: u32,
        form: &PublishTemplate,
    ) -> Result<u32> {
        may_curate(actor)?;
        let work = self.storage.begin().await?;
        let record = take_to_edit(&work, id, edition).await?;
        let content_hash = record.content.content_hash();
        let newest = work.templates().version(id, record.current_version).await?;
        if newest.is_some_and(|newest| newest.content_hash == content_hash) {
            return Ok(record.current_version);
        }
        record.content.demand_publishable().map_err(|why| ServiceError::Conflict(why.to_string()))?;
        let (change_class, reason) = read(form, record.current_version == 0)?;
        let version = TemplateVersionRecord {
            template: id,
            number: record.current_version + 1,
            content: record.content.clone(),
            content_hash,
            change_class,
            change_reason: reason.clone(),
            author: Some(actor.id),
            published_at: self.now(),
        };
        let (number, name) = (version.number, record.content.name.clone());
        work.templates().insert_versions(&[version]).await?;
        let (status, updated_at) = (TemplateStatus::Published, self.now());
        work.templates().save(&TemplateRecord { status, current_version: number, updated_at, ..record }).await?;
        let event = Event::TemplatePublished { template: id, name, version: number, reason };
        self.record(&work, Some(actor), &[event]);
        work.commit().await?;
        Ok(number)
    }

    /// Takes a template out of use: nothing new starts with it. Drafts that came from it stay as they are.
    ///
    /// # Errors
    /// As [`Services::publish_template`].
    pub async fn archive_template(&self, actor: &Actor, id: TemplateId, edition: u32) -> Result<()> {
        may_curate(actor)?;
        let work = self.storage.begin().await?;
        let record = take(&work, id, edition).await?;
        if record.status == TemplateStatus::Archived {
            return Ok(());
        }
        let name = record.content.name.clone();
        let (status, updated_at) = (TemplateStatus::Archived, self.now());
        work.templates().save(&TemplateRecord { status, updated_at, ..record }).await?;
        self.record(&work, Some(actor), &[Event::TemplateArchived { template: id, name }]);
        Ok(work.commit().await?)
    }

    /// Puts an archived template back where it was.
    ///
    /// # Errors
    /// As [`Services::publish_template`].
    pub async fn restore_template(&self, actor: &Actor, id: TemplateId, edition: u32) -> Result<()> {
        may_curate(actor)?;
        let work = self.storage.begin().await?;
        let record = take(&work, id, edition).await?;
        if record.status != TemplateStatus::Archived {
            return Ok(());
        }
        let name = record.content.name.clone();
        let status = if record.current_version > 0 { TemplateStatus::Published } else { TemplateStatus::Draft };
        work.templates().save(&TemplateRecord { status, updated_at: self.now(), ..record }).await?;
        self.record(&work, Some(actor), &[Event::TemplateRestored { template: id, name }]);
        Ok(work.commit().await?)
    }

    /// Makes the working copy say what an old version said; it is published as every other change is.
    ///
    /// # Errors
    /// As [`Services::publish_template`]; [`ServiceError::Conflict`] also when the working copy says this already.
    pub async fn restore_template_version(
        &self,
        actor: &Actor,
        id: TemplateId,
        edition: u32,
        version: u32,
    ) -> Result<()> {
        may_curate(actor)?;
        let work = self.storage.begin().await?;
        let record = take_to_edit(&work, id, edition).await?;
        let old = work.templates().version(id, version).await?.ok_or(ServiceError::NotFound)?;
        if old.content_hash == record.content.content_hash() {
            return Err(ServiceError::Conflict("The template says this already.".to_owned()));
        }
        if self.is_named(&work, &old.content.name, id).await? {
            let sentence = format!("Another template is called “{}” by now. Rename that one first.", old.content.name);
            return Err(ServiceError::Conflict(sentence));
        }
        let edited = self.edited(record, old.content);
        work.templates().save(&edited).await?;
        let name = edited.content.name;
        self.record(&work, Some(actor), &[Event::TemplateEdited { template: id, name }]);
        Ok(work.commit().await?)
    }
}

fn read(form: &PublishTemplate, is_first: bool) -> Result<(ChangeClass, String)> {
    let mut wrong = Vec::new();
    let class: Option<ChangeClass> = form.change_class.parse().ok();
    if class.is_none() && !is_first {
        wrong.push(FieldError::new("change_class", "Say whether the meaning changes."));
    }
    let reason = one_paragraph(&form.reason);
    if reason.is_empty() && !is_first {
        wrong.push(FieldError::new("reason", "Say why it changes; it stands beside the version."));
    }
    if reason.chars().count() > REMARK_MAX_CHARS {
        wrong.push(FieldError::new("reason", format!("Keep the reason under {REMARK_MAX_CHARS} characters.")));
    }
    if wrong.is_empty() {
        Ok((class.unwrap_or(ChangeClass::Meaning), reason))
    } else {
        Err(ServiceError::Invalid(wrong))
    }
}
