//! The stages of a posting, and the only ways from one to another.
//!
//! A stage carries only what is true in it. A transition demands the [`Permit`] for its action, consumes nothing it may
//! not, and answers with the next stage and the [`Event`] that happened; the service stores both in one transaction.
//!
//! A posting that is *live* (a revision of it is public) can go through another review with changes; its public page
//! stays as it is until the new revision is published. So being live is a fact beside the stage.

use serde::{Deserialize, Serialize};

use super::{Ballot, Decided, Decision, StageName, Tally, TransitionError, Verdict};
use crate::{
    events::Event,
    ids::{PostingId, ReviewId, RevisionId, UserId},
    permissions::{Action, Permit},
    time::Timestamp,
};

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
    pub live: Option<Live>,
}

/// What the public sees of a posting now; `content_hash` is the revision's root hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Live {
    pub revision: RevisionId,
    pub published_at: Timestamp,
    pub content_hash: String,
}

/// What is submitted.
#[derive(Debug, Clone, Copy)]
pub struct Submission<'a> {
    pub review: ReviewId,
    pub revision: RevisionId,
    /// The revision's root hash.
    pub content_hash: &'a str,
    /// The root hash of the revision that is in review or approved until now.
    pub in_review: Option<&'a str>,
    /// Whether every step is approved for this content already.
    pub is_met: bool,
    pub at: Timestamp,
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

    /// The revision whose review governs what may be done now.
    #[must_use]
    pub const fn governing(&self) -> Option<RevisionId> {
        match self {
            Self::ChangesRequested { revision, .. } | Self::Published { revision, .. } => Some(*revision),
            _ => self.revision(),
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

impl Standing {
    /// Any stage in which one writes → in review; or approved, when each approval was given for just this content before.
    ///
    /// # Errors
    /// [`TransitionError`] for a wrong stage or permit, or content that is live, or under review, already.
    pub fn submit(&self, permit: &Permit, new: &Submission<'_>) -> Result<Moved, TransitionError> {
        self.demand(permit, Action::Submit)?;
        let Submission { review, revision, content_hash, is_met, at, .. } = *new;
        if self.live.as_ref().is_some_and(|live| live.content_hash == content_hash) {
            return Err(TransitionError::NothingChanged);
        }
        // An approval that lapsed is asked for again with the same words.
        if new.in_review == Some(content_hash) && (is_met || matches!(self.stage, Stage::InReview { .. })) {
            return Err(TransitionError::NothingNew);
        }
        let (posting, submitted_by) = (self.posting, permit.actor());
        let submitted = Event::PostingSubmitted { posting, revision };
        Ok(if is_met {
            let stage = Stage::Approved { review, revision, submitted_by, approved_at: at };
            (stage, vec![submitted, Event::ApprovalsHeld { posting, revision }])
        } else {
            (Stage::InReview { review, revision, submitted_by, submitted_at: at }, vec![submitted])
        })
    }

    /// In review, approved → back to the draft (or to published, when an earlier revision is live).
    ///
    /// # Errors
    /// [`TransitionError`] for a wrong stage or permit.
    pub fn withdraw(&self, permit: &Permit) -> Result<Moved, TransitionError> {
        self.demand(permit, Action::Withdraw)?;
        Ok((self.at_rest(), vec![Event::PostingWithdrawn { posting: self.posting }]))
    }

    /// In review → the same, changes requested, or approved once every step of the policy is met and nothing holds it.
    ///
    /// `tally`: what was decided so far, held against the revision in review.
    ///
    /// # Errors
    /// [`TransitionError`] for a wrong stage, permit, revision or step, a request without a comment, or a decision that
    /// stands already.
    pub fn decide(
        &self,
        permit: &Permit,
        ballot: &Ballot,
        at: Timestamp,
        tally: &Tally<'_>,
    ) -> Result<Decided, TransitionError> {
        self.demand(permit, Action::Decide)?;
        let Stage::InReview { review, revision, submitted_by, .. } = self.stage else {
            return Err(TransitionError::WrongStage(self.stage.name()));
        };
        if ballot.revision != revision || permit.revision() != Some(revision) {
            return Err(TransitionError::NotTheRevisionInReview);
        }
        let by = permit.actor();
        let decisions = ballot.decisions(permit, at, tally)?;
        let posting = self.posting;
        let (stage, events) = match ballot.verdict {
            Verdict::RequestChanges => {
                let stage = Stage::ChangesRequested { review, revision, by, at };
                (stage, vec![Event::ChangesRequested { posting, revision }])
            }
            Verdict::Abstain => (self.stage.clone(), vec![Event::Abstained { posting, revision }]),
            Verdict::Approve => {
                let approved = |decision: &Decision| {
                    let (step, name) = tally.policy.step(&decision.step)?;
                    let name = Some(name.name.clone());
                    Some(Event::StepApproved { posting, revision, step, name, for_person: decision.for_person })
                };
                let mut events: Vec<_> = decisions.iter().filter_map(approved).collect();
                let all = [tally.decisions, &decisions].concat();
                if (Tally { decisions: &all, ..*tally }).is_met() {
                    events.push(Event::PostingApproved { posting, revision });
                    (Stage::Approved { review, revision, submitted_by, approved_at: at }, events)
                } else {
                    (self.stage.clone(), events)
                }
            }
        };
        Ok(Decided { stage, decisions, events })
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

    /// Live → closed. A review that is running, or over and not published, is withdrawn with it.
    ///
    /// # Errors
    /// [`TransitionError`] when nothing is live, or for a wrong permit.
    pub fn close(&self, permit: &Permit, at: Timestamp) -> Result<Moved, TransitionError> {
        self.demand(permit, Action::Close)?;
        let posting = self.posting;
        let withdrawn = self.stage.revision().map(|_| Event::PostingWithdrawn { posting });
        let events = withdrawn.into_iter().chain([Event::PostingClosed { posting }]).collect();
        Ok((Stage::Closed { closed_at: at }, events))
    }

    /// Closed → draft, to be reviewed and published anew.
    ///
    /// # Errors
    /// [`TransitionError`] for a wrong stage or permit.
    pub fn reopen(&self, permit: &Permit) -> Result<Moved, TransitionError> {
        self.demand(permit, Action::Reopen)?;
        Ok((Stage::Draft, vec![Event::PostingReopened { posting: self.posting }]))
    }

    /// Not live → archived.
    ///
    /// # Errors
    /// [`TransitionError`] for a wrong stage or permit.
    pub fn archive(&self, permit: &Permit, at: Timestamp) -> Result<Moved, TransitionError> {
        self.demand(permit, Action::Archive)?;
        if matches!(self.stage, Stage::Archived { .. }) {
            return Err(TransitionError::WrongStage(StageName::Archived));
        }
        Ok((Stage::Archived { archived_at: at }, vec![Event::PostingArchived { posting: self.posting }]))
    }

    /// Archived → draft.
    ///
    /// # Errors
    /// [`TransitionError`] for a wrong stage or permit.
    pub fn restore(&self, permit: &Permit) -> Result<Moved, TransitionError> {
        self.demand(permit, Action::Archive)?;
        match self.stage {
            Stage::Archived { .. } => Ok((Stage::Draft, vec![Event::PostingRestored { posting: self.posting }])),
            _ => Err(TransitionError::WrongStage(self.stage.name())),
        }
    }

    /// Where the draft rests outside a review.
    fn at_rest(&self) -> Stage {
        match self.live {
            Some(Live { revision, published_at, .. }) => Stage::Published { revision, published_at },
            None => Stage::Draft,
        }
    }

    fn demand(&self, permit: &Permit, action: Action) -> Result<(), TransitionError> {
        if !permit.covers(action, self.posting) {
            return Err(TransitionError::NotPermitted);
        }
        let name = self.stage.name();
        if name.offers(action, self.live.is_some()) { Ok(()) } else { Err(name.refuses(action)) }
    }
}
