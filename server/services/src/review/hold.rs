//! Open blocking threads hold the approval and the publication.

use domain::{
    accounts::Actor,
    ids::PostingId,
    permissions::Permit,
    review::{Decided, Stage},
};
use storage::{ReviewStatus, UnitOfWork};

use super::{
    decide::{decisions_within, lost},
    withdraw::end_review,
};
use crate::{
    Result, ServiceError, Services,
    postings::{Held, Reached},
};

/// Whether an open thread holds the posting.
pub(super) async fn blocking_open(work: &UnitOfWork, posting: PostingId) -> Result<bool> {
    Ok(work.threads().blocking_open(posting).await? > 0)
}

/// What was decided, without an approval that a thread holds.
pub(super) async fn unless_held(work: &UnitOfWork, held: &Held, decided: Decided) -> Result<Decided> {
    let leads_on = matches!(decided.stage, Stage::Approved { .. });
    let is_held = leads_on && blocking_open(work, held.record.id).await?;
    Ok(if is_held { decided.held_at(&held.record.stage) } else { decided })
}

/// Refuses to publish while a thread blocks.
pub(crate) async fn demand_no_blocking_thread(work: &UnitOfWork, posting: PostingId) -> Result<()> {
    if blocking_open(work, posting).await? {
        let why = "A blocking thread is open, so this can't be published yet. Resolve it first.";
        return Err(ServiceError::Conflict(why.to_owned()));
    }
    Ok(())
}

impl Services {
    /// Ends the unit of work that resolved a blocking thread: the posting is approved if nothing else was missing.
    pub(crate) async fn release(&self, work: UnitOfWork, actor: &Actor, held: &Held, permit: &Permit) -> Result<()> {
        let posting = held.record.id;
        let Stage::InReview { revision, submitted_by, .. } = held.record.stage else { return Ok(work.commit().await?) };
        if blocking_open(&work, posting).await? {
            return Ok(work.commit().await?);
        }
        let said = decisions_within(&work, &[posting]).await?;
        let review = said.of_revision(revision).ok_or_else(|| lost("review"))?;
        let head = work.reviews().revisions_with_ids(&[revision]).await?.pop().ok_or_else(|| lost("revision"))?;
        let count = said.count(&head, submitted_by, &review.policy, self.now());
        let released = held.standing().released(permit, self.now(), &count.tally())?;
        let Some((stage, events)) = released else { return Ok(work.commit().await?) };
        end_review(&work, &held.record.stage, ReviewStatus::Approved, self.now()).await?;
        let live = held.record.live.as_ref();
        let reached = Reached { stage: &stage, events: &events, live, review_due_at: None };
        // Nobody approved just now: the approvals were there.
        self.settle_recorded(work, actor, None, posting, &reached).await
    }
}
