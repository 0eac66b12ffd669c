//! The closing day: not gone by, not far away.

use ::time::{Date, Duration};

use super::{Anchor, Finding, Rule};
use crate::posting::{FactKey, Facts};

/// A vacancy that stays open longer than this is hardly a vacancy. Our own figure.
const FARTHEST: Duration = Duration::days(366);

const GOOGLE: &str = "Google for Jobs: validThrough; expired postings must be removed";

pub(super) fn check(facts: &Facts, today: Date, findings: &mut Vec<Finding>) {
    let Ok(Some(day)) = facts.valid_through() else { return };
    let anchor = Anchor::Fact(FactKey::ValidThrough);
    if day < today {
        let message = "The closing day has passed, so the posting would be closed the moment it is published.";
        findings.push(
            Finding::blocking(Rule::ValidThroughPast, anchor, message)
                .fix("Choose a day from today on.")
                .source(GOOGLE),
        );
    } else if today.checked_add(FARTHEST).is_some_and(|limit| day > limit) {
        let message = "The closing day is more than a year away. Readers take such postings for leftovers.";
        findings.push(
            Finding::warning(Rule::ValidThroughFar, anchor, message)
                .fix("Choose a nearer day; it can be extended later."),
        );
    }
}
