//! Who has to decide on what: steps, each covering scopes; and the decisions that meet them.

use serde::{Deserialize, Serialize};

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

/// One thing that has to be approved before a posting can go live. Steps run in parallel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Stable within the policy.
    pub key: String,
    pub name: String,
    /// What a decision on this step covers. An HR approver decides.
    pub scopes: Vec<Scope>,
}

/// The steps of a review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    pub steps: Vec<Step>,
    /// Hours until a review is overdue.
    pub due_hours: u32,
    /// Whether the team's hiring managers may publish what is approved.
    pub managers_publish: bool,
}

/// One person's decision on one step, bound to the exact content that it covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub step: String,
    pub by: UserId,
    pub at: Timestamp,
    pub revision: RevisionId,
    pub verdict: Verdict,
    pub comment: String,
    /// The digest of each scope that the decision covers, as it was decided.
    pub covered: ScopeHashes,
}

impl Policy {
    /// The policy of a new installation: two steps in parallel, both for an HR approver, who may be one person.
    #[must_use]
    pub fn default_policy() -> Self {
        let step = |key: &str, name: &str, scopes: &[Scope]| Step {
            key: key.to_owned(),
            name: name.to_owned(),
            scopes: scopes.to_vec(),
        };
        Self {
            steps: vec![
                step(
                    "content",
                    "Content",
                    &[Scope::Identity, Scope::Duties, Scope::Requirements, Scope::Narrative, Scope::Legal],
                ),
                step("pay_and_place", "Pay and place", &[Scope::Pay, Scope::Place, Scope::Timing]),
            ],
            due_hours: 48,
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

    /// Whether this step is approved for exactly this content: by somebody whose last word on it is an approval.
    #[must_use]
    pub fn is_step_met(&self, key: &str, decisions: &[Decision], hashes: &ScopeHashes) -> bool {
        let wanted = self.covered(key, hashes);
        standing_decisions(decisions)
            .any(|decision| decision.step == key && decision.verdict == Verdict::Approve && decision.covered == wanted)
    }

    /// Whether every step is approved for exactly this content.
    #[must_use]
    pub fn is_met(&self, decisions: &[Decision], hashes: &ScopeHashes) -> bool {
        self.steps.iter().all(|step| self.is_step_met(&step.key, decisions, hashes))
    }
}

/// Of decisions in the order they were made, those that stand: a person's last word on a step replaces earlier ones.
pub fn standing_decisions(decisions: &[Decision]) -> impl Iterator<Item = &Decision> {
    decisions.iter().enumerate().filter_map(|(index, decision)| {
        let same = |later: &&Decision| later.step == decision.step && later.by == decision.by;
        decisions[index + 1..].iter().find(same).is_none().then_some(decision)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_policy_leaves_no_scope_undecided() {
        let policy = Policy::default_policy();
        for scope in Scope::ALL {
            assert_eq!(policy.steps.iter().filter(|step| step.scopes.contains(scope)).count(), 1, "{scope}");
        }
    }
}
