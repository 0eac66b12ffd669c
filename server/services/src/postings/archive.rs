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
        let moved = held.standing().archive(&permit, self.now())?;
        self.settle(work, actor, posting, &Reached::at_rest(&moved)).await
    }

    /// # Errors
    /// [`crate::ServiceError::Refused`] to all but the owner, [`crate::ServiceError::Conflict`] when it is not archived.
    pub async fn restore_posting(&self, actor: &Actor, posting: PostingId) -> Result<()> {
        let work = self.storage.begin().await?;
        let held = self.take_posting(&work, posting).await?;
        let permit = held.permit_now(actor, Action::Archive)?;
        let moved = held.standing().restore(&permit)?;
        self.settle(work, actor, posting, &Reached::at_rest(&moved)).await
    }
}
