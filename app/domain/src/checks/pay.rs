//! The pay range: there, whole, the right way round and believable.

use super::{Anchor, Finding, Rule};
use crate::posting::{BaseSalary, FactKey, Facts, SalaryUnit};

const PARTS: &[FactKey] = &[
    FactKey::BaseSalaryCurrency,
    FactKey::BaseSalaryMinValue,
    FactKey::BaseSalaryMaxValue,
    FactKey::BaseSalaryUnitText,
];

/// A range whose top is more than this many times its bottom tells nobody anything. Our own figure.
const SPREAD_MAX: u64 = 2;

const DIRECTIVE: &str = "Directive (EU) 2023/970, Article 5: applicants learn the initial pay or its range";
const GOOGLE: &str = "Google for Jobs: baseSalary";

pub(super) fn check(facts: &Facts, findings: &mut Vec<Finding>) {
    let missing: Vec<FactKey> = PARTS.iter().copied().filter(|key| facts.get(*key).trim().is_empty()).collect();
    if missing.len() == PARTS.len() {
        return findings.push(no_pay());
    }
    findings.extend(missing.into_iter().map(incomplete));
    if let Some(pay) = facts.base_salary() {
        check_range(&pay, findings);
    }
}

fn no_pay() -> Finding {
    let message = "The posting names no pay. More and more places demand a range, and readers everywhere look for it.";
    let fix = "Give the lowest and the highest pay, the currency and the unit.";
    Finding::blocking(Rule::PayMissing, Anchor::Fact(FactKey::BaseSalaryMinValue), message).fix(fix).source(DIRECTIVE)
}

fn incomplete(key: FactKey) -> Finding {
    let message = format!("The pay range lacks “{}”, so it can't be published as a range.", key.label());
    let fix = "Fill it in; for a single figure, give the same amount twice.";
    Finding::blocking(Rule::PayIncomplete, Anchor::Fact(key), message).fix(fix).source(GOOGLE)
}

fn check_range(pay: &BaseSalary, findings: &mut Vec<Finding>) {
    let anchor = || Anchor::Fact(FactKey::BaseSalaryMinValue);
    if pay.min_value == 0 {
        let message = "The pay range starts at zero. That says nothing about the pay.";
        findings.push(
            Finding::blocking(Rule::PayOrder, anchor(), message).fix("Give the lowest pay that is really offered."),
        );
    } else if pay.min_value > pay.max_value {
        let message = "The lowest pay is higher than the highest.";
        findings.push(Finding::blocking(Rule::PayOrder, anchor(), message).fix("Swap the two amounts."));
    } else if !is_plausible(pay) {
        let message = format!("{pay} is unlikely. Perhaps the unit is wrong or a digit is missing.");
        findings
            .push(Finding::warning(Rule::PayImplausible, anchor(), message).fix("Check amounts, currency and unit."));
    } else if pay.max_value > pay.min_value.saturating_mul(SPREAD_MAX) {
        let message = "The highest pay is more than twice the lowest. Readers can't tell what they would earn.";
        let fix = "Narrow the range, or write one posting per level.";
        findings.push(Finding::warning(Rule::PaySpread, anchor(), message).fix(fix).source(DIRECTIVE));
    }
}

fn is_plausible(pay: &BaseSalary) -> bool {
    let (lowest, highest) = believable(pay.unit_text);
    let scale = worth_of_a_euro(&pay.currency);
    (lowest * scale..=highest * scale).contains(&pay.min_value) && pay.max_value <= highest * scale
}

/// What somebody may earn in a unit of time, in euros or dollars: wide, meant to catch slips of the pen.
const fn believable(unit: SalaryUnit) -> (u64, u64) {
    match unit {
        SalaryUnit::Hour => (1, 1_000),
        SalaryUnit::Day => (10, 10_000),
        SalaryUnit::Week => (50, 50_000),
        SalaryUnit::Month => (100, 200_000),
        SalaryUnit::Year => (1_000, 5_000_000),
    }
}

/// Roughly how many of a currency make a euro: an hour for 1,500 is a slip in euros and common in yen.
fn worth_of_a_euro(currency: &str) -> u64 {
    match currency {
        "JPY" => 150,
        "INR" => 90,
        "CZK" => 25,
        "SEK" | "NOK" | "DKK" => 10,
        "PLN" => 4,
        _ => 1,
    }
}
