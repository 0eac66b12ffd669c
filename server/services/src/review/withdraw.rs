//! Withdrawing: the owner takes a posting back from review, or back from approval.

use domain::{accounts::Actor, ids::PostingId, permissions::Action, review::Stage, time::Timestamp};
use storage::{ReviewStatus, UnitOfWork};

use crate::{Result, Services, postings::Reached};

impl Services {
    /// # Errors
    /// [`crate::ServiceError::Refused`] to all but the owner, [`crate::ServiceError::Conflict`] when it is not in review
    /// or approved any more.
    pub async fn withdraw(&self, actor: &Actor, posting: PostingId) -> Result<()> {
        let work = self.storage.begin().await?;
        let held = self.take_posting(&work, posting).await?;
        let permit = held.permit_now(actor, Action::Withdraw)?;
        let (stage, events) = held.standing().withdraw(&permit)?;
        end_review(&work, &held.record.stage, ReviewStatus::Withdrawn, self.now()).await?;
        let live = held.record.live.as_ref();
        let reached = Reached { stage: &stage, events: &events, live, review_due_at: None };
        self.settle(work, actor, posting, &reached).await
    }
}

/// Ends the review that a posting in this stage is in, if it is in one. An approval that was given stays given.
pub(crate) async fn end_review(work: &UnitOfWork, stage: &Stage, status: ReviewStatus, at: Timestamp) -> Result<()> {
    if let Stage::InReview { review, .. } = stage {
        work.reviews().end(*review, status, at).await?;
    }
    Ok(())
}
