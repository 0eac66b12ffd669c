//! Closing a live posting, and reopening a closed one as a draft.

use domain::{accounts::Actor, ids::PostingId, permissions::Action};
use storage::ReviewStatus;

use crate::{Result, Services, postings::Reached, review::withdraw::end_review};

impl Services {
    /// Takes the posting down. A running review of it ends.
    ///
    /// # Errors
    /// [`crate::ServiceError::Refused`] to those who may not close it, [`crate::ServiceError::Conflict`] when it is not live.
    pub async fn close(&self, actor: &Actor, posting: PostingId) -> Result<()> {
        let work = self.storage.begin().await?;
        let held = self.take_posting(&work, posting).await?;
        let permit = held.permit_now(actor, Action::Close)?;
        let now = self.now();
        let moved = held.standing().close(&permit, now)?;
        end_review(&work, &held.record.stage, ReviewStatus::Withdrawn, now).await?;
        work.publications().close(posting, now).await?;
        self.settle(work, actor, posting, &Reached::at_rest(&moved)).await?;
        self.public.changed();
        Ok(())
    }

    /// Makes a closed posting a draft again, to be reviewed and published anew.
    ///
    /// # Errors
    /// [`crate::ServiceError::Refused`] to all but the owner, [`crate::ServiceError::Conflict`] when it is not closed.
    pub async fn reopen(&self, actor: &Actor, posting: PostingId) -> Result<()> {
        let work = self.storage.begin().await?;
        let held = self.take_posting(&work, posting).await?;
        let permit = held.permit_now(actor, Action::Reopen)?;
        let moved = held.standing().reopen(&permit)?;
        self.settle(work, actor, posting, &Reached::at_rest(&moved)).await
    }
}
