//! Submitting: a revision is frozen and a review of it begins, under the policy that is for such a posting. Approvals
//! that were given before for just what it says count at once.

use std::{collections::HashMap, time::Duration};

use domain::{
    accounts::Actor,
    ids::{PostingId, ReviewId, RevisionId, UserId},
    permissions::Action,
    posting::{Snapshot, root_hash, scope_hashes},
    review::{Policy, Stage, Submission, read_comment},
};
use storage::{Review, ReviewStatus, Revision, RevisionHead, UnitOfWork};

use super::{asked::Asking, decide::decisions_within, hold::blocking_open, withdraw::end_review};
use crate::{
    Result, ServiceError, Services,
    collab::load_within,
    postings::{Reached, unblocked},
};

/// Whom the submitter picks, by the key of the step.
pub type Picks = HashMap<String, Vec<UserId>>;

impl Services {
    /// Asks for approval of the draft as it is now.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but the owner, [`ServiceError::Conflict`] in a stage that can't be submitted or
    /// when nothing changed, [`ServiceError::Invalid`] with every blocking finding, or with the steps that nobody could
    /// decide on.
    pub async fn submit(&self, actor: &Actor, posting: PostingId, message: &str) -> Result<RevisionId> {
        self.submit_to(actor, posting, message, &Picks::new()).await
    }

    /// Asks for approval of the draft as it is now, on steps that leave it to the submitter from those picked.
    ///
    /// # Errors
    /// As [`Services::submit`].
    pub async fn submit_to(
        &self,
        actor: &Actor,
        posting: PostingId,
        message: &str,
        picks: &Picks,
    ) -> Result<RevisionId> {
        let message = read_comment(message).map_err(|error| ServiceError::invalid("message", error))?;
        let work = self.storage.begin().await?;
        let held = self.take_posting(&work, posting).await?;
        let permit = held.permit_now(actor, Action::Submit)?;
        let (draft, head) = load_within(&work, posting).await?;
        let snapshot = draft.snapshot();
        unblocked(&snapshot, self.now())?;
        let revision = self.freeze(&work, actor, posting, head.seq, snapshot, &message).await?;
        let asking = Asking::within(&work, posting, self.now()).await?;
        let said = decisions_within(&work, &[posting]).await?;
        let policy = asking.policy(&held, &revision, actor.id, picks, &said)?;
        let is_met = said.count(&revision.head, actor.id, &policy, self.now()).tally().is_met();
        // A thread that blocks holds what was approved before, too.
        let is_met = is_met && !blocking_open(&work, posting).await?;
        let review = self.review(actor, &revision.head, policy, is_met);
        let in_review = in_review(&work, &held.record.stage).await?;
        let new = Submission {
            review: review.id,
            revision: revision.head.id,
            content_hash: &revision.head.root_hash,
            in_review: in_review.as_deref(),
            is_met,
            at: self.now(),
        };
        let (stage, events) = held.standing().submit(&permit, &new)?;
        end_review(&work, &held.record.stage, ReviewStatus::Superseded, self.now()).await?;
        work.reviews().insert_revision(&revision).await?;
        work.reviews().insert(&review).await?;
        let live = held.record.live.as_ref();
        let review_due_at = (!is_met).then_some(review.due_at);
        let reached = Reached { stage: &stage, events: &events, live, review_due_at };
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
            contributors: work.collab().contributors_since(posting, approved_seq).await?,
            message: message.to_owned(),
            created_at: now,
        };
        Ok(Revision { head, snapshot })
    }

    fn review(&self, actor: &Actor, revision: &RevisionHead, policy: Policy, is_met: bool) -> Review {
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
            status: if is_met { ReviewStatus::Approved } else { ReviewStatus::Open },
            ended_at: is_met.then_some(now),
        }
    }
}

/// The root hash of the revision that is in review or approved.
async fn in_review(work: &UnitOfWork, stage: &Stage) -> Result<Option<String>> {
    let Some(revision) = stage.revision() else { return Ok(None) };
    let head = work.reviews().revisions_with_ids(&[revision]).await?.pop();
    Ok(head.map(|head| head.root_hash))
}
