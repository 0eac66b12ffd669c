//! Who hears of what.

use std::collections::HashSet;

use domain::{
    accounts::Actor,
    ids::UserId,
    notifications::NotificationKind,
    permissions::{Action, Seat},
    review::Stage,
};
use storage::UnitOfWork;

use crate::{Result, Services, postings::Held, review::Decisions};

impl Services {
    /// The people who hear of this, whoever did it. `said` are the posting's reviews and what was decided in them.
    ///
    /// A kind that is not about a posting finds its person by itself.
    pub(super) async fn audience(
        &self,
        work: &UnitOfWork,
        kind: NotificationKind,
        held: &Held,
        said: &Decisions,
    ) -> Result<Vec<Actor>> {
        let owner = held.record.owner;
        let review = said.reviews.first();
        let submitter = review.map(|review| review.submitted_by);
        let by_right = |seat: &Seat| !seat.is_escalated;
        let named: Vec<UserId> = match kind {
            NotificationKind::ReviewWaits => {
                let told = self.told_to_review(work, said).await?;
                let people = self.waited_for(work, held, said, by_right).await?;
                return Ok(people.into_iter().filter(|person| !told.contains(&person.id)).collect());
            }
            NotificationKind::DueSoon => return self.waited_for(work, held, said, by_right).await,
            NotificationKind::Overdue => {
                let mut people = self.waited_for(work, held, said, by_right).await?;
                let submitter: Vec<_> = submitter.into_iter().collect();
                people.extend(work.accounts().find_actors(&submitter).await?);
                return Ok(people);
            }
            NotificationKind::Escalated => return self.waited_for(work, held, said, |seat| seat.is_escalated).await,
            NotificationKind::Withdrawn => self.told_to_review(work, said).await?.into_iter().collect(),
            NotificationKind::Published => {
                let deciders = said.records.iter().map(|record| record.decision.by);
                deciders.chain(submitter).chain([owner]).collect()
            }
            NotificationKind::ChangesRequested | NotificationKind::Approved | NotificationKind::Closed => {
                submitter.into_iter().chain([owner]).collect()
            }
            // These name their people themselves.
            NotificationKind::Mentioned
            | NotificationKind::Answered
            | NotificationKind::Suggested
            | NotificationKind::Proposed
            | NotificationKind::ProposalAccepted
            | NotificationKind::ProposalDeclined
            | NotificationKind::RoleGiven => Vec::new(),
        };
        Ok(work.accounts().find_actors(&named).await?)
    }

    /// Whoever was told that the review waits for them, and has no place in it by now, need not come.
    pub(super) async fn settle_lost_calls(&self, work: &UnitOfWork, held: &Held, said: &Decisions) -> Result<()> {
        let waited = self.waited_for(work, held, said, |_| true).await?;
        let told = self.told_to_review(work, said).await?;
        for person in told.into_iter().filter(|person| waited.iter().all(|waited| waited.id != *person)) {
            work.notifications().settle(held.record.id, &NotificationKind::CALLS, Some(person), self.now()).await?;
        }
        Ok(())
    }

    /// Those who were told that the posting's last review waits for them.
    async fn told_to_review(&self, work: &UnitOfWork, said: &Decisions) -> Result<HashSet<UserId>> {
        let Some(review) = said.reviews.first() else { return Ok(HashSet::new()) };
        let told = work.notifications().told_of(review.posting, review.revision, NotificationKind::ReviewWaits).await?;
        Ok(told.into_iter().collect())
    }

    /// Those who have such a place at a step that is open and not met, and have not said their word on it.
    async fn waited_for(
        &self,
        work: &UnitOfWork,
        held: &Held,
        said: &Decisions,
        fits: fn(&Seat) -> bool,
    ) -> Result<Vec<Actor>> {
        let Stage::InReview { revision, submitted_by, .. } = held.record.stage else { return Ok(Vec::new()) };
        let head = work.reviews().revisions_with_ids(&[revision]).await?.pop();
        let (Some(review), Some(head)) = (said.of_revision(revision), head) else { return Ok(Vec::new()) };
        let count = said.count(&head, submitted_by, &review.policy, self.now());
        let tally = count.tally();
        let waits_for = |person: &Actor| {
            held.permit(person, Action::Decide).is_ok_and(|permit| {
                let mut steps = review.policy.steps.iter();
                steps.any(|step| permit.seat(&step.key).is_some_and(fits) && tally.waits_for(person.id, step))
            })
        };
        Ok(work.accounts().active_people().await?.into_iter().filter(waits_for).collect())
    }
}
