//! What has to be known to decide on a permission.

use serde::{Deserialize, Serialize};

use crate::{
    accounts::Actor,
    ids::{PostingId, RevisionId, TeamId, UserId},
    posting::{Authorship, ScopeSet},
    review::{Approver, FourEyes, Step},
};

/// What an action is done to.
#[derive(Debug, Clone, Copy)]
pub enum Subject<'a> {
    /// The library, the people, the audit log: one for the whole organisation.
    Organisation,
    /// Somebody's account: their roles, their status.
    Person(UserId),
    Team(TeamId),
    Posting(&'a PostingSubject),
    /// Something that was said about a posting: a thread, a comment, a suggestion.
    Said(&'a PostingSubject, Said),
}

/// What has to be known of something that was said to decide on a permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    pub by: UserId,
    /// Whether it holds the approval while it is open.
    pub is_blocking: bool,
}

/// What has to be known of a posting to decide on a permission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostingSubject {
    pub id: PostingId,
    pub team: TeamId,
    pub owner: UserId,
    /// The revision that is in review or approved, if one is.
    pub revision: Option<RevisionId>,
    /// Who submitted that revision.
    pub submitted_by: Option<UserId>,
    /// Everyone who edited since the last approved revision, and where.
    pub contributors: Authorship,
    /// Whether the policy lets the team's hiring managers publish what is approved.
    pub managers_publish: bool,
    /// The steps of the review that runs, if one does.
    pub steps: Vec<Step>,
    pub four_eyes: FourEyes,
    /// Who else may decide by now, because the review is overdue.
    pub escalated_to: Vec<Approver>,
    /// Who may decide in whose place today.
    pub deputies: Vec<Deputy>,
}

impl PostingSubject {
    /// The person's edits for which somebody else has to decide on this step.
    pub(super) fn edits_within(&self, person: UserId, step: &Step) -> ScopeSet {
        match self.contributors.of(person) {
            own if own.is_empty() || !self.four_eyes.whole_posting => own.among(&step.scopes),
            _ => ScopeSet::ALL,
        }
    }
}

/// Somebody who may decide in another person's place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deputy {
    pub deputy: UserId,
    /// The other person, who may decide by their own right.
    pub of: Actor,
}

/// A place at one step of a review, and by what right somebody has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    pub step: String,
    /// In whose place.
    pub for_person: Option<UserId>,
    /// Whether only because the review is overdue.
    pub is_escalated: bool,
}
