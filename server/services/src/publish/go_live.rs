//! Going live.

use domain::{
    accounts::Actor,
    ids::{PostingId, RevisionId},
    permissions::Action,
    posting::{root_hash, scope_hashes},
    review::{Live, TransitionError},
};
use storage::{Publication, Revision, RevisionHead, StorageError, UnitOfWork};

use super::{
    address::{free_slug, wished_slug},
    summary::Summary,
};
use crate::{
    Result, ServiceError, Services,
    postings::{Reached, projection, unblocked},
    review::{decisions_within, demand_no_blocking_thread},
};

/// How often an address that somebody else took in the same moment is given up for the next one.
const ADDRESS_TRIES: u32 = 4;

impl Services {
    /// Makes the approved revision public. Answers with its address.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to those who may not publish; [`ServiceError::Conflict`] when it is not approved, or
    /// another revision than this one is; [`ServiceError::Invalid`] when a check blocks by now, such as a closing day
    /// that went by.
    pub async fn publish(&self, actor: &Actor, posting: PostingId, revision: RevisionId) -> Result<String> {
        let mut tries = 1;
        loop {
            match self.try_to_publish(actor, posting, revision).await {
                Err(Failure::AddressTaken) if tries < ADDRESS_TRIES => tries += 1,
                Err(Failure::AddressTaken) => return Err(StorageError::Duplicate("slug".to_owned()).into()),
                Err(Failure::Other(error)) => return Err(error),
                Ok(slug) => {
                    self.public.changed();
                    return Ok(slug);
                }
            }
        }
    }

    async fn try_to_publish(
        &self,
        actor: &Actor,
        posting: PostingId,
        revision: RevisionId,
    ) -> std::result::Result<String, Failure> {
        let work = self.storage.begin().await?;
        let held = self.take_posting(&work, posting).await?;
        let permit = held.permit_now(actor, Action::Publish)?;
        if permit.revision() != Some(revision) {
            return Err(ServiceError::from(TransitionError::NotTheRevisionInReview).into());
        }
        demand_no_blocking_thread(&work, posting).await?;
        let revision = approved_content(&work, revision).await?;
        unblocked(&revision.snapshot, self.now())?;
        self.still_approved(&work, &revision.head).await?;
        let (stage, events) = held.standing().publish(&permit, &revision.head.root_hash, self.now())?;
        let publication = self.publication(&work, actor, &revision).await?;
        match work.publications().publish(&publication).await {
            Err(StorageError::Duplicate(_)) => return Err(Failure::AddressTaken),
            published => published?,
        }
        let live = Live {
            revision: publication.revision,
            published_at: publication.published_at,
            content_hash: publication.content_hash,
        };
        let reached = Reached { stage: &stage, events: &events, live: Some(&live), review_due_at: None };
        self.settle(work, actor, posting, &reached).await?;
        Ok(publication.slug)
    }

    /// An approval can lapse while its posting waits to be published.
    async fn still_approved(&self, work: &UnitOfWork, head: &RevisionHead) -> Result<()> {
        let said = decisions_within(work, &[head.posting]).await?;
        let review = said.of_revision(head.id).ok_or(ServiceError::NotFound)?;
        let count = said.count(head, review.submitted_by, &review.policy, self.now());
        let tally = count.tally();
        match review.policy.steps.iter().find(|step| !tally.is_step_met(step)) {
            None => Ok(()),
            Some(step) => Err(TransitionError::Lapsed(step.name.clone()).into()),
        }
    }

    /// The address and the day of the first publication are kept; a posting that was closed in between is posted anew.
    async fn publication(&self, work: &UnitOfWork, actor: &Actor, revision: &Revision) -> Result<Publication> {
        let snapshot = &revision.snapshot;
        let now = self.now();
        let day = snapshot.facts.valid_through().ok().flatten();
        let valid_through = day.ok_or_else(|| ServiceError::invalid("validThrough", "Set the last day to apply."))?;
        let earlier = work.publications().of_posting(revision.head.posting).await?;
        let still_open = earlier.as_ref().filter(|earlier| earlier.closed_at.is_none());
        let date_posted = still_open.map_or(now.date(), |earlier| earlier.date_posted);
        let slug = match earlier {
            Some(earlier) => earlier.slug,
            None => {
                let wish = wished_slug(snapshot);
                free_slug(&wish, &work.publications().slugs_from(&wish).await?)
            }
        };
        Ok(Publication {
            posting: revision.head.posting,
            slug,
            revision: revision.head.id,
            title: projection(snapshot).title,
            summary: serde_json::to_string(&Summary::of(snapshot)).unwrap_or_default(),
            snapshot: snapshot.clone(),
            content_hash: revision.head.root_hash.clone(),
            date_posted,
            valid_through,
            published_at: now,
            published_by: actor.id,
            closed_at: None,
        })
    }
}

/// The revision, held against the digests that were approved.
async fn approved_content(work: &UnitOfWork, id: RevisionId) -> Result<Revision> {
    let damaged = || ServiceError::Internal(format!("revision {id} does not say what was approved"));
    let revision = work.reviews().revision(id).await?.ok_or_else(damaged)?;
    let hashes = scope_hashes(&revision.snapshot);
    let is_intact = hashes == revision.head.hashes && root_hash(&hashes) == revision.head.root_hash;
    if is_intact { Ok(revision) } else { Err(damaged()) }
}

enum Failure {
    /// Another posting got the address in the same moment.
    AddressTaken,
    Other(ServiceError),
}

impl<E: Into<ServiceError>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Other(error.into())
    }
}
