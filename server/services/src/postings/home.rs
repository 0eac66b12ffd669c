//! Home: what waits for a person, what the person waits for, and what they touched last.

use std::collections::HashMap;

use domain::{
    accounts::{Actor, Role},
    ids::{PostingId, ReviewId, RevisionId},
    permissions::{Action, ReadableTeams},
    review::{Decision, StageName, Step, Verdict, standing_decisions},
    time::Timestamp,
};
use storage::{DecisionRecord, PostingFilter, PostingRecord, Review, RevisionHead};

use super::{Held, PostingCard};
use crate::{Result, Services};

/// Rows in each part of the page.
const SHOWN: u64 = 50;
/// Drafts touched last.
const TOUCHED: u64 = 8;

/// The home page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Home {
    /// Reviews that the person can decide on and has not yet, most urgent first.
    pub to_decide: Vec<QueuedReview>,
    /// Postings of the person that a reviewer sent back.
    pub changes_requested: Vec<PostingCard>,
    /// Approved postings that the person can publish.
    pub to_publish: Vec<PostingCard>,
    /// What the person submitted and others have to decide on.
    pub waiting_for: Vec<Submission>,
    pub touched: Vec<PostingCard>,
}

/// A review in somebody's queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueuedReview {
    pub posting: PostingCard,
    pub revision_number: u32,
    pub submitted_by_name: String,
    pub submitted_at: Timestamp,
    pub due_at: Timestamp,
    pub is_overdue: bool,
    /// Names of the steps that are still open.
    pub open_steps: Vec<String>,
}

/// A posting that waits for others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    pub posting: PostingCard,
    pub revision_number: u32,
    pub submitted_at: Timestamp,
    pub due_at: Timestamp,
    pub is_overdue: bool,
    pub steps: Vec<StepWaiting>,
}

/// One step of a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepWaiting {
    pub name: String,
    pub is_met: bool,
    /// Who approved it; or, while it is open, who could.
    pub people: Vec<String>,
}

/// Everything about the open reviews, fetched at once.
#[derive(Default)]
struct Queue {
    reviews: Vec<Review>,
    postings: HashMap<PostingId, PostingRecord>,
    revisions: HashMap<RevisionId, RevisionHead>,
    decisions: HashMap<ReviewId, Vec<DecisionRecord>>,
    approvers: Vec<Actor>,
}

impl Services {
    /// # Errors
    /// [`crate::ServiceError::Unavailable`] when the database is. Nobody is refused: everyone has a home.
    pub async fn home(&self, actor: &Actor) -> Result<Home> {
        let readable = ReadableTeams::of(actor);
        let queue = self.queue(&readable).await?;
        let now = self.now();
        let postings = self.storage.postings();
        let sent_back = postings.of_person(actor.id, &readable, &[StageName::ChangesRequested], SHOWN).await?;
        let editable = [StageName::Draft, StageName::ChangesRequested, StageName::Published];
        let touched = postings.of_person(actor.id, &readable, &editable, TOUCHED).await?;
        let mine = sent_back.into_iter().filter(|record| record.owner == actor.id);
        Ok(Home {
            to_decide: queue.reviews.iter().filter_map(|review| queue.to_decide(actor, review, now)).collect(),
            changes_requested: mine.map(PostingCard::from).collect(),
            to_publish: self.to_publish(actor, readable).await?,
            waiting_for: queue.reviews.iter().filter_map(|review| queue.submission(actor, review, now)).collect(),
            touched: touched.into_iter().map(PostingCard::from).collect(),
        })
    }

    async fn to_publish(&self, actor: &Actor, readable: ReadableTeams) -> Result<Vec<PostingCard>> {
        let stage = Some(StageName::Approved);
        let filter = PostingFilter { readable, stage, team: None, owner: None, titles: Vec::new() };
        let approved = self.storage.postings().list(&filter, 0, SHOWN).await?;
        let held = approved.into_iter().map(|record| Held::new(record, Vec::new()));
        let publishable = held.filter(|held| held.permit_now(actor, Action::Publish).is_ok());
        Ok(publishable.map(|held| held.record.into()).collect())
    }

