//! The stages of a posting, and the only ways from one to another.
//!
//! A stage carries only what is true in it. A transition demands the [`Permit`] for its action, consumes nothing it may
//! not, and answers with the next stage and the [`Event`] that happened; the service stores both in one transaction.
//!
//! A posting that is *live* (a revision of it is public) can go through another review with changes; its public page
//! stays as it is until the new revision is published. So being live is a fact beside the stage.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Decision, Policy, Verdict};
use crate::{
    events::Event,
    ids::{PostingId, ReviewId, RevisionId, UserId},
    permissions::{Action, Permit},
    posting::{ScopeHashes, words},
    time::Timestamp,
};

words! {
    /// The name of a stage, as lists filter by it and badges show it.
    StageName {
        Draft = "draft", "Draft";
        InReview = "in_review", "In review";
        ChangesRequested = "changes_requested", "Changes requested";
        Approved = "approved", "Approved";
        Published = "published", "Published";
        Closed = "closed", "Closed";
        Archived = "archived", "Archived";
    }
}

/// Where a posting stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    Draft,
    InReview { review: ReviewId, revision: RevisionId, submitted_by: UserId, submitted_at: Timestamp },
    ChangesRequested { review: ReviewId, revision: RevisionId, by: UserId, at: Timestamp },
    Approved { review: ReviewId, revision: RevisionId, submitted_by: UserId, approved_at: Timestamp },
    Published { revision: RevisionId, published_at: Timestamp },
    Closed { closed_at: Timestamp },
    Archived { archived_at: Timestamp },
}

/// A stage with the posting it belongs to: what transitions start from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub posting: PostingId,
    pub stage: Stage,
    /// The revision that the public sees now, if any, and since when.
    pub live: Option<(RevisionId, Timestamp)>,
}

/// Why a posting can't go from here to there.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TransitionError {
    #[error("This is not possible while the posting is “{}”. Somebody may have moved it; look again.", .0.label())]
    WrongStage(StageName),
    #[error("The posting was submitted anew since you looked. Read the current revision and decide on that.")]
    NotTheRevisionInReview,
    #[error("Say what should change; a request for changes needs a comment.")]
    CommentMissing,
    #[error("There is no such step in this review.")]
    UnknownStep,
    #[error("Nothing changed since the revision that is live.")]
    NothingChanged,
    #[error("This action was not permitted.")]
    NotPermitted,
}

/// A stage reached and what happened on the way.
pub type Moved = (Stage, Vec<Event>);

impl Stage {
    #[must_use]
    pub const fn name(&self) -> StageName {
        match self {
            Self::Draft => StageName::Draft,
            Self::InReview { .. } => StageName::InReview,
            Self::ChangesRequested { .. } => StageName::ChangesRequested,
            Self::Approved { .. } => StageName::Approved,
            Self::Published { .. } => StageName::Published,
            Self::Closed { .. } => StageName::Closed,
            Self::Archived { .. } => StageName::Archived,
        }
    }

    /// The revision in review or approved.
    #[must_use]
    pub const fn revision(&self) -> Option<RevisionId> {
        match self {
            Self::InReview { revision, .. } | Self::Approved { revision, .. } => Some(*revision),
            _ => None,
        }
    }

    /// Who submitted the revision in review or approved.
    #[must_use]
    pub const fn submitted_by(&self) -> Option<UserId> {
        match self {
            Self::InReview { submitted_by, .. } | Self::Approved { submitted_by, .. } => Some(*submitted_by),
            _ => None,
        }
    }
}

impl StageName {
    /// Whether the draft can be edited. In review and approved it is locked, so that nobody approves moving words.
    #[must_use]
    pub const fn is_editable(self) -> bool {
        matches!(self, Self::Draft | Self::ChangesRequested | Self::Published)
    }

    /// Whether an action has a meaning in this stage; `live` says whether a revision of the posting is public.
    #[must_use]
    pub const fn offers(self, action: Action, live: bool) -> bool {
        match action {
            Action::Submit => matches!(self, Self::Draft | Self::ChangesRequested | Self::Published),
            Action::Withdraw => matches!(self, Self::InReview | Self::Approved),
            Action::Decide => matches!(self, Self::InReview),
            Action::Publish => matches!(self, Self::Approved),
            Action::Close => live,
            Action::Reopen => matches!(self, Self::Closed),
            Action::Archive => !live && matches!(self, Self::Draft | Self::ChangesRequested | Self::Closed | Self::Archived),
            Action::EditPosting => self.is_editable(),
            _ => true,
        }
    }
}

impl Standing {
    /// Draft, changes requested or published with changes → in review.
    ///
    /// # Errors
    /// [`TransitionError`] for a wrong stage or permit.
    pub fn submit(&self, permit: &Permit, review: ReviewId, revision: RevisionId, at: Timestamp) -> Result<Moved, TransitionError> {
        self.demand(permit, Action::Submit)?;
        let stage = Stage::InReview { review, revision, submitted_by: permit.actor(), submitted_at: at };
        Ok((stage, vec![Event::PostingSubmitted { posting: self.posting, revision }]))
    }

