//! A draft as its editor opens it.

use domain::{
    accounts::Actor,
    checks::{self, Finding},
    events::Event,
    ids::PostingId,
    posting::Snapshot,
    review::{AtStake, Controls, Verdict},
    time::Timestamp,
};

use super::PostingCard;
use crate::{Result, Services, StepForecast};

/// Everything that the editor starts with.
#[derive(Debug, Clone)]
pub struct DraftView {
    pub posting: PostingCard,
    pub controls: Controls,
    /// The whole co-edited document, to load a replica from.
    pub state: Vec<u8>,
    pub seq: i64,
    pub epoch: i32,
    /// What the document says.
    pub snapshot: Snapshot,
    pub opened_at: Timestamp,
    /// What the last reviewer asked for, while it is to be done.
    pub requested_changes: Option<RequestedChanges>,
    /// What is approved of it, and what its changes ask for anew; nothing while nobody decided.
    pub approvals: Vec<StepForecast>,
    /// What writing on puts at stake of that.
    pub at_stake: AtStake,
    /// What was said about it and waits for somebody.
    pub waiting: Waiting,
}

/// How much was said about a posting and waits for somebody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Waiting {
    pub threads: usize,
    /// Of the threads, those that hold the approval.
    pub blocking: usize,
    pub suggestions: usize,
    /// Lines that the library offers something newer to.
    pub updates: usize,
}

impl DraftView {
    /// What the checks say of it today.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        checks::run(&self.snapshot, self.opened_at.date())
    }
}

/// What a reviewer wants changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestedChanges {
    pub by_name: String,
    pub at: Timestamp,
    pub comment: String,
}

/// Something that happened to a posting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryEntry {
    pub at: Timestamp,
    /// Empty for what the program did by itself.
    pub actor_name: String,
    pub event: Event,
    /// Names of the people whom it was done to, or who were asked.
    pub people: Vec<String>,
}

impl Services {
    /// # Errors
    /// [`crate::ServiceError::NotFound`] to those who may not read it.
    pub async fn open_draft(&self, actor: &Actor, posting: PostingId) -> Result<DraftView> {
        let held = self.read_posting(actor, posting).await?;
        let (draft, head) = self.load_draft(posting).await?;
        let snapshot = draft.snapshot();
        let (approvals, at_stake) = self.standing_approvals(&held, &snapshot).await?;
        Ok(DraftView {
            controls: held.controls(actor),
            state: draft.encode(),
            seq: head.seq,
            epoch: head.epoch,
            opened_at: self.now(),
            approvals,
            at_stake,
            requested_changes: self.requested_changes(&held).await?,
            snapshot,
            waiting: self.waiting(posting).await?,
            posting: held.record.into(),
        })
    }

    async fn waiting(&self, posting: PostingId) -> Result<Waiting> {
        let (threads, blocking) = self.storage.threads().open(posting).await?;
        let suggestions = self.storage.threads().open_suggestions(posting).await?;
        let suggestions = usize::try_from(suggestions).unwrap_or(usize::MAX);
        Ok(Waiting { threads, blocking, suggestions, updates: self.updates_waiting(posting).await? })
    }

    async fn requested_changes(&self, held: &super::Held) -> Result<Option<RequestedChanges>> {
        let domain::review::Stage::ChangesRequested { review, .. } = held.record.stage else { return Ok(None) };
        let decisions = self.storage.reviews().decisions(&[review]).await?;
        let last = decisions.into_iter().rfind(|record| record.decision.verdict == Verdict::RequestChanges);
        Ok(last.map(|record| RequestedChanges {
            by_name: record.by_name,
            at: record.decision.at,
            comment: record.decision.comment,
        }))
    }
}
