//! A posting together with what has to be known to permit or refuse something.

use std::collections::HashMap;

use domain::{
    accounts::Actor,
    checks::{self, Anchor, Severity},
    events::Event,
    guests::LinkEnd,
    ids::{PostingId, RevisionId},
    input::FieldError,
    permissions::{Action, Deputy, Permit, PostingSubject, Said, Subject, permit},
    posting::{Authorship, Snapshot},
    review::{Controls, FourEyes, Live, Moved, Policy, Stage, StageName, Standing},
    time::Timestamp,
};
use storage::{Governing, PostingRecord, RevisionHead, UnitOfWork};

use crate::{Result, ServiceError, Services, review::Decisions};

/// A posting that somebody asks about or is about to change.
#[derive(Debug)]
pub(crate) struct Held {
    pub record: PostingRecord,
    subject: PostingSubject,
}

impl Held {
    /// A posting without what its review says: to read it and to write in its draft.
    pub fn draft(record: PostingRecord) -> Self {
        let subject = PostingSubject {
            id: record.id,
            team: record.team,
            owner: record.owner,
            revision: record.stage.revision(),
            submitted_by: record.stage.submitted_by(),
            contributors: Authorship::NOBODY,
            managers_publish: Policy::default_policy().managers_publish,
            steps: Vec::new(),
            four_eyes: FourEyes::default(),
            escalated_to: Vec::new(),
            deputies: Vec::new(),
        };
        Self { record, subject }
    }

    /// A posting with the review that governs it, if there was one.
    pub fn new(record: PostingRecord, review: Option<Governing>, deputies: &[Deputy], now: Timestamp) -> Self {
        let mut held = Self::draft(record);
        let Some(Governing { policy, due_at, contributors, .. }) = review else { return held };
        held.subject.managers_publish = policy.managers_publish;
        if held.record.stage.revision().is_some() {
            held.subject.escalated_to = policy.escalated_to(due_at, now);
            held.subject.four_eyes = policy.four_eyes;
            held.subject.steps = policy.steps;
            held.subject.contributors = contributors;
            held.subject.deputies = deputies.to_vec();
        }
        held
    }

    /// The same posting with the review that governs it, found among all of its rounds.
    pub fn governed(
        self,
        heads: &[RevisionHead],
        said: &Decisions,
        deputies: &[Deputy],
        now: Timestamp,
    ) -> Result<Self> {
        let Some(revision) = self.record.stage.governing() else { return Ok(self) };
        let head = heads.iter().find(|head| head.id == revision);
        let (Some(head), Some(review)) = (head, said.of_revision(revision)) else {
            return Err(ServiceError::Internal("a posting has lost the review that governs it".to_owned()));
        };
        let governing = Governing {
            revision,
            policy: review.policy.clone(),
            due_at: review.due_at,
            contributors: head.contributors.clone(),
        };
        Ok(Self::new(self.record, Some(governing), deputies, now))
    }

    /// What is asked about when somebody decides.
    pub const fn subject(&self) -> &PostingSubject {
        &self.subject
    }

    pub fn permit(&self, actor: &Actor, action: Action) -> Result<Permit> {
        Ok(permit(actor, action, Subject::Posting(&self.subject))?)
    }

    /// Permission first, then the stage: a stranger does not learn where a posting stands.
    pub fn permit_now(&self, actor: &Actor, action: Action) -> Result<Permit> {
        self.in_time(action, self.permit(actor, action)?)
    }

    /// As [`Held::permit_now`], for something that was said about the posting.
    pub fn permit_said(&self, actor: &Actor, action: Action, said: Said) -> Result<Permit> {
        self.in_time(action, permit(actor, action, Subject::Said(&self.subject, said))?)
    }

    fn in_time(&self, action: Action, permit: Permit) -> Result<Permit> {
        let stage = self.record.stage.name();
        if stage.offers(action, self.record.live.is_some()) { Ok(permit) } else { Err(stage.refuses(action).into()) }
    }

    pub fn controls(&self, actor: &Actor) -> Controls {
        Controls::of(actor, &self.subject, self.record.stage.name(), self.record.live.is_some())
    }

    pub fn standing(&self) -> Standing {
        Standing { posting: self.record.id, stage: self.record.stage.clone(), live: self.record.live.clone() }
    }
}

/// Several postings, by their ids.
pub(crate) type Postings = HashMap<PostingId, Held>;

impl Services {
    /// The posting, for somebody who may read it.
    pub(crate) async fn read_posting(&self, actor: &Actor, id: PostingId) -> Result<Held> {
        let held = self.read_postings(&[id]).await?.remove(&id).ok_or(ServiceError::NotFound)?;
        held.permit(actor, Action::ReadPosting)?;
        Ok(held)
    }

    /// Those of the postings that exist, whoever may read them.
    pub(crate) async fn read_postings(&self, ids: &[PostingId]) -> Result<Postings> {
        self.hold(self.storage.postings().with_ids(ids).await?).await
    }