    /// In review, approved → back to the draft (or to published, when an earlier revision is live).
    ///
    /// # Errors
    /// [`TransitionError`] for a wrong stage or permit.
    pub fn withdraw(&self, permit: &Permit) -> Result<Moved, TransitionError> {
        self.demand(permit, Action::Withdraw)?;
        Ok((self.at_rest(), vec![Event::PostingWithdrawn { posting: self.posting }]))
    }

    /// In review → the same, changes requested, or approved once every step of the policy is met.
    ///
    /// `earlier` are the decisions of this review so far; `hashes` belong to the revision in review.
    ///
    /// # Errors
    /// [`TransitionError`] for a wrong stage, permit, revision or step, or a request without a comment.
    pub fn decide(
        &self,
        permit: &Permit,
        decision: &Decision,
        policy: &Policy,
        earlier: &[Decision],
        hashes: &ScopeHashes,
    ) -> Result<Moved, TransitionError> {
        self.demand(permit, Action::Decide)?;
        let Stage::InReview { review, revision, submitted_by, .. } = self.stage else {
            return Err(TransitionError::WrongStage(self.stage.name()));
        };
        if decision.revision != revision || permit.revision() != Some(revision) {
            return Err(TransitionError::NotTheRevisionInReview);
        }
        let posting = self.posting;
        match decision.verdict {
            Verdict::RequestChanges if decision.comment.trim().is_empty() => Err(TransitionError::CommentMissing),
            Verdict::RequestChanges => {
                let stage = Stage::ChangesRequested { review, revision, by: decision.by, at: decision.at };
                Ok((stage, vec![Event::ChangesRequested { posting, revision }]))
            }
            Verdict::Abstain => Ok((self.stage.clone(), vec![Event::Abstained { posting, revision }])),
            Verdict::Approve => {
                let step = policy.step(&decision.step).ok_or(TransitionError::UnknownStep)?;
                let mut events = vec![Event::StepApproved { posting, revision, step }];
                let all: Vec<&Decision> = earlier.iter().chain([decision]).collect();
                if !policy.is_met(&all, hashes) {
                    return Ok((self.stage.clone(), events));
                }
                events.push(Event::PostingApproved { posting, revision });
                Ok((Stage::Approved { review, revision, submitted_by, approved_at: decision.at }, events))
            }
        }
    }

    /// Approved → published.
    ///
    /// # Errors
    /// [`TransitionError`] for a wrong stage or permit, or a permit asked for another revision.
    pub fn publish(&self, permit: &Permit, content_hash: &str, at: Timestamp) -> Result<Moved, TransitionError> {
        self.demand(permit, Action::Publish)?;
        let Some(revision) = self.stage.revision().filter(|revision| permit.revision() == Some(*revision)) else {
            return Err(TransitionError::NotTheRevisionInReview);
        };
        let event = Event::PostingPublished { posting: self.posting, revision, content_hash: content_hash.to_owned() };
        Ok((Stage::Published { revision, published_at: at }, vec![event]))
    }

    /// Live → closed, whatever review is running.
    ///
    /// # Errors
    /// [`TransitionError`] when nothing is live, or for a wrong permit.
    pub fn close(&self, permit: &Permit, at: Timestamp) -> Result<Moved, TransitionError> {
        self.demand(permit, Action::Close)?;
        Ok((Stage::Closed { closed_at: at }, vec![Event::PostingClosed { posting: self.posting }]))
    }

    /// Closed → draft, to be reviewed and published anew.
    ///
    /// # Errors
    /// [`TransitionError`] for a wrong stage or permit.
    pub fn reopen(&self, permit: &Permit) -> Result<Moved, TransitionError> {
        self.demand(permit, Action::Reopen)?;
        Ok((Stage::Draft, vec![Event::PostingReopened { posting: self.posting }]))
    }

    /// Not live → archived, and back to draft.
    ///
    /// # Errors
    /// [`TransitionError`] for a wrong stage or permit.
    pub fn archive_or_restore(&self, permit: &Permit, at: Timestamp) -> Result<Moved, TransitionError> {
        self.demand(permit, Action::Archive)?;
        Ok(match self.stage {
            Stage::Archived { .. } => (Stage::Draft, vec![Event::PostingRestored { posting: self.posting }]),
            _ => (Stage::Archived { archived_at: at }, vec![Event::PostingArchived { posting: self.posting }]),
        })
    }

    /// Where the draft rests outside a review.
    fn at_rest(&self) -> Stage {
        match self.live {
            Some((revision, published_at)) => Stage::Published { revision, published_at },
            None => Stage::Draft,
        }
    }

    fn demand(&self, permit: &Permit, action: Action) -> Result<(), TransitionError> {
        if !permit.covers(action, self.posting) {
            return Err(TransitionError::NotPermitted);
        }
        let name = self.stage.name();
        if name.offers(action, self.live.is_some()) { Ok(()) } else { Err(TransitionError::WrongStage(name)) }
    }
}
