//! Deciding on steps of a review.

use domain::{
    accounts::Actor,
    ids::{DecisionId, PostingId},
    permissions::Action,
    review::{Ballot, Decision, Stage, TransitionError},
    time::Timestamp,
};
use storage::ReviewStatus;

use super::withdraw::end_review;
use crate::{Result, ServiceError, Services, postings::Reached};

impl Services {
    /// Keeps a verdict on some steps. The last approval needed makes the posting approved; one request for changes ends
    /// the review and unlocks the draft.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but HR approvers who neither submitted nor edited it; [`ServiceError::Conflict`]
    /// when the review is over, is about another revision than the one that was read, or the decision stands already;
    /// [`ServiceError::Invalid`] for a missing comment or step.
    pub async fn decide(&self, actor: &Actor, posting: PostingId, ballot: &Ballot) -> Result<Stage> {
        let work = self.storage.begin().await?;
        let held = self.take_posting(&work, posting).await?;
        let permit = held.permit_now(actor, Action::Decide)?;
        let Stage::InReview { review: id, revision, .. } = held.record.stage else {
            return Err(TransitionError::WrongStage(held.record.stage.name()).into());
        };
        let review = work.reviews().find(id).await?.ok_or_else(|| lost("review"))?;
        let head = work.reviews().revisions_with_ids(&[revision]).await?.pop().ok_or_else(|| lost("revision"))?;
        let earlier: Vec<Decision> =
            work.reviews().decisions(&[id]).await?.into_iter().map(|record| record.decision).collect();
        let at = after(&earlier, self.now());
        let decided = held.standing().decide(&permit, ballot, at, &review.policy, &earlier, &head.hashes)?;
        for decision in &decided.decisions {
            work.reviews().insert_decision(DecisionId(self.edges.random.id(at)), id, decision).await?;
        }
        if let Some(status) = outcome(&decided.stage) {
            end_review(&work, &held.record.stage, status, at).await?;
        }
        let is_open = matches!(decided.stage, Stage::InReview { .. });
        let reached = Reached {
            stage: &decided.stage,
            events: &decided.events,
            live: held.record.live.as_ref(),
            review_due_at: is_open.then_some(review.due_at),
        };
        self.settle(work, actor, posting, &reached).await?;
        Ok(decided.stage)
    }
}

const fn outcome(stage: &Stage) -> Option<ReviewStatus> {
    match stage {
        Stage::Approved { .. } => Some(ReviewStatus::Approved),
        Stage::ChangesRequested { .. } => Some(ReviewStatus::ChangesRequested),
        _ => None,
    }
}

/// Decisions are ordered by their moment, so no two of a review share one.
fn after(earlier: &[Decision], now: Timestamp) -> Timestamp {
    earlier.iter().map(|decision| Timestamp(decision.at.0 + 1)).max().map_or(now, |next| next.max(now))
}

fn lost(what: &str) -> ServiceError {
    ServiceError::Internal(format!("a posting in review has no {what}"))
}