    /// These postings, with the reviews that govern them.
    pub(crate) async fn hold(&self, records: Vec<PostingRecord>) -> Result<Postings> {
        let governing = self.storage.reviews().governing(&revisions(&records)).await?;
        let now = self.now();
        let deputies = if runs(&records) { self.storage.reviews().deputies_at(now).await? } else { Vec::new() };
        Ok(with_reviews(records, governing, &deputies, now))
    }

    /// Those of the postings that exist, for whoever wants to write in their drafts: without their reviews.
    pub(crate) async fn read_drafts(&self, ids: &[PostingId]) -> Result<Postings> {
        Ok(drafts(self.storage.postings().with_ids(ids).await?))
    }

    /// The posting, held until the unit of work ends.
    pub(crate) async fn take_posting(&self, work: &UnitOfWork, id: PostingId) -> Result<Held> {
        let records = work.postings().lock_all(&[id]).await?;
        let governing = work.reviews().governing(&revisions(&records)).await?;
        let now = self.now();
        let deputies = if runs(&records) { work.reviews().deputies_at(now).await? } else { Vec::new() };
        with_reviews(records, governing, &deputies, now).remove(&id).ok_or(ServiceError::NotFound)
    }

    /// Those of the postings that exist, held until the unit of work ends, to write in their drafts.
    pub(crate) async fn take_drafts(&self, work: &UnitOfWork, ids: &[PostingId]) -> Result<Postings> {
        Ok(drafts(work.postings().lock_all(ids).await?))
    }

    /// Saves a stage that was reached and what happened on the way, tells those who hear of it, and ends the unit of work
    /// with it.
    pub(crate) async fn settle(
        &self,
        work: UnitOfWork,
        actor: &Actor,
        id: PostingId,
        reached: &Reached<'_>,
    ) -> Result<()> {
        self.settle_recorded(work, actor, Some(actor), id, reached).await
    }

    /// As [`Services::settle`], where the record names somebody else than who brought it about, or nobody.
    pub(crate) async fn settle_recorded(
        &self,
        work: UnitOfWork,
        actor: &Actor,
        by: Option<&Actor>,
        id: PostingId,
        reached: &Reached<'_>,
    ) -> Result<()> {
        let due_at = reached.review_due_at;
        work.postings().save_stage(id, reached.stage, reached.live, due_at).await?;
        work.collab().set_locked(id, !reached.stage.name().is_editable()).await?;
        if let Some(end) = LinkEnd::with(reached.events) {
            work.guests().end_all(id, end).await?;
        }
        self.record(&work, by, reached.events);
        self.tell_of(&work, actor, id, reached.events).await?;
        work.commit().await?;
        self.edges.announcer.draft_changed(id);
        Ok(())
    }
}

/// Whether a review of one of them runs.
fn runs(records: &[PostingRecord]) -> bool {
    records.iter().any(|record| record.stage.name() == StageName::InReview)
}

fn revisions(records: &[PostingRecord]) -> Vec<RevisionId> {
    records.iter().filter_map(|record| record.stage.governing()).collect()
}

fn drafts(records: Vec<PostingRecord>) -> Postings {
    records.into_iter().map(|record| (record.id, Held::draft(record))).collect()
}

fn with_reviews(
    records: Vec<PostingRecord>,
    governing: Vec<Governing>,
    deputies: &[Deputy],
    now: Timestamp,
) -> Postings {
    let mut governing: HashMap<_, _> = governing.into_iter().map(|review| (review.revision, review)).collect();
    let held = |record: PostingRecord| {
        let review = record.stage.governing().and_then(|revision| governing.remove(&revision));
        (record.id, Held::new(record, review, deputies, now))
    };
    records.into_iter().map(held).collect()
}

/// Where a transition led.
pub(crate) struct Reached<'a> {
    pub stage: &'a Stage,
    pub events: &'a [Event],
    pub live: Option<&'a Live>,
    pub review_due_at: Option<Timestamp>,
}

impl<'a> Reached<'a> {
    /// A stage in which nothing is live and no review runs.
    pub fn at_rest((stage, events): &'a Moved) -> Self {
        Self { stage, events, live: None, review_due_at: None }
    }
}

/// Refuses a content with blocking findings, each beside the field that it is about.
pub(crate) fn unblocked(snapshot: &Snapshot, now: Timestamp) -> Result<()> {
    let findings = checks::run(snapshot, now.date());
    let blocking = findings.iter().filter(|finding| finding.severity == Severity::Blocking);
    let errors: Vec<_> = blocking.map(|finding| FieldError::new(field(&finding.anchor), &finding.message)).collect();
    if errors.is_empty() { Ok(()) } else { Err(ServiceError::Invalid(errors)) }
}

fn field(anchor: &Anchor) -> String {
    match anchor {
        Anchor::Fact(key) => key.to_string(),
        Anchor::Section(id) => format!("section.{id}"),
        Anchor::Line(id) => format!("line.{id}"),
        Anchor::Posting => "posting".to_owned(),
    }
}
