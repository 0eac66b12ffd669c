//! Home: what waits for a person, what the person waits for, and what they touched last.

use std::collections::{BTreeSet, HashMap};

use domain::{
    accounts::Actor,
    ids::{PostingId, RevisionId, UserId},
    permissions::{Action, Deputy, ReadableTeams},
    posting::Scope,
    review::{StageName, Step},
    time::Timestamp,
};
use storage::{Governing, OfferCount, PostingFilter, PostingRecord, Review, RevisionHead};

use super::{Held, PostingCard};
use crate::{Result, Services, review::Decisions};

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
    /// Postings with every step approved that an open thread holds, for the owner and for whoever opened it.
    pub held_up: Vec<HeldUp>,
    /// Approved postings that the person can publish.
    pub to_publish: Vec<PostingCard>,
    /// What the person submitted and others have to decide on.
    pub waiting_for: Vec<Submission>,
    pub touched: Vec<PostingCard>,
    /// Lines that the library offers something newer to, in the drafts that the person may edit.
    pub updates: OfferCount,
    /// Proposals for the library that wait for a curator, if the person is one.
    pub proposals: u64,
}

/// A review in somebody's queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueuedReview {
    pub posting: PostingCard,
    pub revision: RevisionId,
    pub revision_number: u32,
    pub submitted_by_name: String,
    pub submitted_at: Timestamp,
    pub due_at: Timestamp,
    pub is_overdue: bool,
    /// Names of the steps that wait for the person.
    pub open_steps: Vec<String>,
    /// Their keys.
    pub my_steps: Vec<String>,
}

/// A posting that nobody has to decide on any more, and that is not published all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldUp {
    pub posting: PostingCard,
    /// Whether the person opened a thread that holds it.
    pub is_mine: bool,
}

impl HeldUp {
    /// A posting among those that threads hold, for its owner and for whoever opened one.
    fn of(record: PostingRecord, blocked: &[(PostingId, UserId)], person: UserId) -> Option<Self> {
        let is_mine = blocked.contains(&(record.id, person));
        let concerns = is_mine || record.owner == person && is_blocked(blocked, record.id);
        concerns.then(|| Self { posting: record.into(), is_mine })
    }
}

fn is_blocked(blocked: &[(PostingId, UserId)], posting: PostingId) -> bool {
    blocked.iter().any(|(held, _)| *held == posting)
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
    /// An open thread holds the approval, whoever approved.
    pub is_held: bool,
}

/// One step of a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepWaiting {
    pub name: String,
    pub is_met: bool,
    /// Whether it can be decided on by now.
    pub is_open: bool,
    /// Who approved it; or, while it is open, who could.
    pub people: Vec<String>,
}

/// Everything about the open reviews, fetched at once.
struct Queue {
    reviews: Vec<Review>,
    postings: HashMap<PostingId, PostingRecord>,
    revisions: HashMap<RevisionId, RevisionHead>,
    said: Decisions,
    people: Vec<Actor>,
    deputies: Vec<Deputy>,
    /// Postings whose approval an open thread holds, with who opened it.
    blocked: Vec<(PostingId, UserId)>,
    now: Timestamp,
}

impl Services {
    /// # Errors
    /// [`crate::ServiceError::Unavailable`] when the database is. Nobody is refused: everyone has a home.
    pub async fn home(&self, actor: &Actor) -> Result<Home> {
        let readable = ReadableTeams::of(actor);
        let queue = self.queue(&readable).await?;
        let postings = self.storage.postings();
        let sent_back = postings.of_person(actor.id, &readable, &[StageName::ChangesRequested], SHOWN).await?;
        let editable = [StageName::Draft, StageName::ChangesRequested, StageName::Published];
        let touched = postings.of_person(actor.id, &readable, &editable, TOUCHED).await?;
        let mine = sent_back.into_iter().filter(|record| record.owner == actor.id);
        let (to_publish, mut held_up) = self.approved(actor, readable).await?;
        held_up.extend(queue.reviews.iter().filter_map(|review| queue.held_up(actor, review)));
        Ok(Home {
            to_decide: queue.reviews.iter().filter_map(|review| queue.to_decide(actor, review)).collect(),
            changes_requested: mine.map(PostingCard::from).collect(),
            held_up,
            to_publish,
            waiting_for: queue.reviews.iter().filter_map(|review| queue.submission(actor, review)).collect(),
            touched: touched.into_iter().map(PostingCard::from).collect(),
            updates: self.count_updates(actor).await?,
            proposals: self.waiting_proposals(actor).await?,
        })
    }

    /// The reviews that wait for the person, most urgent first, without the rest of the page.
    pub(crate) async fn to_decide(&self, actor: &Actor) -> Result<Vec<QueuedReview>> {
        let queue = self.queue(&ReadableTeams::of(actor)).await?;
        Ok(queue.reviews.iter().filter_map(|review| queue.to_decide(actor, review)).collect())
    }

    /// Approved postings: those that the person can publish, and those that a thread holds since.
    async fn approved(&self, actor: &Actor, readable: ReadableTeams) -> Result<(Vec<PostingCard>, Vec<HeldUp>)> {
        let stage = Some(StageName::Approved);
        let filter = PostingFilter { readable, stage, team: None, owner: None, titles: Vec::new() };
        let approved = self.storage.postings().list(&filter, 0, SHOWN).await?;
        let ids: Vec<PostingId> = approved.iter().map(|record| record.id).collect();
        if ids.is_empty() {
            return Ok((Vec::new(), Vec::new()));
        }
        let blocked = self.storage.threads().blocked(&ids).await?;
        let mut all = self.hold(approved).await?;
        let (held_up, free): (Vec<Held>, Vec<Held>) =
            ids.iter().filter_map(|id| all.remove(id)).partition(|held| is_blocked(&blocked, held.record.id));
        let publishable = free.into_iter().filter(|held| held.permit_now(actor, Action::Publish).is_ok());
        let held_up = held_up.into_iter().filter_map(|held| HeldUp::of(held.record, &blocked, actor.id));
        Ok((publishable.map(|held| held.record.into()).collect(), held_up.collect()))
    }

