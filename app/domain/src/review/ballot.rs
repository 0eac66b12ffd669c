//! A ballot: one person's verdict on some steps of a review, as it is sent, and what it leads to.

use std::collections::BTreeSet;

use super::{Decision, Policy, Stage, TransitionError, Verdict, standing_decisions};
use crate::{
    events::Event,
    ids::{RevisionId, UserId},
    posting::ScopeHashes,
    time::Timestamp,
};

/// Longest accepted comment or message, in characters.
pub const COMMENT_MAX_CHARS: usize = 4_000;

/// A comment or message as it is kept: trimmed, with its lines, without other control characters.
///
/// # Errors
/// [`TransitionError::CommentTooLong`]
pub fn read_comment(text: &str) -> Result<String, TransitionError> {
    let kept: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    let kept = kept.trim();
    if kept.chars().count() > COMMENT_MAX_CHARS { Err(TransitionError::CommentTooLong) } else { Ok(kept.to_owned()) }
}

/// What somebody decides, as they send it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ballot {
    /// The revision that was read.
    pub revision: RevisionId,
    /// Keys of the policy's steps.
    pub steps: Vec<String>,
    pub verdict: Verdict,
    pub comment: String,
}

/// What a ballot leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    pub stage: Stage,
    /// One per step, to be kept.
    pub decisions: Vec<Decision>,
    pub events: Vec<Event>,
}

impl Ballot {
    /// The decisions that this ballot adds, one per step, each covering what its step covers.
    pub(super) fn decisions(
        &self,
        by: UserId,
        at: Timestamp,
        policy: &Policy,
        earlier: &[Decision],
        hashes: &ScopeHashes,
    ) -> Result<Vec<Decision>, TransitionError> {
        let comment = read_comment(&self.comment)?;
        if self.verdict == Verdict::RequestChanges && comment.is_empty() {
            return Err(TransitionError::CommentMissing);
        }
        let steps: BTreeSet<&String> = self.steps.iter().collect();
        if steps.is_empty() {
            return Err(TransitionError::StepMissing);
        }
        if steps.iter().any(|step| policy.step(step).is_none()) {
            return Err(TransitionError::UnknownStep);
        }
        let stands = |step: &str| {
            standing_decisions(earlier)
                .any(|decision| decision.by == by && decision.step == step && decision.verdict == self.verdict)
        };
        let decision = |step: &String| Decision {
            step: step.clone(),
            by,
            at,
            revision: self.revision,
            verdict: self.verdict,
            comment: comment.clone(),
            covered: policy.covered(step, hashes),
        };
        let decisions: Vec<_> = steps.into_iter().filter(|step| !stands(step)).map(decision).collect();
        if decisions.is_empty() { Err(TransitionError::AlreadyDecided) } else { Ok(decisions) }
    }
}
