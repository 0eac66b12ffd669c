//! From the words of the form to a policy; what can't be read is told at its field.

use std::str::FromStr;

use domain::{
    accounts::Role,
    input::FieldError,
    review::{Conditions, FourEyes, Needed, Order, PayAbove},
};
use services::{NewApprovers, NewEscalation, NewRule, NewStep};

use super::api::{PolicyFields, StepFields};
use crate::error::AppError;

/// In the list of who decides: the submitter picks.
pub(super) const PICKED: &str = "picked";
/// In the list of who decides: guests of the posting.
pub(super) const GUESTS: &str = "guests";
pub(super) const ONE_STEP_EACH: &str = "one_step_each";
pub(super) const OUTSIDE_THE_TEAM: &str = "outside_the_team";
pub(super) const WHOLE_POSTING: &str = "whole_posting";
pub(super) const MANAGERS_PUBLISH: &str = "managers_publish";

/// Beside the policy stands what could not be read of it, each at its field.
pub(super) fn rule(fields: PolicyFields, steps: Vec<StepFields>) -> (NewRule, Vec<FieldError>) {
    let mut wrong = Wrong::default();
    let is_on = |switch: &str| fields.switches.iter().any(|on| on == switch);
    let conditions = Conditions {
        teams: wrong.words(&fields.teams, "rule[teams]"),
        countries: items(&fields.countries),
        pay_above: pay_above(&fields, &mut wrong),
        seniorities: wrong.words(&fields.seniorities, "rule[seniorities]"),
    };
    let escalates = !fields.escalate_after.trim().is_empty();
    let escalation = escalates.then(|| NewEscalation {
        after_hours: wrong.number(
            &fields.escalate_after,
            "rule[escalate_after]",
            "Write hours as a number, such as 24.",
        ),
        to: NewApprovers {
            roles: wrong.words(&fields.escalate_roles, "rule[escalate_roles]"),
            emails: items(&fields.escalate_people),
        },
    });
    let lapses = !fields.expires_days.trim().is_empty();
    let is_filled = |step: &&StepFields| **step != StepFields { needed: step.needed.clone(), ..StepFields::default() };
    let rule = NewRule {
        conditions,
        steps: steps
            .iter()
            .filter(is_filled)
            .enumerate()
            .map(|(number, fields)| step(number, fields, &mut wrong))
            .collect(),
        order: fields.order.parse().unwrap_or_else(|_| {
            wrong.tell("rule[order]", "Choose when the steps are open.");
            Order::Parallel
        }),
        due_hours: wrong.number(&fields.due_hours, "rule[due_hours]", "Write hours as a number, such as 48."),
        expires_days: lapses.then(|| {
            wrong.number(&fields.expires_days, "rule[expires_days]", "Write days as a number, or leave it empty.")
        }),
        escalation,
        four_eyes: FourEyes {
            one_step_each: is_on(ONE_STEP_EACH),
            outside_the_team: is_on(OUTSIDE_THE_TEAM),
            whole_posting: is_on(WHOLE_POSTING),
        },
        managers_publish: is_on(MANAGERS_PUBLISH),
        name: fields.name,
        reason: fields.reason,
    };
    (rule, wrong.0)
}

/// What is wrong with a policy, at the fields of its form: what could not be read, and what else can't work.
pub(super) fn at_fields(unread: Vec<FieldError>, refused: AppError) -> AppError {
    let AppError::Invalid(others) = refused else { return refused };
    let mut wrong = unread;
    for error in others {
        let field = match error.field.as_str() {
            "steps" => "steps[0][name]".to_owned(),
            step if step.starts_with("steps[") => error.field,
            field => format!("rule[{field}]"),
        };
        // What could not be read counts as nothing further on.
        if wrong.iter().all(|known| known.field != field) {
            wrong.push(FieldError { field, ..error });
        }
    }
    AppError::Invalid(wrong)
}

fn step(number: usize, fields: &StepFields, wrong: &mut Wrong) -> NewStep {
    let field = |part: &str| format!("steps[{number}][{part}]");
    let needed = match fields.needed.as_str() {
        "" | "any" => Needed::Any,
        "all" => Needed::All,
        count => Needed::AtLeast(wrong.number(count, &field("needed"), "Choose how many have to approve.")),
    };
    let is_chosen = |choice: &str| fields.who.iter().any(|who| who == choice);
    let roles: Vec<String> = fields.who.iter().filter(|who| *who != PICKED && *who != GUESTS).cloned().collect();
    NewStep {
        key: fields.key.clone(),
        name: fields.name.clone(),
        scopes: wrong.words(&fields.scopes, &field("scopes")),
        approvers: NewApprovers { roles: wrong.words::<Role>(&roles, &field("who")), emails: items(&fields.people) },
        is_picked: is_chosen(PICKED),
        asks_guests: is_chosen(GUESTS),
        needed,
    }
}

