//! What a reviewer looks at: the revision in review, what changed in it since they looked last, and who said what on which
//! step.

use std::collections::HashMap;

use domain::{
    accounts::Actor,
    checks::{self, Finding},
    ids::{PostingId, RevisionId, UserId},
    permissions::{Action, Subject, permit},
    posting::{Scope, Snapshot},
    review::{
        Controls, Step, Verdict,
        difference::{self, Difference},
    },
    time::Timestamp,
};
use storage::{DecisionRecord, Review, ReviewStatus, Revision, RevisionHead};

use super::{
    Base, Outcome, RevisionRow, Since,
    asked::asked_words,
    decisions::{Count, Decisions},
};
use crate::{Discussion, PostingCard, Result, ServiceError, Services, postings::Held};

/// Which revision a reviewer looks at, and how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// Without one, the newest.
    pub revision: Option<RevisionId>,
    /// Without one, the most telling that there is.
    pub since: Option<Since>,
    /// The parts that others decide on, too.
    pub is_everything: bool,
}

/// The page of a review.
#[derive(Debug, Clone)]
pub struct ReviewPage {
    pub posting: PostingCard,
    pub controls: Controls,
    pub revision: RevisionRow,
    pub snapshot: Snapshot,
    /// What the difference is against, or nothing.
    pub base: Option<Base>,
    /// What else it can be compared with.
    pub bases: Vec<Base>,
    /// Within [`ReviewPage::scopes`].
    pub difference: Difference,
    /// The parts that the person decides on; all of them for somebody who is not asked.
    pub scopes: Vec<Scope>,
    /// How much changed in the other parts.
    pub elsewhere: usize,
    pub policy_name: String,
    pub policy_version: u32,
    pub steps: Vec<StepView>,
    pub findings: Vec<Finding>,
    pub discussion: Discussion,
    pub is_open: bool,
    pub due_at: Timestamp,
    pub is_overdue: bool,
    /// Whether the draft says something else by now.
    pub is_draft_ahead: bool,
}

/// One step of the policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepView {
    pub key: String,
    pub name: String,
    pub scopes: Vec<Scope>,
    pub is_met: bool,
    /// Whether it can be decided on by now.
    pub is_open: bool,
    /// Whether the person who looks is asked on it.
    pub is_mine: bool,
    /// What still has to be approved.
    pub open_scopes: Vec<Scope>,
    /// Whether something that it covers differs from the base.
    pub is_touched: bool,
    /// Who can decide, in words: a role, or names.
    pub asked: String,
    /// Oldest first.
    pub decisions: Vec<DecisionView>,
}

/// What somebody decided on one step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionView {
    pub by_name: String,
    /// In whose place.
    pub for_name: Option<String>,
    pub at: Timestamp,
    pub verdict: Verdict,
    pub comment: String,
    /// Whether it counts for what the revision says.
    pub stands: bool,
    /// Whether it was made on this very revision.
    pub is_here: bool,
    /// What it covers that says something else now.
    pub changed: Vec<Scope>,
    pub has_lapsed: bool,
}

impl Services {
    /// The review of the revision, or without one of the posting's newest revision.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] to those who may not read the posting, and while it was never submitted.
    pub async fn review_page(&self, actor: &Actor, posting: PostingId, look: Look) -> Result<ReviewPage> {
        let held = self.read_posting(actor, posting).await?;
        let said = self.decisions_about(&[posting]).await?;
        let wanted = |review: &&Review| look.revision.is_none_or(|revision| review.revision == revision);
        let review = said.reviews.iter().find(wanted).ok_or(ServiceError::NotFound)?;
        let Revision { head, snapshot } = self.revision_of(posting, review.revision).await?;
        let live = held.record.live.as_ref().map(|live| live.revision);
        let bases = self.bases(actor, posting, head.number, &said, live).await?;
        let base = chosen(&bases, look.since);
        let before = match base {
            Some(base) => self.revision_of(posting, base.revision).await?.snapshot,
            None => Snapshot::default(),
        };
        let whole = difference::compare(&before, &snapshot);
        // What is over is shown as it was when it ended, not as if its approvals had lapsed since.
        let is_current = held.record.stage.revision() == Some(head.id);
        let now = review.ended_at.filter(|_| !is_current).unwrap_or_else(|| self.now());
        let count = said.count(&head, review.submitted_by, &review.policy, now);
        let names = self.names_in_review(&said, review).await?;
        let steps = Steps { actor, held: &held, said: &said, count: &count, difference: &whole, head: &head, names };
        let steps: Vec<StepView> = review.policy.steps.iter().map(|step| steps.view(step)).collect();
        let scopes = if look.is_everything { Scope::ALL.to_vec() } else { mine(&steps) };
        let difference = whole.within(&scopes);
        self.storage.reviews().look(posting, actor.id, head.number).await?;
        let is_open = review.status == ReviewStatus::Open;
        Ok(ReviewPage {
            discussion: self.discussion(actor, &held, &snapshot).await?,
            controls: held.controls(actor),
            elsewhere: whole.counts.total() - difference.counts.total(),
            difference,
            scopes,
            steps,
            findings: checks::run(&snapshot, self.now().date()),
            is_open,
            due_at: review.due_at,
            is_overdue: is_open && review.due_at < self.now(),
            is_draft_ahead: self.storage.collab().head(posting).await?.is_some_and(|draft| draft.seq > head.seq),
            policy_name: review.policy.name.clone(),
            policy_version: review.policy.version,
            revision: RevisionRow::new(head, Some(review.status), live),
            base,
            bases,
            snapshot,
            posting: held.record.into(),
        })
    }

