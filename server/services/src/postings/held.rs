//! A posting together with what has to be known to permit or refuse something.

use std::collections::HashMap;

use domain::{
    accounts::Actor,
    checks::{self, Anchor, Severity},
    events::Event,
    ids::{PostingId, RevisionId, UserId},
    input::FieldError,
    permissions::{Action, Permit, PostingSubject, Subject, permit},
    posting::Snapshot,
    review::{Controls, Live, Moved, Policy, Stage, Standing},
    time::Timestamp,
};
use storage::{PostingRecord, UnitOfWork};

use crate::{Result, ServiceError, Services};

/// A posting that somebody asks about or is about to change.
#[derive(Debug)]
pub(crate) struct Held {
    pub record: PostingRecord,
    subject: PostingSubject,
}

impl Held {
    pub fn new(record: PostingRecord, contributors: Vec<UserId>) -> Self {
        let subject = PostingSubject {
            id: record.id,
            team: record.team,
            owner: record.owner,
            revision: record.stage.revision(),
            submitted_by: record.stage.submitted_by(),
            contributors,
            managers_publish: Policy::default_policy().managers_publish,
        };
        Self { record, subject }
    }

    pub fn permit(&self, actor: &Actor, action: Action) -> Result<Permit> {
        Ok(permit(actor, action, Subject::Posting(&self.subject))?)
    }

    /// Permission first, then the stage: a stranger does not learn where a posting stands.
    pub fn permit_now(&self, actor: &Actor, action: Action) -> Result<Permit> {
        let permit = self.permit(actor, action)?;
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
        let records = self.storage.postings().with_ids(ids).await?;
        let contributors = self.storage.reviews().contributors_of(&revisions(&records)).await?;
        Ok(with_contributors(records, contributors))
    }

    /// The posting, held until the unit of work ends.
    pub(crate) async fn take_posting(&self, work: &UnitOfWork, id: PostingId) -> Result<Held> {
        self.take_postings(work, &[id]).await?.remove(&id).ok_or(ServiceError::NotFound)
    }

    /// Those of the postings that exist, held until the unit of work ends.
    pub(crate) async fn take_postings(&self, work: &UnitOfWork, ids: &[PostingId]) -> Result<Postings> {
        let records = work.postings().lock_all(ids).await?;
        let contributors = work.reviews().contributors_of(&revisions(&records)).await?;
        Ok(with_contributors(records, contributors))
    }

    /// Saves a stage that was reached and what happened on the way, and ends the unit of work with it.
    pub(crate) async fn settle(
        &self,
        work: UnitOfWork,
        actor: &Actor,
        id: PostingId,
        reached: &Reached<'_>,
    ) -> Result<()> {
        let due_at = reached.review_due_at;
        work.postings().save_stage(id, reached.stage, reached.live, due_at).await?;
        work.collab().set_locked(id, !reached.stage.name().is_editable()).await?;
        self.record(&work, Some(actor), reached.events);
        work.commit().await?;
        self.edges.announcer.draft_changed(id);
        Ok(())
    }
}

fn revisions(records: &[PostingRecord]) -> Vec<RevisionId> {
    records.iter().filter_map(|record| record.stage.revision()).collect()
}

fn with_contributors(records: Vec<PostingRecord>, contributors: Vec<(RevisionId, Vec<UserId>)>) -> Postings {
    let contributors: HashMap<_, _> = contributors.into_iter().collect();
    let held = |record: PostingRecord| {
        let of_revision = record.stage.revision().and_then(|revision| contributors.get(&revision));
        (record.id, Held::new(record, of_revision.cloned().unwrap_or_default()))
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
