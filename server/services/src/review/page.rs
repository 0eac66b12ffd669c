//! What a reviewer looks at: the revision in review, what changed in it since they looked last, and who said what on which
//! step.

use std::collections::HashMap;

use domain::{
    accounts::{Actor, UserStatus},
    checks::{self, Finding},
    ids::{PostingId, RevisionId, UserId},
    permissions::{Action, Permit},
    posting::{Scope, Snapshot},
    review::{
        Controls, StageName, Step, Tally, TransitionError, Verdict,
        difference::{self, Difference},
    },
    time::Timestamp,
};
use storage::{DecisionRecord, Past, PersonRecord, Review, ReviewStatus, RevisionHead, Roster, Wanted};

use super::{
    Base, Named, Outcome, RevisionRow, Since,
    asked::{asked_words, why_not_ask},
    decide::lost,
    decisions::Decisions,
    since::bases,
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
    /// Whom the person could ask instead on a step that is stuck.
    pub could_be_asked: Vec<Named>,
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
    /// Why the person who looks, who decides elsewhere in this review, can't here, if that is for their own edits.
    pub kept_out: Option<String>,
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
        let held = self.read_drafts(&[posting]).await?.remove(&posting).ok_or(ServiceError::NotFound)?;
        held.permit(actor, Action::ReadPosting)?;
        self.review_of(actor, held, look).await
    }

    /// As [`Services::review_page`], for somebody who may read this posting. Five queries more.
    pub(crate) async fn review_of(&self, actor: &Actor, held: Held, look: Look) -> Result<ReviewPage> {
        let posting = held.record.id;
        let Past { rounds, looked, draft_seq } = self.storage.reviews().past(posting, actor.id).await?;
        let (heads, said) = Decisions::in_rounds(rounds);
        let wanted = |head: &&RevisionHead| look.revision.is_none_or(|revision| head.id == revision);
        let head = heads.iter().find(wanted).ok_or(ServiceError::NotFound)?;
        let review = said.of_revision(head.id).ok_or_else(|| lost("review"))?;
        let Roster { people, deputies } = self.roster(actor, &held, review).await?;
        let held = held.governed(&heads, &said, &deputies, self.now())?;
        let live = held.record.live.as_ref().map(|live| live.revision);
        let bases = bases(&heads, &said, looked, live, head.number);
        let base = chosen(&bases, look.since);
        let (before, snapshot) = self.contents(base.map(|base| base.revision), head.id).await?;
        let whole = difference::compare(&before, &snapshot);
        // What is over is shown as it was when it ended, not as if its approvals had lapsed since.
        let is_current = held.record.stage.revision() == Some(head.id);
        let now = review.ended_at.filter(|_| !is_current).unwrap_or_else(|| self.now());
        let count = said.count(head, review.submitted_by, &review.policy, now);
        let steps = Steps {
            names: people.iter().map(|person| (person.user.id, person.user.display_name.clone())).collect(),
            permit: held.permit(actor, Action::Decide).ok(),
            tally: count.tally(),
            said: &said,
            difference: &whole,
            head,
        };
        let steps: Vec<StepView> = review.policy.steps.iter().map(|step| steps.view(step)).collect();
        let scopes = if look.is_everything { Scope::ALL.to_vec() } else { mine(&steps) };
        let difference = whole.within(&scopes);
        if looked.is_none_or(|looked| looked.last < head.number) {
            self.storage.reviews().look(posting, actor.id, head.number, looked.map(|looked| looked.last)).await?;
        }
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
            is_draft_ahead: draft_seq > head.seq,
            policy_name: review.policy.name.clone(),
            policy_version: review.policy.version,
            revision: RevisionRow::new(head.clone(), Some(review.status), live),
            could_be_asked: could_be_asked(actor, &held, review, &people),
            base,
            bases,
            snapshot,
            posting: held.record.into(),
        })
    }

    /// Those whom the steps name and those in whose place others decide; for an admin, who could ask anybody, everyone.
    async fn roster(&self, actor: &Actor, held: &Held, review: &Review) -> Result<Roster> {
        let named: Vec<UserId> = review.policy.steps.iter().flat_map(Step::people).collect();
        let is_running = held.record.stage.name() == StageName::InReview;
        if named.is_empty() && !is_running {
            return Ok(Roster::default());
        }
        let asks = is_running && held.permit(actor, Action::Reassign).is_ok();
        let wanted = if asks { Wanted::EveryoneAnd(&named) } else { Wanted::These(&named) };
        Ok(self.storage.reviews().roster(wanted, self.now()).await?)
    }

    /// What the two revisions say; the earlier one nothing if there is none.
    async fn contents(&self, before: Option<RevisionId>, after: RevisionId) -> Result<(Snapshot, Snapshot)> {
        let wanted: Vec<RevisionId> = before.into_iter().chain([after]).collect();
        let mut found: HashMap<_, _> = self.storage.reviews().snapshots(&wanted).await?.into_iter().collect();
        let after = found.remove(&after).ok_or_else(|| lost("content"))?;
        let before = before.map(|before| found.remove(&before).ok_or_else(|| lost("earlier content"))).transpose()?;
        Ok((before.unwrap_or_default(), after))
    }
}