    /// The names of those who are asked by name, and in whose place somebody decided.
    async fn names_in_review(&self, said: &Decisions, review: &Review) -> Result<HashMap<UserId, String>> {
        let stood_in_for = said.records.iter().filter_map(|record| record.decision.for_person);
        let ids: Vec<UserId> = review.policy.steps.iter().flat_map(Step::people).chain(stood_in_for).collect();
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        Ok(self.storage.accounts().names_of(&ids).await?.into_iter().collect())
    }
}

/// The base that was asked for, else the first.
fn chosen(bases: &[Base], since: Option<Since>) -> Option<Base> {
    match since {
        Some(Since::Nothing) => None,
        Some(Since::Revision(number)) => bases.iter().find(|base| base.number == number).copied(),
        Some(since) => bases.iter().find(|base| base.since == since).or_else(|| bases.first()).copied(),
        // Any other revision is compared with only when somebody asks for it.
        None => bases.iter().find(|base| !matches!(base.since, Since::Revision(_))).copied(),
    }
}

/// The parts that the person is asked about; all for somebody who is not asked.
fn mine(steps: &[StepView]) -> Vec<Scope> {
    let asked: Vec<Scope> =
        steps.iter().filter(|step| step.is_mine).flat_map(|step| step.scopes.iter().copied()).collect();
    if asked.is_empty() { Scope::ALL.to_vec() } else { asked }
}

/// What the steps are seen with.
struct Steps<'a> {
    actor: &'a Actor,
    held: &'a Held,
    said: &'a Decisions,
    count: &'a Count<'a>,
    difference: &'a Difference,
    head: &'a RevisionHead,
    names: HashMap<UserId, String>,
}

impl Steps<'_> {
    fn view(&self, step: &Step) -> StepView {
        let tally = self.count.tally();
        let permit = permit(self.actor, Action::Decide, Subject::Posting(self.held.subject()));
        let of_step = |record: &&DecisionRecord| {
            record.decision.step == step.key && self.count.decisions.contains(&record.decision)
        };
        StepView {
            is_met: tally.is_step_met(step),
            is_open: tally.is_open(step),
            is_mine: permit.is_ok_and(|permit| permit.seat(&step.key).is_some()),
            open_scopes: tally.open_scopes(step),
            is_touched: step.scopes.iter().any(|scope| self.difference.scopes.contains(scope)),
            asked: asked_words(step, &self.names),
            decisions: self.said.records.iter().filter(of_step).map(|record| self.decision(record)).collect(),
            key: step.key.clone(),
            name: step.name.clone(),
            scopes: step.scopes.clone(),
        }
    }

    fn decision(&self, record: &DecisionRecord) -> DecisionView {
        let (tally, decision) = (self.count.tally(), &record.decision);
        DecisionView {
            by_name: record.by_name.clone(),
            for_name: decision.for_person.map(|id| self.names.get(&id).cloned().unwrap_or_default()),
            at: decision.at,
            verdict: decision.verdict,
            comment: decision.comment.clone(),
            stands: tally.stands(decision),
            is_here: decision.revision == self.head.id,
            changed: tally.changed_since(decision),
            has_lapsed: tally.has_lapsed(decision),
        }
    }
}

impl From<ReviewStatus> for Outcome {
    fn from(status: ReviewStatus) -> Self {
        match status {
            ReviewStatus::Open => Self::InReview,
            ReviewStatus::Approved => Self::Approved,
            ReviewStatus::ChangesRequested => Self::ChangesRequested,
            ReviewStatus::Withdrawn => Self::Withdrawn,
            ReviewStatus::Superseded => Self::Superseded,
        }
    }
}
