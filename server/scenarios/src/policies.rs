//! Approval policies as tests make them: what a step or a policy is unless a test says otherwise.

use domain::{
    accounts::Role,
    posting::Scope,
    review::{Conditions, FourEyes, Needed, Order},
};
use services::{NewApprovers, NewRule, NewStep};

/// A step that anybody of these roles decides alone.
#[must_use]
pub fn a_step(name: &str, scopes: &[Scope], roles: &[Role]) -> NewStep {
    NewStep {
        key: String::new(),
        name: name.to_owned(),
        scopes: scopes.to_vec(),
        approvers: NewApprovers { roles: roles.to_vec(), emails: Vec::new() },
        is_picked: false,
        asks_guests: false,
        needed: Needed::Any,
    }
}

/// A policy for every posting: all steps at once, within two days.
#[must_use]
pub fn a_policy(name: &str, steps: Vec<NewStep>) -> NewRule {
    NewRule {
        name: name.to_owned(),
        conditions: Conditions::default(),
        steps,
        order: Order::Parallel,
        due_hours: 48,
        expires_days: None,
        escalation: None,
        four_eyes: FourEyes::default(),
        managers_publish: true,
        reason: "To try it.".to_owned(),
    }
}
