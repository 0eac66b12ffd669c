//! A ballot: one person's verdict on some steps of a review, as it is sent, and what it leads to.

use std::collections::BTreeSet;

use super::{Decision, Stage, Step, Tally, TransitionError, Verdict};
use crate::{
    events::Event,
    ids::{RevisionId, UserId},
    permissions::Permit,
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
    /// The decisions that this ballot adds, one per step, each covering what its step covers. The permit names the
    /// steps that its holder is asked on.
    pub(super) fn decisions(
        &self,
        permit: &Permit,
        at: Timestamp,
        tally: &Tally<'_>,
    ) -> Result<Vec<Decision>, TransitionError> {
        let comment = read_comment(&self.comment)?;
        if self.verdict == Verdict::RequestChanges && comment.is_empty() {
            return Err(TransitionError::CommentMissing);
        }
        let keys: BTreeSet<&String> = self.steps.iter().collect();
        if keys.is_empty() {
            return Err(TransitionError::StepMissing);
        }
        let step = |key: &String| tally.policy.step(key).map(|(_, step)| step).ok_or(TransitionError::UnknownStep);
        let steps: Vec<&Step> = keys.into_iter().map(step).collect::<Result<_, _>>()?;
        let by = permit.actor();
        let mut decisions = Vec::new();
        for step in steps {
            let seat = permit.seat(&step.key).ok_or_else(|| no_seat(permit, step))?;
            if !tally.is_open(step) {
                return Err(TransitionError::NotYet(step.name.clone()));
            }
            if tally.word_of(by, step) == Some(self.verdict) {
                continue;
            }
            decisions.push(Decision {
                step: step.key.clone(),
                by,
                for_person: seat.for_person,
                at,
                revision: self.revision,
                verdict: self.verdict,
                comment: comment.clone(),
                covered: tally.policy.covered(&step.key, tally.hashes),
                is_escalated: seat.is_escalated,
            });
        }
        if decisions.is_empty() {
            return Err(TransitionError::AlreadyDecided);
        }
        self.one_step_each(by, tally, &decisions)?;
        Ok(decisions)
    }

    /// Where the policy wants it, nobody approves two steps of one content.
    fn one_step_each(&self, by: UserId, tally: &Tally<'_>, decisions: &[Decision]) -> Result<(), TransitionError> {
        if !tally.policy.four_eyes.one_step_each || self.verdict != Verdict::Approve {
            return Ok(());
        }
        let is_approved = |step: &&Step| step.scopes.iter().any(|scope| tally.approvers(step, *scope).contains(&by));
        let approved = tally.policy.steps.iter().filter(is_approved).map(|step| &step.key);
        let steps: BTreeSet<&String> = decisions.iter().map(|decision| &decision.step).chain(approved).collect();
        if steps.len() > 1 { Err(TransitionError::OneStepEach) } else { Ok(()) }
    }
}

/// Why the holder of a permit to decide has no place at a step.
fn no_seat(permit: &Permit, step: &Step) -> TransitionError {
    match permit.own_edits(&step.key) {
        own if own.is_empty() => TransitionError::NotAsked(step.name.clone()),
        own => TransitionError::OwnEdits(own, step.name.clone()),
    }
}
