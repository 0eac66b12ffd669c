//! The organisation's rules of review: policies in an order, of which the first that fits a posting is taken, and the
//! last fits all.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Conditions, Mismatch, Needed, Policy, Step};
use crate::{ids::TeamId, posting::Facts};

/// Longest accepted name of a policy or a step, in characters.
pub const RULE_NAME_MAX_CHARS: usize = 60;
/// Most steps of one policy.
pub const STEPS_MAX: usize = 8;

/// A policy and the postings that it is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    pub conditions: Conditions,
    pub policy: Policy,
}

/// Why a rule can't be kept.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RuleProblem {
    #[error("Give the policy at least one step.")]
    NoStep,
    #[error("A policy has at most {STEPS_MAX} steps.")]
    TooManySteps,
    #[error("Choose at least one part of the posting for “{0}” to cover.")]
    NoScope(String),
    #[error("Say who decides on “{0}”.")]
    NoApprover(String),
    #[error("For “{0}”, either let the submitter pick, or name roles and people.")]
    PickedAndNamed(String),
    #[error("At least one approval is needed for “{0}”.")]
    NoneNeeded(String),
    #[error("Two steps are called “{0}”.")]
    TwiceTheSame(String),
    #[error("Give it at least one hour.")]
    DueAtOnce,
    #[error("Let an approval be good for at least one day, or for ever.")]
    LapsesAtOnce,
    #[error("Say to whom it escalates.")]
    EscalatesToNobody,
}

impl Rule {
    /// Everything that keeps it from working; nothing when it can be kept.
    #[must_use]
    pub fn problems(&self) -> Vec<RuleProblem> {
        let Policy { steps, due_hours, expires_days, escalation, .. } = &self.policy;
        let is_again = |at: usize, step: &Step| steps[..at].iter().any(|other| other.name == step.name);
        let mut problems: Vec<RuleProblem> = Vec::new();
        problems.extend(steps.is_empty().then_some(RuleProblem::NoStep));
        problems.extend((steps.len() > STEPS_MAX).then_some(RuleProblem::TooManySteps));
        for (at, step) in steps.iter().enumerate() {
            problems.extend(is_again(at, step).then(|| RuleProblem::TwiceTheSame(step.name.clone())));
            problems.extend(step_problems(step));
        }
        problems.extend((*due_hours == 0).then_some(RuleProblem::DueAtOnce));
        problems.extend((*expires_days == Some(0)).then_some(RuleProblem::LapsesAtOnce));
        let is_lost = escalation.as_ref().is_some_and(|escalation| escalation.to.is_empty());
        problems.extend(is_lost.then_some(RuleProblem::EscalatesToNobody));
        problems
    }

    /// Of rules in their order, the first that is for the posting; before it, those that are not, and why.
    pub fn first<'r>(rules: &'r [Self], team: TeamId, facts: &Facts) -> (Option<&'r Self>, Vec<(&'r Self, Mismatch)>) {
        let mut passed = Vec::new();
        for rule in rules {
            match rule.conditions.hold(team, facts) {
                Ok(()) => return (Some(rule), passed),
                Err(why) => passed.push((rule, why)),
            }
        }
        (None, passed)
    }
}

fn step_problems(step: &Step) -> impl Iterator<Item = RuleProblem> {
    let name = || step.name.clone();
    let is_both = step.is_picked() && step.approvers.len() > 1;
    let problems = [
        step.scopes.is_empty().then(|| RuleProblem::NoScope(name())),
        step.approvers.is_empty().then(|| RuleProblem::NoApprover(name())),
        is_both.then(|| RuleProblem::PickedAndNamed(name())),
        (step.needed == Needed::AtLeast(0)).then(|| RuleProblem::NoneNeeded(name())),
    ];
    problems.into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{accounts::Role, review::Approver};

    #[test]
    fn what_can_not_work_is_refused_with_the_name_of_the_step() {
        let good = Rule { conditions: Conditions::default(), policy: Policy::default_policy() };
        assert_eq!(good.problems(), []);
        let with = |change: fn(&mut Policy)| {
            let mut rule = good.clone();
            change(&mut rule.policy);
            rule.problems()
        };
        let content = || "Content".to_owned();
        assert_eq!(with(|policy| policy.steps.clear()), [RuleProblem::NoStep]);
        assert_eq!(with(|policy| policy.steps[0].scopes.clear()), [RuleProblem::NoScope(content())]);
        assert_eq!(with(|policy| policy.steps[0].approvers.clear()), [RuleProblem::NoApprover(content())]);
        assert_eq!(
            with(|policy| policy.steps[0].approvers = vec![Approver::Picked, Approver::Role(Role::Admin)]),
            [RuleProblem::PickedAndNamed(content())]
        );
        assert_eq!(with(|policy| policy.steps[0].needed = Needed::AtLeast(0)), [RuleProblem::NoneNeeded(content())]);
        assert_eq!(with(|policy| policy.steps[1].name = "Content".to_owned()), [RuleProblem::TwiceTheSame(content())]);
        assert_eq!(with(|policy| policy.due_hours = 0), [RuleProblem::DueAtOnce]);
        assert_eq!(with(|policy| policy.expires_days = Some(0)), [RuleProblem::LapsesAtOnce]);
        let all_at_once = with(|policy| {
            policy.steps[0].scopes.clear();
            policy.steps[0].approvers.clear();
            policy.due_hours = 0;
        });
        let expected = [RuleProblem::NoScope(content()), RuleProblem::NoApprover(content()), RuleProblem::DueAtOnce];
        assert_eq!(all_at_once, expected);
    }

    #[test]
    fn the_first_rule_that_fits_is_taken_and_the_others_say_why_not() {
        let team = TeamId(uuid::Uuid::from_u128(1));
        let rule = |conditions| Rule { conditions, policy: Policy::default_policy() };
        let only = rule(Conditions { countries: vec!["France".to_owned()], ..Conditions::default() });
        let all = rule(Conditions::default());
        let rules = [only.clone(), all.clone()];
        let (taken, passed) = Rule::first(&rules, team, &Facts::default());
        assert_eq!(taken, Some(&all));
        assert_eq!(passed, [(&only, Mismatch::Country(vec!["France".to_owned()]))]);
    }
}