fn pay_above(fields: &PolicyFields, wrong: &mut Wrong) -> Option<PayAbove> {
    let typed: String = fields.pay_above.chars().filter(|c| !matches!(c, ',' | ' ' | '\'')).collect();
    if typed.is_empty() {
        return None;
    }
    if fields.pay_currency.is_empty() {
        wrong.tell("rule[pay_currency]", "Choose the currency of the limit.");
    }
    let per_year = wrong.number(&typed, "rule[pay_above]", "Write the yearly pay as a number, such as 90000.");
    Some(PayAbove { currency: fields.pay_currency.clone(), per_year })
}

/// What was typed in one field between commas or on lines of their own.
fn items(text: &str) -> Vec<String> {
    let items = text.split([',', '\n']).map(|item| item.split_whitespace().collect::<Vec<_>>().join(" "));
    items.filter(|item| !item.is_empty()).collect()
}

/// What could not be read so far.
#[derive(Default)]
struct Wrong(Vec<FieldError>);

impl Wrong {
    fn tell(&mut self, field: &str, message: &str) {
        self.0.push(FieldError::new(field, message));
    }

    fn number<T: FromStr + Default>(&mut self, text: &str, field: &str, message: &str) -> T {
        text.trim().parse().unwrap_or_else(|_| {
            self.tell(field, message);
            T::default()
        })
    }

    /// Chosen from a list, so that only a form of somebody else's making has others.
    fn words<T: FromStr>(&mut self, all: &[String], field: &str) -> Vec<T> {
        let read: Vec<T> = all.iter().filter_map(|word| word.parse().ok()).collect();
        if read.len() < all.len() {
            self.tell(field, "Choose from the list.");
        }
        read
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields() -> PolicyFields {
        PolicyFields {
            name: "High pay".to_owned(),
            countries: "Germany,  New   Zealand\nFrance, ".to_owned(),
            pay_currency: "EUR".to_owned(),
            pay_above: "90,000".to_owned(),
            order: "one_by_one".to_owned(),
            due_hours: "24".to_owned(),
            switches: vec![WHOLE_POSTING.to_owned()],
            ..PolicyFields::default()
        }
    }

    #[test]
    fn a_form_reads_as_a_policy_and_an_empty_step_is_none() {
        let step = StepFields {
            name: "Pay".to_owned(),
            scopes: vec!["pay".to_owned()],
            who: vec!["hr_approver".to_owned()],
            needed: "2".to_owned(),
            ..StepFields::default()
        };
        let empty = StepFields { needed: "any".to_owned(), ..StepFields::default() };
        let (rule, wrong) = rule(fields(), vec![step, empty]);
        assert_eq!(wrong, []);
        assert_eq!(rule.conditions.countries, ["Germany", "New Zealand", "France"]);
        assert_eq!(rule.conditions.pay_above.map(|limit| limit.per_year), Some(90_000));
        assert_eq!((rule.steps.len(), rule.steps[0].needed), (1, Needed::AtLeast(2)));
        assert_eq!((rule.due_hours, rule.expires_days), (24, None));
        assert_eq!(rule.four_eyes, FourEyes { whole_posting: true, ..FourEyes::default() });
    }

    #[test]
    fn what_can_not_be_read_is_told_at_its_field() {
        let odd = PolicyFields {
            due_hours: "soon".to_owned(),
            pay_currency: String::new(),
            expires_days: "-1".to_owned(),
            order: String::new(),
            teams: vec!["x".to_owned()],
            ..fields()
        };
        let (_, unread) = rule(odd, Vec::new());
        let fields = |wrong: &[FieldError]| wrong.iter().map(|error| error.field.clone()).collect::<Vec<_>>();
        let expected = ["rule[teams]", "rule[pay_currency]", "rule[order]", "rule[due_hours]", "rule[expires_days]"];
        assert_eq!(fields(&unread), expected);
        let others = ["name", "due_hours", "steps[1][who]", "steps"].map(|field| FieldError::new(field, "No."));
        let AppError::Invalid(all) = at_fields(unread, AppError::Invalid(others.to_vec())) else { panic!() };
        assert_eq!(fields(&all)[..5], expected);
        assert_eq!(fields(&all)[5..], ["rule[name]", "steps[1][who]", "steps[0][name]"]);
    }
}
