//! A posting together with what has to be known to permit or refuse something.

use domain::{
    accounts::Actor,
    checks::{self, Anchor, Severity},
    events::Event,
    ids::{PostingId, UserId},
    input::FieldError,
    permissions::{Action, Permit, PostingSubject, Subject, permit},
    posting::Snapshot,
    review::{Controls, Live, Policy, Stage, Standing},
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

impl Services {
    /// The posting, for somebody who may read it.
    pub(crate) async fn read_posting(&self, actor: &Actor, id: PostingId) -> Result<Held> {
        let record = self.storage.postings().find(id).await?.ok_or(ServiceError::NotFound)?;
        let contributors = match record.stage.revision() {
            Some(revision) => self.storage.reviews().contributors(revision).await?,
            None => Vec::new(),
        };
        let held = Held::new(record, contributors);
        held.permit(actor, Action::ReadPosting)?;
        Ok(held)
    }

    /// The posting, held until the unit of work ends.
    pub(crate) async fn take_posting(&self, work: &UnitOfWork, id: PostingId) -> Result<Held> {
        let record = work.postings().lock(id).await?.ok_or(ServiceError::NotFound)?;
        let contributors = match record.stage.revision() {
            Some(revision) => work.reviews().contributors(revision).await?,
            None => Vec::new(),
        };
        Ok(Held::new(record, contributors))
    }

    /// Saves a stage that was reached and what happened on the way.
    pub(crate) async fn settle(
        &self,
        work: &UnitOfWork,
        actor: &Actor,
        id: PostingId,
        reached: &Reached<'_>,
    ) -> Result<()> {
        let due_at = reached.review_due_at;
        work.postings().save_stage(id, reached.stage, reached.live, due_at).await?;
        work.collab().set_locked(id, !reached.stage.name().is_editable()).await?;
        self.record(work, Some(actor), reached.events).await
    }
}

/// Where a transition led.
pub(crate) struct Reached<'a> {
    pub stage: &'a Stage,
    pub events: &'a [Event],
    pub live: Option<&'a Live>,
    pub review_due_at: Option<Timestamp>,
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
