//! What a reviewer looks at: the revision in review, what changed in it, and who said what on which step.

use domain::{
    accounts::Actor,
    checks::{self, Finding},
    ids::{PostingId, RevisionId},
    posting::{Scope, Snapshot},
    review::{
        Controls, Decision, Verdict,
        difference::{self, Difference},
        standing_decisions,
    },
    time::Timestamp,
};
use storage::{DecisionRecord, Review, ReviewStatus, Revision};

use super::{Outcome, RevisionRow};
use crate::{PostingCard, Result, ServiceError, Services};

/// The page of a review.
#[derive(Debug, Clone)]
pub struct ReviewPage {
    pub posting: PostingCard,
    pub controls: Controls,
    pub revision: RevisionRow,
    pub snapshot: Snapshot,
    /// What the difference is against: the revision last approved, or nothing.
    pub base: Option<RevisionRow>,
    pub difference: Difference,
    pub steps: Vec<StepView>,
    pub findings: Vec<Finding>,
    pub is_open: bool,
    pub due_at: Timestamp,
    pub is_overdue: bool,
}

/// One step of the policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepView {
    pub key: String,
    pub name: String,
    pub scopes: Vec<Scope>,
    pub is_met: bool,
    /// Whether something that it covers differs from the base.
    pub is_touched: bool,
    /// Oldest first.
    pub decisions: Vec<DecisionView>,
}

/// What somebody decided on one step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionView {
    pub by_name: String,
    pub at: Timestamp,
    pub verdict: Verdict,
    pub comment: String,
    /// Whether it is the person's last word on the step.
    pub stands: bool,
}

impl Services {
    /// The review of the revision, or without one of the posting's newest revision.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] to those who may not read the posting, and while it was never submitted.
    pub async fn review_page(
        &self,
        actor: &Actor,
        posting: PostingId,
        revision: Option<RevisionId>,
    ) -> Result<ReviewPage> {
        let held = self.read_posting(actor, posting).await?;
        let reviews = self.storage.reviews().of_posting(posting).await?;
        let wanted = |review: &&Review| revision.is_none_or(|revision| review.revision == revision);
        let review = reviews.iter().find(wanted).ok_or(ServiceError::NotFound)?;
        let Revision { head, snapshot } = self.revision_of(posting, review.revision).await?;
        let base = self.approved_before(posting, head.number).await?;
        let empty = Snapshot::default();
        let before = base.as_ref().map_or(&empty, |base| &base.snapshot);
        let difference = difference::compare(before, &snapshot);
        let records = self.storage.reviews().decisions(&[review.id]).await?;
        let live = held.record.live.as_ref().map(|live| live.revision);
        Ok(ReviewPage {
            controls: held.controls(actor),
            steps: steps(review, &records, &head.hashes, &difference),
            findings: checks::run(&snapshot, self.now().date()),
            is_open: review.status == ReviewStatus::Open,
            due_at: review.due_at,
            is_overdue: review.status == ReviewStatus::Open && review.due_at < self.now(),
            revision: RevisionRow::new(head, Some(review.status), live),
            base: base.map(|base| RevisionRow::new(base.head, Some(ReviewStatus::Approved), live)),
            snapshot,
            difference,
            posting: held.record.into(),
        })
    }
}

fn steps(
    review: &Review,
    records: &[DecisionRecord],
    hashes: &domain::posting::ScopeHashes,
    difference: &Difference,
) -> Vec<StepView> {
    let decisions: Vec<Decision> = records.iter().map(|record| record.decision.clone()).collect();
    let stands = |decision: &Decision| standing_decisions(&decisions).any(|standing| standing == decision);
    let view = |record: &DecisionRecord| DecisionView {
        by_name: record.by_name.clone(),
        at: record.decision.at,
        verdict: record.decision.verdict,
        comment: record.decision.comment.clone(),
        stands: stands(&record.decision),
    };
    let step = |step: &domain::review::Step| StepView {
        is_met: review.policy.is_step_met(&step.key, &decisions, hashes),
        is_touched: step.scopes.iter().any(|scope| difference.scopes.contains(scope)),
        decisions: records.iter().filter(|record| record.decision.step == step.key).map(view).collect(),
        key: step.key.clone(),
        name: step.name.clone(),
        scopes: step.scopes.clone(),
    };
    review.policy.steps.iter().map(step).collect()
}

impl From<ReviewStatus> for Outcome {
    fn from(status: ReviewStatus) -> Self {
        match status {
            ReviewStatus::Open => Self::InReview,
            ReviewStatus::Approved => Self::Approved,
            ReviewStatus::ChangesRequested => Self::ChangesRequested,
            ReviewStatus::Withdrawn => Self::Withdrawn,
        }
    }
}
