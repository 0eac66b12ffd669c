//! A policy as an admin typed it, and reading it into a rule that can work.

use std::collections::HashSet;

use domain::{
    accounts::{Actor, Email, Role, read_name},
    posting::Scope,
    review::{
        Approver, Conditions, Escalation, FourEyes, Needed, Order, Policy, RULE_NAME_MAX_CHARS, Rule, RuleProblem,
        Step, read_comment,
    },
};

use crate::{Fields, Result};

/// Most people whom one policy names; each is one address in a form.
const NAMED_MAX: usize = 100;

/// A policy as an admin typed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRule {
    pub name: String,
    pub conditions: Conditions,
    pub steps: Vec<NewStep>,
    pub order: Order,
    pub due_hours: u16,
    pub expires_days: Option<u16>,
    pub escalation: Option<NewEscalation>,
    pub four_eyes: FourEyes,
    pub managers_publish: bool,
    pub reason: String,
}

/// A step as an admin typed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStep {
    /// That of the step which it changes; empty for a new one.
    pub key: String,
    pub name: String,
    pub scopes: Vec<Scope>,
    pub approvers: NewApprovers,
    pub is_picked: bool,
    /// Whether guests of the posting decide, too.
    pub asks_guests: bool,
    pub needed: Needed,
}

/// Roles, and people by their addresses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewApprovers {
    pub roles: Vec<Role>,
    pub emails: Vec<String>,
}

/// To whom it escalates, as an admin typed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEscalation {
    pub after_hours: u16,
    pub to: NewApprovers,
}

/// What was typed, as a rule that can work, with the reason for it; or all that is wrong with it, each at its field.
pub(super) fn read(new: NewRule, version: u32, before: &[Step], everyone: &[Actor]) -> Result<(Rule, String)> {
    let mut fields = Fields::default();
    let reason = fields.read("reason", read_comment(&new.reason)).unwrap_or_default();
    let name = fields.read("name", rule_name(&new.name)).unwrap_or_default();
    let mut steps: Vec<Step> = Vec::new();
    for (number, step) in new.steps.iter().enumerate() {
        let step = read_step(step, number, before, &steps, everyone, &mut fields);
        steps.push(step);
    }
    let escalation = new.escalation.map(|escalation| Escalation {
        after_hours: escalation.after_hours,
        to: approvers(&escalation.to, everyone, "escalate_people", &mut fields),
    });
    let policy = Policy {
        name,
        version,
        steps,
        order: new.order,
        due_hours: new.due_hours,
        expires_days: new.expires_days,
        escalation,
        four_eyes: new.four_eyes,
        managers_publish: new.managers_publish,
    };
    let rule = Rule { conditions: new.conditions, policy };
    for problem in rule.problems() {
        let field = field_of(&problem, &rule.policy.steps);
        // Whoever has an address that nobody has is told of that.
        let is_misspelt = field.strip_suffix("[who]").is_some_and(|step| fields.has(&format!("{step}[people]")));
        if !is_misspelt && !fields.has(&field) {
            fields.tell(&field, problem);
        }
    }
    fields.all(Some((rule, reason)))
}

/// Where in the form one mends it.
fn field_of(problem: &RuleProblem, steps: &[Step]) -> String {
    let at = |name: &str, part: &str| {
        let number = steps.iter().rposition(|step| step.name == name).unwrap_or_default();
        format!("steps[{number}][{part}]")
    };
    match problem {
        RuleProblem::NoStep | RuleProblem::TooManySteps => "steps".to_owned(),
        RuleProblem::NoScope(name) => at(name, "scopes"),
        RuleProblem::NoApprover(name) | RuleProblem::PickedAndNamed(name) => at(name, "who"),
        RuleProblem::NoneNeeded(name) => at(name, "needed"),
        RuleProblem::TwiceTheSame(name) => at(name, "name"),
        RuleProblem::DueAtOnce => "due_hours".to_owned(),
        RuleProblem::LapsesAtOnce => "expires_days".to_owned(),
        RuleProblem::EscalatesToNobody => "escalate_roles".to_owned(),
    }
}

fn read_step(
    new: &NewStep,
    number: usize,
    before: &[Step],
    others: &[Step],
    everyone: &[Actor],
    fields: &mut Fields,
) -> Step {
    let field = |part: &str| format!("steps[{number}][{part}]");
    let name = fields.read(&field("name"), rule_name(&new.name)).unwrap_or_else(|| format!("Step {}", number + 1));
    let is_known = before.iter().any(|step| step.key == new.key);
    let key = if is_known { new.key.clone() } else { free_key(&name, before, others) };
    let mut approvers = approvers(&new.approvers, everyone, &field("people"), fields);
    approvers.extend(new.is_picked.then_some(Approver::Picked));
    approvers.extend(new.asks_guests.then_some(Approver::Guest));
    Step { key, name, scopes: new.scopes.clone(), approvers, needed: new.needed, asked: Vec::new() }
}

/// A key from the name, which no other step has or had.
fn free_key(name: &str, before: &[Step], others: &[Step]) -> String {
    let taken: HashSet<&str> = before.iter().chain(others).map(|step| step.key.as_str()).collect();
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
    let wish: String = name.chars().map(plain).collect();
    let numbered = (2..).map(|number| format!("{wish}_{number}"));
    std::iter::once(wish.clone()).chain(numbered).find(|key| !taken.contains(key.as_str())).unwrap_or(wish)
}

fn approvers(new: &NewApprovers, everyone: &[Actor], field: &str, fields: &mut Fields) -> Vec<Approver> {
    let mut found: Vec<Approver> = new.roles.iter().map(|role| Approver::Role(*role)).collect();
    if new.emails.len() > NAMED_MAX {
        fields.tell(field, format!("Name at most {NAMED_MAX} people; a role suits more."));
        return found;
    }
    let mut unknown = Vec::new();
    for typed in &new.emails {
        let person = Email::new(typed).ok().and_then(|email| everyone.iter().find(|person| person.email == email));
        match person {
            Some(person) => found.push(Approver::Person(person.id)),
            None => unknown.push(typed.as_str()),
        }
    }
    if !unknown.is_empty() {
        fields.tell(field, format!("Nobody active has the address {}.", unknown.join(", ")));
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn rule_name(text: &str) -> std::result::Result<String, String> {
    let name = read_name(text).map_err(|error| error.to_string())?;
    match name.chars().count() {
        ..=RULE_NAME_MAX_CHARS => Ok(name),
        _ => Err(format!("Use at most {RULE_NAME_MAX_CHARS} characters.")),
    }
}