    async fn queue(&self, readable: &ReadableTeams) -> Result<Queue> {
        let storage = &self.storage;
        let reviews = storage.reviews().open(readable, SHOWN).await?;
        if reviews.is_empty() {
            return Ok(Queue::default());
        }
        let postings: Vec<_> = reviews.iter().map(|review| review.posting).collect();
        let revisions: Vec<_> = reviews.iter().map(|review| review.revision).collect();
        let ids: Vec<_> = reviews.iter().map(|review| review.id).collect();
        let mut decisions: HashMap<_, Vec<_>> = HashMap::new();
        for record in storage.reviews().decisions(&ids).await? {
            decisions.entry(record.review).or_default().push(record);
        }
        let postings = storage.postings().with_ids(&postings).await?;
        let revisions = storage.reviews().revisions_with_ids(&revisions).await?;
        Ok(Queue {
            postings: postings.into_iter().map(|record| (record.id, record)).collect(),
            revisions: revisions.into_iter().map(|head| (head.id, head)).collect(),
            decisions,
            approvers: storage.reviews().holders(Role::HrApprover).await?,
            reviews,
        })
    }
}

impl Queue {
    fn to_decide(&self, actor: &Actor, review: &Review, now: Timestamp) -> Option<QueuedReview> {
        let (held, head) = self.parts(review)?;
        held.permit_now(actor, Action::Decide).ok()?;
        let decisions = self.decisions(review);
        let is_open = |step: &&Step| !review.policy.is_step_met(&step.key, &decisions, &head.hashes);
        let open: Vec<_> = review.policy.steps.iter().filter(is_open).collect();
        let spoke_on =
            |step: &&&Step| standing_decisions(&decisions).any(|said| said.step == step.key && said.by == actor.id);
        if open.iter().filter(spoke_on).count() == open.len() {
            return None;
        }
        Some(QueuedReview {
            posting: held.record.into(),
            revision_number: head.number,
            submitted_by_name: review.submitted_by_name.clone(),
            submitted_at: review.submitted_at,
            due_at: review.due_at,
            is_overdue: review.due_at < now,
            open_steps: open.into_iter().map(|step| step.name.clone()).collect(),
        })
    }

    fn submission(&self, actor: &Actor, review: &Review, now: Timestamp) -> Option<Submission> {
        let (held, head) = self.parts(review).filter(|_| review.submitted_by == actor.id)?;
        let decisions = self.decisions(review);
        let step = |step: &Step| {
            let is_met = review.policy.is_step_met(&step.key, &decisions, &head.hashes);
            let people = if is_met { self.approved_by(review, step) } else { self.could_decide(&held) };
            StepWaiting { name: step.name.clone(), is_met, people }
        };
        let steps = review.policy.steps.iter().map(step).collect();
        Some(Submission {
            posting: held.record.into(),
            revision_number: head.number,
            submitted_at: review.submitted_at,
            due_at: review.due_at,
            is_overdue: review.due_at < now,
            steps,
        })
    }

    fn parts(&self, review: &Review) -> Option<(Held, &RevisionHead)> {
        let head = self.revisions.get(&review.revision)?;
        let record = self.postings.get(&review.posting)?;
        Some((Held::new(record.clone(), head.contributors.clone()), head))
    }

    fn decisions(&self, review: &Review) -> Vec<Decision> {
        let records = self.decisions.get(&review.id).map_or(&[][..], Vec::as_slice);
        records.iter().map(|record| record.decision.clone()).collect()
    }

    fn approved_by(&self, review: &Review, step: &Step) -> Vec<String> {
        let records = self.decisions.get(&review.id).into_iter().flatten();
        let approvals =
            records.filter(|said| said.decision.step == step.key && said.decision.verdict == Verdict::Approve);
        approvals.map(|said| said.by_name.clone()).collect()
    }

    fn could_decide(&self, held: &Held) -> Vec<String> {
        let can = |person: &&Actor| held.permit(person, Action::Decide).is_ok();
        self.approvers.iter().filter(can).map(|person| person.display_name.clone()).collect()
    }
}
