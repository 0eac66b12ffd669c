//! What is approved of a draft while it is written, and what its changes void: under the policy of its last review, by the
//! same count that decides ([`Tally`]).

use std::time::Duration;

use domain::{
    ids::PostingId,
    posting::{Snapshot, scope_hashes},
    review::{Approval, AtStake, Tally},
};

use super::{
    decisions::Decisions,
    outlook::{REMEMBERED, StepForecast, forecasts, usually},
};
use crate::{Result, ServiceError, Services, postings::Held};

impl Services {
    /// What writing in a draft puts at stake, for everybody in its room: of this content, or of what is in the database
    /// if none is given. One query where nothing was submitted yet.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such draft.
    pub async fn at_stake(&self, posting: PostingId, content: Option<Snapshot>) -> Result<AtStake> {
        let Some(said) = self.decided_about(posting).await? else { return Ok(AtStake::default()) };
        let content = match content {
            Some(content) => content,
            None => self.load_draft(posting).await?.0.snapshot(),
        };
        let held = self.read_drafts(&[posting]).await?.remove(&posting).ok_or(ServiceError::NotFound)?;
        Ok(self.weighed(&held, said, &content).await?.1)
    }

    /// What is approved of a draft, step by step, and what its changes ask for anew; and what writing on puts at stake.
    /// Nothing while nobody decided.
    pub(crate) async fn standing_approvals(
        &self,
        held: &Held,
        content: &Snapshot,
    ) -> Result<(Vec<StepForecast>, AtStake)> {
        match self.decided_about(held.record.id).await? {
            Some(said) => self.weighed(held, said, content).await,
            None => Ok(Default::default()),
        }
    }

    /// Nothing while nobody decided.
    async fn decided_about(&self, posting: PostingId) -> Result<Option<Decisions>> {
        Ok(Some(self.decisions_about(&[posting]).await?).filter(|said| !said.records.is_empty()))
    }

    async fn weighed(&self, held: &Held, said: Decisions, content: &Snapshot) -> Result<(Vec<StepForecast>, AtStake)> {
        let Some(policy) = said.reviews.first().map(|review| &review.policy) else { return Ok(Default::default()) };
        let authors = self.writers(held.record.id).await?.and_all_by(held.record.owner);
        let (hashes, decisions) = (scope_hashes(content), said.under(held.record.id, policy));
        let tally = Tally { policy, decisions: &decisions, hashes: &hashes, authors: &authors, now: self.now() };
        let usual = self.storage.reviews().answered(REMEMBERED).await?;
        let approvals = approvals(&said, &tally, &usual);
        let at_stake = AtStake { approvals, whole_posting: policy.four_eyes.whole_posting };
        Ok((forecasts(&said, &tally, &usual), at_stake))
    }
}

fn approvals(said: &Decisions, tally: &Tally<'_>, usual: &[(String, Duration)]) -> Vec<Approval> {
    let mut all = Vec::new();
    for step in &tally.policy.steps {
        let usually = usually(usual, &step.key);
        for scope in step.scopes.iter().copied() {
            let worth = tally.worth(step, scope).into_iter();
            all.extend(worth.map(|(by, worth)| Approval { scope, by, name: said.name_of(by), worth, usually }));
        }
    }
    all
}
