//! Submitting: a revision is frozen, the draft locked, a review begun.

use std::time::Duration;

use domain::{
    accounts::Actor,
    ids::{PostingId, ReviewId, RevisionId},
    permissions::Action,
    posting::{Snapshot, root_hash, scope_hashes},
    review::{Policy, read_comment},
};
use storage::{Review, ReviewStatus, Revision, RevisionHead, UnitOfWork};

use crate::{
    Result, ServiceError, Services,
    collab::load_within,
    postings::{Reached, unblocked},
};

impl Services {
    /// Asks for approval of the draft as it is now.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but the owner, [`ServiceError::Conflict`] in a stage that can't be submitted or
    /// when nothing changed, [`ServiceError::Invalid`] with every blocking finding.
    pub async fn submit(&self, actor: &Actor, posting: PostingId, message: &str) -> Result<RevisionId> {
        let message = read_comment(message).map_err(|error| ServiceError::invalid("message", error))?;
        let work = self.storage.begin().await?;
        let held = self.take_posting(&work, posting).await?;
        let permit = held.permit_now(actor, Action::Submit)?;
        let (draft, head) = load_within(&work, posting).await?;
        let snapshot = draft.snapshot();
        unblocked(&snapshot, self.now())?;
        let revision = self.freeze(&work, actor, posting, head.seq, snapshot, &message).await?;
        let policy = Policy::default_policy();
        let review = self.review(actor, &revision.head, policy);
        let root = &revision.head.root_hash;
        let (stage, events) = held.standing().submit(&permit, review.id, revision.head.id, root, self.now())?;
        work.reviews().insert_revision(&revision).await?;
        work.reviews().insert(&review).await?;
        let live = held.record.live.as_ref();
        let reached = Reached { stage: &stage, events: &events, live, review_due_at: Some(review.due_at) };
        self.settle(work, actor, posting, &reached).await?;
        Ok(revision.head.id)
    }

    async fn freeze(
        &self,
        work: &UnitOfWork,
        actor: &Actor,
        posting: PostingId,
        seq: i64,
        snapshot: Snapshot,
        message: &str,
    ) -> Result<Revision> {
        let number = work.reviews().last_number(posting).await? + 1;
        let approved = work.reviews().last_approved(posting, number).await?;
        let approved_seq = approved.map_or(0, |revision| revision.seq);
        let hashes = scope_hashes(&snapshot);
        let now = self.now();
        let head = RevisionHead {
            id: RevisionId(self.edges.random.id(now)),
            posting,
            number,
            author: actor.id,
            author_name: actor.display_name.clone(),
            seq,
            root_hash: root_hash(&hashes),
            hashes,
            contributors: work.collab().authors_since(posting, approved_seq).await?,
            message: message.to_owned(),
            created_at: now,
        };
        Ok(Revision { head, snapshot })
    }

    fn review(&self, actor: &Actor, revision: &RevisionHead, policy: Policy) -> Review {
        let now = self.now();
        Review {
            id: ReviewId(self.edges.random.id(now)),
            posting: revision.posting,
            revision: revision.id,
            submitted_by: actor.id,
            submitted_by_name: actor.display_name.clone(),
            submitted_at: now,
            message: revision.message.clone(),
            due_at: now + Duration::from_secs(u64::from(policy.due_hours) * 3_600),
            policy,
            status: ReviewStatus::Open,
            ended_at: None,
        }
    }
}
