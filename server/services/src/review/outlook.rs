//! Before one submits: who would be asked, what is approved already, and what the draft's changes ask for anew.

use std::time::Duration;

use super::{
    asked::{Outlook, Question},
    decisions::Decisions,
    submit::Picks,
};
use crate::{PostingCard, Result, Services};
use domain::{
    accounts::Actor,
    ids::PostingId,
    posting::{Scope, scope_hashes},
    review::{Controls, Decision, Step, Tally, Verdict},
    time::Timestamp,
};

/// How many of the last decisions say how long one usually takes.
pub(super) const REMEMBERED: u64 = 200;

/// Fewer decisions than this say nothing about how long one takes.
const TELLING: usize = 5;

/// What submitting the draft now would lead to.
#[derive(Debug, Clone)]
pub struct Forecast {
    pub posting: PostingCard,
    pub controls: Controls,
    pub outlook: Outlook,
    pub steps: Vec<StepForecast>,
    /// What has to be decided by nobody.
    pub undecided: Vec<Scope>,
}

/// What would become of one step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepForecast {
    /// The name of the step.
    pub name: String,
    /// What would be asked about; nothing when it is approved as it stands.
    pub asked_about: Vec<Scope>,
    /// The approvals of all of it that would go on counting, by name.
    pub approved_by: Vec<(String, Timestamp)>,
    /// The last approval that counts for less, because these scopes changed since.
    pub set_aside: Option<(String, Vec<Scope>)>,
    /// How long a decision on it usually takes: the median of the last ones.
    pub usually: Option<Duration>,
}

impl Services {
    /// # Errors
    /// [`crate::ServiceError::NotFound`] to those who may not read the posting.
    pub async fn forecast(&self, actor: &Actor, posting: PostingId) -> Result<Forecast> {
        let held = self.read_posting(actor, posting).await?;
        let snapshot = self.load_draft(posting).await?.0.snapshot();
        let contributors = self.writers(posting).await?;
        let owner = held.record.owner;
        let picks = Picks::new();
        let question = Question {
            held: &held,
            facts: &snapshot.facts,
            contributors: &contributors,
            submitter: owner,
            picks: &picks,
        };
        let outlook = self.asking(posting).await?.outlook(&question);
        let policy = outlook.policy.clone();
        let said = self.decisions_about(&[posting]).await?;
        let hashes = scope_hashes(&snapshot);
        let decisions = said.under(posting, &policy);
        let authors = contributors.clone().and_all_by(owner);
        let now = self.now();
        let tally = Tally { policy: &policy, decisions: &decisions, hashes: &hashes, authors: &authors, now };
        let usual = self.storage.reviews().answered(REMEMBERED).await?;
        let steps = forecasts(&said, &tally, &usual);
        Ok(Forecast {
            controls: held.controls(actor),
            undecided: policy.undecided(),
            steps,
            outlook: outlook.where_decided(&tally.met_steps()),
            posting: held.record.into(),
        })
    }
}

pub(super) fn forecasts(said: &Decisions, tally: &Tally<'_>, usual: &[(String, Duration)]) -> Vec<StepForecast> {
    let forecast = |step: &Step| {
        let approvals = tally.decisions.iter().filter(|said| said.step == step.key && said.verdict == Verdict::Approve);
        let (same, changed): (Vec<&Decision>, Vec<_>) =
            approvals.partition(|decision| tally.changed_since(decision).is_empty());
        let standing = same.into_iter().filter(|decision| tally.stands(decision));
        let name = |decision: &Decision| said.name_of(decision.by);
        let last = changed.last().copied();
        StepForecast {
            name: step.name.clone(),
            asked_about: tally.open_scopes(step),
            approved_by: standing.map(|decision| (name(decision), decision.at)).collect(),
            set_aside: last.map(|decision| (name(decision), tally.changed_since(decision))),
            usually: usually(usual, &step.key),
        }
    };
    tally.policy.steps.iter().map(forecast).collect()
}

/// The median of how long it took to decide on this step.
pub(super) fn usually(answered: &[(String, Duration)], key: &str) -> Option<Duration> {
    let mut times: Vec<Duration> = answered.iter().filter(|(step, _)| step == key).map(|(_, time)| *time).collect();
    times.sort_unstable();
    times.get(times.len() / 2).copied().filter(|_| times.len() >= TELLING)
}
