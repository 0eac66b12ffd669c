//! Archiving a posting that is not live, and bringing it back as a draft.

use domain::{accounts::Actor, ids::PostingId, permissions::Action};

use super::Reached;
use crate::{Result, Services};

impl Services {
    /// # Errors
    /// [`crate::ServiceError::Refused`] to all but the owner, [`crate::ServiceError::Conflict`] while it is live or in review.
    pub async fn archive_posting(&self, actor: &Actor, posting: PostingId) -> Result<()> {
        let work = self.storage.begin().await?;
        let held = self.take_posting(&work, posting).await?;
        let permit = held.permit_now(actor, Action::Archive)?;
        let (stage, events) = held.standing().archive(&permit, self.now())?;
        let reached = Reached { stage: &stage, events: &events, live: None, review_due_at: None };
        self.settle(work, actor, posting, &reached).await
    }

    /// # Errors
    /// [`crate::ServiceError::Refused`] to all but the owner, [`crate::ServiceError::Conflict`] when it is not archived.
    pub async fn restore_posting(&self, actor: &Actor, posting: PostingId) -> Result<()> {
        let work = self.storage.begin().await?;
        let held = self.take_posting(&work, posting).await?;
        let permit = held.permit_now(actor, Action::Archive)?;
        let (stage, events) = held.standing().restore(&permit)?;
        let reached = Reached { stage: &stage, events: &events, live: None, review_due_at: None };
        self.settle(work, actor, posting, &reached).await
    }
}
