//! Lifting the lock that a template put on a section of a draft.

use domain::{
    accounts::Actor,
    document::OperationError,
    events::Event,
    ids::{PostingId, SectionId},
    permissions::Action,
};

use crate::{Result, ServiceError, Services};

impl Services {
    /// Lets whoever writes in the draft change the section from now on. Its words stay as they are.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but curators, admins and HR approvers, [`ServiceError::Conflict`] when the section is
    /// gone or the posting can't be edited, [`ServiceError::NotFound`] to those who may not read it.
    pub async fn unlock_section(&self, actor: &Actor, posting: PostingId, section: &SectionId) -> Result<()> {
        let work = self.storage.begin().await?;
        self.take_posting(&work, posting).await?.permit_now(actor, Action::UnlockSection)?;
        let (draft, _) = crate::collab::load_within(&work, posting).await?;
        let snapshot = draft.snapshot();
        let gone = || ServiceError::Conflict(OperationError::UnknownSection(section.clone()).to_string());
        let found = snapshot.section(section).ok_or_else(gone)?;
        if !found.locked {
            return Ok(());
        }
        let heading = if found.heading.trim().is_empty() { found.kind.label() } else { found.heading.trim() };
        let event = Event::SectionUnlocked { posting, heading: heading.to_owned() };
        self.record(&work, Some(actor), &[event]);
        self.unlock_within(work, actor, posting, section).await
    }
}