    /// The running reviews of these teams, most urgent first, each with whom it waits for.
    pub(crate) async fn running_reviews(&self, readable: &ReadableTeams) -> Result<Vec<Submission>> {
        let queue = self.queue(readable).await?;
        Ok(queue.reviews.iter().filter_map(|review| queue.waiting(review)).collect())
    }

    async fn queue(&self, readable: &ReadableTeams) -> Result<Queue> {
        let (storage, now) = (&self.storage, self.now());
        let reviews = storage.reviews().open(readable, SHOWN).await?;
        let ids: Vec<_> = reviews.iter().map(|review| review.posting).collect();
        if ids.is_empty() {
            return Ok(Queue::empty(now));
        }
        let revisions: Vec<_> = reviews.iter().map(|review| review.revision).collect();
        let postings = storage.postings().with_ids(&ids).await?;
        let revisions = storage.reviews().revisions_with_ids(&revisions).await?;
        Ok(Queue {
            postings: postings.into_iter().map(|record| (record.id, record)).collect(),
            revisions: revisions.into_iter().map(|head| (head.id, head)).collect(),
            said: self.decisions_about(&ids).await?,
            people: storage.accounts().active_people().await?,
            deputies: storage.reviews().deputies_at(now).await?,
            blocked: storage.threads().blocked(&ids).await?,
            reviews,
            now,
        })
    }
}

impl Queue {
    fn empty(now: Timestamp) -> Self {
        Self {
            reviews: Vec::new(),
            postings: HashMap::new(),
            revisions: HashMap::new(),
            said: Decisions::default(),
            people: Vec::new(),
            deputies: Vec::new(),
            blocked: Vec::new(),
            now,
        }
    }

    /// A review in which a step waits for the person, who has not spoken on it.
    fn to_decide(&self, actor: &Actor, review: &Review) -> Option<QueuedReview> {
        let (held, head) = self.parts(review)?;
        let permit = held.permit_now(actor, Action::Decide).ok()?;
        let count = self.said.count(head, review.submitted_by, &review.policy, self.now);
        let tally = count.tally();
        let waits = |step: &&Step| permit.seat(&step.key).is_some() && tally.waits_for(actor.id, step);
        let open: Vec<&Step> = review.policy.steps.iter().filter(waits).collect();
        if open.is_empty() {
            return None;
        }
        Some(QueuedReview {
            posting: held.record.into(),
            revision: head.id,
            revision_number: head.number,
            submitted_by_name: review.submitted_by_name.clone(),
            submitted_at: review.submitted_at,
            due_at: review.due_at,
            is_overdue: review.due_at < self.now,
            open_steps: open.iter().map(|step| step.name.clone()).collect(),
            my_steps: open.iter().map(|step| step.key.clone()).collect(),
        })
    }

    fn held_up(&self, actor: &Actor, review: &Review) -> Option<HeldUp> {
        let (held, head) = self.parts(review)?;
        let held_up = HeldUp::of(held.record, &self.blocked, actor.id)?;
        let count = self.said.count(head, review.submitted_by, &review.policy, self.now);
        count.tally().is_met().then_some(held_up)
    }

    fn submission(&self, actor: &Actor, review: &Review) -> Option<Submission> {
        if review.submitted_by == actor.id { self.waiting(review) } else { None }
    }

    fn waiting(&self, review: &Review) -> Option<Submission> {
        let (held, head) = self.parts(review)?;
        let count = self.said.count(head, review.submitted_by, &review.policy, self.now);
        let tally = count.tally();
        let step = |step: &Step| {
            let is_met = tally.is_step_met(step);
            let approved = |scope: &Scope| tally.approvers(step, *scope);
            let people = if is_met {
                let ids: BTreeSet<UserId> = step.scopes.iter().flat_map(approved).collect();
                ids.into_iter().map(|id| self.said.name_of(id)).collect()
            } else {
                self.could_decide(&held, step)
            };
            StepWaiting { name: step.name.clone(), is_met, is_open: tally.is_open(step), people }
        };
        let steps = review.policy.steps.iter().map(step).collect();
        Some(Submission {
            posting: held.record.into(),
            revision_number: head.number,
            submitted_at: review.submitted_at,
            due_at: review.due_at,
            is_overdue: review.due_at < self.now,
            is_held: is_blocked(&self.blocked, review.posting),
            steps,
        })
    }

    fn parts(&self, review: &Review) -> Option<(Held, &RevisionHead)> {
        let head = self.revisions.get(&review.revision)?;
        let record = self.postings.get(&review.posting)?;
        let governing = Governing {
            revision: review.revision,
            policy: review.policy.clone(),
            due_at: review.due_at,
            contributors: head.contributors.clone(),
        };
        Some((Held::new(record.clone(), Some(governing), &self.deputies, self.now), head))
    }

    fn could_decide(&self, held: &Held, step: &Step) -> Vec<String> {
        let can =
            |person: &&Actor| held.permit(person, Action::Decide).is_ok_and(|permit| permit.seat(&step.key).is_some());
        self.people.iter().filter(can).map(|person| person.display_name.clone()).collect()
    }
}