/// Whom an admin could ask instead, while the review runs; nobody for others.
fn could_be_asked(actor: &Actor, held: &Held, review: &Review, people: &[PersonRecord]) -> Vec<Named> {
    if review.status != ReviewStatus::Open || held.permit(actor, Action::Reassign).is_err() {
        return Vec::new();
    }
    let active = people.iter().filter(|person| person.user.status == UserStatus::Active);
    let fits = |person: &Actor| review.policy.steps.iter().any(|step| why_not_ask(person, held, step).is_none());
    let able = active.map(PersonRecord::actor).filter(fits);
    able.map(|person| Named { id: person.id, name: person.display_name }).collect()
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

/// Why the holder of a permit to decide can't on this step, if that is for their own edits.
fn kept_out(permit: &Permit, step: &Step) -> Option<String> {
    let own = permit.own_edits(&step.key);
    (!own.is_empty()).then(|| TransitionError::OwnEdits(own, step.name.clone()).to_string())
}

/// What the steps are seen with.
struct Steps<'a> {
    /// To decide, if the person who looks may.
    permit: Option<Permit>,
    said: &'a Decisions,
    tally: Tally<'a>,
    difference: &'a Difference,
    head: &'a RevisionHead,
    names: HashMap<UserId, String>,
}

impl Steps<'_> {
    fn view(&self, step: &Step) -> StepView {
        let of_step = |record: &&DecisionRecord| {
            record.decision.step == step.key && self.tally.decisions.contains(&record.decision)
        };
        StepView {
            is_met: self.tally.is_step_met(step),
            is_open: self.tally.is_open(step),
            is_mine: self.permit.as_ref().is_some_and(|permit| permit.seat(&step.key).is_some()),
            kept_out: self.permit.as_ref().and_then(|permit| kept_out(permit, step)),
            open_scopes: self.tally.open_scopes(step),
            is_touched: step.scopes.iter().any(|scope| self.difference.scopes.contains(scope)),
            asked: asked_words(step, &self.names, |person| self.tally.wrote_on(person, step)),
            decisions: self.said.records.iter().filter(of_step).map(|record| self.decision(record)).collect(),
            key: step.key.clone(),
            name: step.name.clone(),
            scopes: step.scopes.clone(),
        }
    }

    fn decision(&self, record: &DecisionRecord) -> DecisionView {
        let decision = &record.decision;
        DecisionView {
            by_name: record.by_name.clone(),
            for_name: record.for_name.clone(),
            at: decision.at,
            verdict: decision.verdict,
            comment: decision.comment.clone(),
            stands: self.tally.stands(decision),
            is_here: decision.revision == self.head.id,
            changed: self.tally.changed_since(decision),
            has_lapsed: self.tally.has_lapsed(decision),
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
