//! Asking others on a step of a running review, when those who were asked can't or don't decide.

use domain::{
    accounts::Actor,
    events::Event,
    ids::{PostingId, UserId},
    permissions::Action,
    review::{Stage, TransitionError, read_comment},
};

use super::{asked::why_not_ask, decide::decisions_within};
use crate::{Result, ServiceError, Services, postings::Reached};

impl Services {
    /// Asks just these people on one step of the review that runs. What was decided stays.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] but for admins; [`ServiceError::Conflict`] when no review runs;
    /// [`ServiceError::Invalid`] without a reason, for an unknown step, and for people who may not decide on it.
    pub async fn reassign(
        &self,
        actor: &Actor,
        posting: PostingId,
        step: &str,
        people: &[UserId],
        reason: &str,
    ) -> Result<()> {
        let reason = read_comment(reason).map_err(|error| ServiceError::invalid("reason", error))?;
        let work = self.storage.begin().await?;
        let held = self.take_posting(&work, posting).await?;
        held.permit(actor, Action::Reassign)?;
        let Stage::InReview { revision, .. } = held.record.stage else {
            return Err(TransitionError::WrongStage(held.record.stage.name()).into());
        };
        if reason.is_empty() {
            return Err(ServiceError::invalid("reason", "Say why somebody else is asked; it stays in the history."));
        }
        let said = decisions_within(&work, &[posting]).await?;
        let review = said.of_revision(revision).ok_or(ServiceError::NotFound)?;
        let mut policy = review.policy.clone();
        let unknown = || ServiceError::invalid("step", TransitionError::UnknownStep);
        let asked = policy.steps.iter_mut().find(|known| known.key == step).ok_or_else(unknown)?;
        let everyone = work.accounts().active_people().await?;
        asked.asked = everyone.iter().map(|person| person.id).filter(|person| people.contains(person)).collect();
        if asked.asked.is_empty() {
            return Err(ServiceError::invalid("person", "Choose who decides instead."));
        }
        let (name, to) = (asked.name.clone(), asked.asked.clone());
        let of_step = asked.clone();
        let unfit = everyone.iter().filter(|person| to.contains(&person.id));
        let unfit: Vec<String> = unfit.filter_map(|person| why_not_ask(person, &held, &of_step)).collect();
        if !unfit.is_empty() {
            return Err(ServiceError::invalid("person", unfit.join(" ")));
        }
        work.reviews().save_policy(review.id, &policy).await?;
        let events = [Event::StepReassigned { posting, revision, name, to, reason }];
        let reached = Reached {
            stage: &held.record.stage,
            events: &events,
            live: held.record.live.as_ref(),
            review_due_at: Some(review.due_at),
        };
        self.settle(work, actor, posting, &reached).await
    }
}
