//! Facts that were typed but can't be read as the day, number or choice that they should be.

use super::{Anchor, Finding, Rule};
use crate::posting::{FactError, FactKey, Facts};

pub(super) fn check(facts: &Facts, findings: &mut Vec<Finding>) {
    for key in FactKey::all() {
        if let Some(error) = facts.error(key) {
            let message = format!("“{}” {}", key.label(), why(&error));
            findings.push(Finding::blocking(Rule::UnreadableFact, Anchor::Fact(key), message).fix(error.to_string()));
        }
    }
}

const fn why(error: &FactError) -> &'static str {
    match error {
        FactError::NotADay => "is not a day of the calendar, so it can't be published as one.",
        FactError::NotANumber => "is not a whole number, so it can't be published as one.",
        FactError::NotAChoice => "is none of the values that job search engines know.",
    }
}
