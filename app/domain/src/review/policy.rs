//! Who has to decide on what: a policy of steps, each covering scopes; and the decisions that meet them.
//!
//! A review runs under its own copy of the policy, with the people filled in who were picked or all have to agree
//! ([`Step::asked`]), so that a later version of the policy changes nothing in a review that is running.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::step::{Approver, Step, any, hr_approvers};
use crate::{
    ids::{RevisionId, UserId},
    posting::{Scope, ScopeHashes, words},
    time::Timestamp,
};

words! {
    /// What somebody decided.
    Verdict {
        Approve = "approve", "Approve";
        RequestChanges = "request_changes", "Request changes";
        Abstain = "abstain", "Abstain";
    }
}

words! {
    /// When the steps of a policy are open.
    Order {
        Parallel = "parallel", "All steps at once";
        OneByOne = "one_by_one", "One after the other";
    }
}

/// Who else can decide once nobody did for too long; one approval of theirs is enough for a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Escalation {
    /// Hours after the review was due.
    pub after_hours: u16,
    pub to: Vec<Approver>,
}

/// Rules that keep two pairs of eyes apart further than the one that always holds: nobody decides on what they submitted,
/// nor on a step that covers a scope in which they edited.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FourEyes {
    /// Nobody approves two steps of one content.
    pub one_step_each: bool,
    /// Nobody decides who hires for the posting's team.
    pub outside_the_team: bool,
    /// Nobody decides on any part of a posting that they edited.
    #[serde(default)]
    pub whole_posting: bool,
}

/// The steps of a review and the rules around them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    #[serde(default = "default_name")]
    pub name: String,
    /// Counts from 1; 0 is the policy of a new installation, which nobody has edited.
    #[serde(default)]
    pub version: u32,
    pub steps: Vec<Step>,
    #[serde(default = "parallel")]
    pub order: Order,
    /// Hours until a review is overdue.
    pub due_hours: u16,
    /// Days for which an approval is good, if not for ever.
    #[serde(default = "sixty_days")]
    pub expires_days: Option<u16>,
    #[serde(default)]
    pub escalation: Option<Escalation>,
    #[serde(default)]
    pub four_eyes: FourEyes,
    /// Whether the team's hiring managers may publish what is approved.
    pub managers_publish: bool,
}

/// One person's decision on one step, bound to the exact content that it covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub step: String,
    pub by: UserId,
    /// In whose place it was made.
    pub for_person: Option<UserId>,
    pub at: Timestamp,
    pub revision: RevisionId,
    pub verdict: Verdict,
    pub comment: String,
    /// The digest of each scope that the decision covers, as it was decided.
    pub covered: ScopeHashes,
    /// Whether the person could decide because the review was overdue.
    pub is_escalated: bool,
}

impl Policy {
    /// The policy of a new installation: two steps in parallel, both for an HR approver, who may be one person.
    #[must_use]
    pub fn default_policy() -> Self {
        let step = |key: &str, name: &str, scopes: &[Scope]| Step {
            key: key.to_owned(),
            name: name.to_owned(),
            scopes: scopes.to_vec(),
            approvers: hr_approvers(),
            needed: any(),
            asked: Vec::new(),
        };
        Self {
            name: default_name(),
            version: 0,
            steps: vec![
                step(
                    "content",
                    "Content",
                    &[Scope::Identity, Scope::Duties, Scope::Requirements, Scope::Narrative, Scope::Legal],
                ),
                step("pay_and_place", "Pay and place", &[Scope::Pay, Scope::Place, Scope::Timing]),
            ],
            order: parallel(),
            due_hours: 48,
            expires_days: sixty_days(),
            escalation: None,
            four_eyes: FourEyes::default(),
            managers_publish: true,
        }
    }

    /// The step with its number, from 0.
    #[must_use]
    pub fn step(&self, key: &str) -> Option<(u32, &Step)> {
        (0..).zip(&self.steps).find(|(_, step)| step.key == key)
    }

    /// The part of `hashes` that a decision on this step covers.
    #[must_use]
    pub fn covered(&self, key: &str, hashes: &ScopeHashes) -> ScopeHashes {
        let scopes = self.step(key).map_or(&[][..], |(_, step)| &step.scopes);
        hashes.iter().filter(|(scope, _)| scopes.contains(scope)).map(|(scope, hash)| (*scope, hash.clone())).collect()
    }

    /// Of decisions made under another version or another policy, those that are as good under this one.
    #[must_use]
    pub fn takes_over(&self, earlier: &Self, decisions: Vec<Decision>) -> Vec<Decision> {
        let is_alike = |decision: &Decision| {
            let pair = self.step(&decision.step).zip(earlier.step(&decision.step));
            pair.is_some_and(|((_, mine), (_, theirs))| mine.asks_like(theirs))
        };
        decisions.into_iter().filter(is_alike).collect()
    }

    /// Who else may decide at this moment in a review that was due at another.
    #[must_use]
    pub fn escalated_to(&self, due_at: Timestamp, now: Timestamp) -> Vec<Approver> {
        let in_force =
            |escalation: &&Escalation| due_at + Duration::from_secs(u64::from(escalation.after_hours) * 3_600) <= now;
        self.escalation.as_ref().filter(in_force).map(|escalation| escalation.to.clone()).unwrap_or_default()
    }

    /// The scopes that no step covers: nobody decides on them.
    #[must_use]
    pub fn undecided(&self) -> Vec<Scope> {
        let covered = |scope: &Scope| self.steps.iter().any(|step| step.scopes.contains(scope));
        Scope::ALL.iter().copied().filter(|scope| !covered(scope)).collect()
    }
}

fn default_name() -> String {
    "Default policy".to_owned()
}

const fn parallel() -> Order {
    Order::Parallel
}

#[expect(clippy::unnecessary_wraps, reason = "a field's default has the field's type")]
const fn sixty_days() -> Option<u16> {
    Some(60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::Role;

    #[test]
    fn the_default_policy_leaves_no_scope_undecided() {
        let policy = Policy::default_policy();
        for scope in Scope::ALL {
            assert_eq!(policy.steps.iter().filter(|step| step.scopes.contains(scope)).count(), 1, "{scope}");
        }
        assert_eq!(policy.undecided(), []);
    }

    #[test]
    fn a_policy_that_was_kept_before_there_were_policies_to_edit_is_the_default_one() {
        let kept = r#"{"steps":[{"key":"content","name":"Content","scopes":["identity","duties","requirements","narrative","legal"]},
            {"key":"pay_and_place","name":"Pay and place","scopes":["pay","place","timing"]}],"due_hours":48,"managers_publish":true}"#;
        assert_eq!(serde_json::from_str::<Policy>(kept).ok(), Some(Policy::default_policy()));
    }

    #[test]
    fn decisions_under_another_policy_count_only_for_a_step_that_asks_the_same_people() {
        let old = Policy::default_policy();
        let mut new = Policy::default_policy();
        new.steps[1].approvers = vec![Approver::Role(Role::Admin)];
        let decision = |step: &str| Decision {
            step: step.to_owned(),
            by: UserId(uuid::Uuid::nil()),
            for_person: None,
            at: Timestamp(0),
            revision: RevisionId(uuid::Uuid::nil()),
            verdict: Verdict::Approve,
            comment: String::new(),
            covered: ScopeHashes::new(),
            is_escalated: false,
        };
        let kept = new.takes_over(&old, vec![decision("content"), decision("pay_and_place")]);
        assert_eq!(kept, [decision("content")]);
    }
}
