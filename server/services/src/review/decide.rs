//! Deciding on steps of a review.

use domain::{
    accounts::Actor,
    ids::{DecisionId, PostingId},
    permissions::Action,
    review::{Ballot, Stage, TransitionError},
};
use storage::{ReviewStatus, UnitOfWork};

use super::{decisions::Decisions, hold::unless_held, withdraw::end_review};
use crate::{Result, ServiceError, Services, postings::Reached};

impl Services {
    /// Keeps a verdict on some steps. The last approval needed makes the posting approved; one request for changes ends
    /// the review.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but those whom the review asks and who neither submitted nor edited it;
    /// [`ServiceError::Conflict`] when the review is over, is about another revision than the one that was read, asks
    /// somebody else on that step or nobody yet, or the decision stands already; [`ServiceError::Invalid`] for a missing
    /// comment or step.
    pub async fn decide(&self, actor: &Actor, posting: PostingId, ballot: &Ballot) -> Result<Stage> {
        let work = self.storage.begin().await?;
        let held = self.take_posting(&work, posting).await?;
        let permit = held.permit_now(actor, Action::Decide)?;
        let Stage::InReview { revision, submitted_by, .. } = held.record.stage else {
            return Err(TransitionError::WrongStage(held.record.stage.name()).into());
        };
        let said = decisions_within(&work, &[posting]).await?;
        let review = said.of_revision(revision).ok_or_else(|| lost("review"))?;
        let head = work.reviews().revisions_with_ids(&[revision]).await?.pop().ok_or_else(|| lost("revision"))?;
        let count = said.count(&head, submitted_by, &review.policy, self.now());
        let at = count.next_moment();
        let decided = held.standing().decide(&permit, ballot, at, &count.tally())?;
        let decided = unless_held(&work, &held, decided).await?;
        for decision in &decided.decisions {
            work.reviews().insert_decision(DecisionId(self.edges.random.id(at)), review.id, decision).await?;
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

    /// All that was decided about these postings.
    pub(crate) async fn decisions_about(&self, postings: &[PostingId]) -> Result<Decisions> {
        let reviews = self.storage.reviews().of_postings(postings).await?;
        let ids: Vec<_> = reviews.iter().map(|review| review.id).collect();
        let records = self.storage.reviews().decisions(&ids).await?;
        Ok(Decisions { reviews, records })
    }
}

pub(crate) async fn decisions_within(work: &UnitOfWork, postings: &[PostingId]) -> Result<Decisions> {
    let reviews = work.reviews().of_postings(postings).await?;
    let ids: Vec<_> = reviews.iter().map(|review| review.id).collect();
    let records = work.reviews().decisions(&ids).await?;
    Ok(Decisions { reviews, records })
}

const fn outcome(stage: &Stage) -> Option<ReviewStatus> {
    match stage {
        Stage::Approved { .. } => Some(ReviewStatus::Approved),
        Stage::ChangesRequested { .. } => Some(ReviewStatus::ChangesRequested),
        _ => None,
    }
}

pub(super) fn lost(what: &str) -> ServiceError {
    ServiceError::Internal(format!("a posting in review has no {what}"))
}
