//! The title: the role and nothing else, as job search engines want it.

use super::{Anchor, Finding, Rule};
use crate::{
    input::lower_case,
    posting::{FactKey, Facts, PLACES_MAX, PlacePart},
};

const SOURCE: &str = "Google for Jobs: title is the role only, without pay, place, company, code, date or “!!”";

/// Work places that people like to put behind a title; the posting has a fact for them.
const WORK_PLACES: &[&str] = &["remote", "hybrid", "on-site", "onsite", "on site", "home office"];

pub(super) fn check(facts: &Facts, findings: &mut Vec<Finding>) {
    let title = facts.get(FactKey::Title).trim();
    let mut find = |fires: bool, rule: Rule, what: &str, fix: &str| {
        if fires {
            let message =
                format!("The title {what}. Search engines show and compare roles; everything else has its own field.");
            findings.push(Finding::warning(rule, Anchor::Fact(FactKey::Title), message).fix(fix).source(SOURCE));
        }
    };
    find(names_pay(title), Rule::TitlePay, "names pay", "Put the pay into the pay range.");
    find(names_place(title, facts), Rule::TitlePlace, "names a place of work", "Put the place into the place of work.");
    find(names_company(title, facts), Rule::TitleCompany, "names the employer", "Leave the employer's name out.");
    find(names_code(title, facts), Rule::TitleCode, "contains a code", "Put the code into the reference number.");
    find(words(title).any(is_year), Rule::TitleDate, "contains a year", "Use the closing day or the start instead.");
    find(is_shouting(title), Rule::TitleShouting, "shouts", "Use normal capitals and no exclamation marks.");
}

fn names_pay(title: &str) -> bool {
    let is_thousands = |word: &str| {
        let digits = word.strip_suffix(['k', 'K']).unwrap_or("");
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_amount = |word: &str| {
        let groups: Vec<&str> = word.split([',', '.', '\'']).collect();
        let is_group = |group: &&str| group.len() == 3 && is_number(group);
        groups.len() > 1 && is_number(groups[0]) && groups[1..].iter().all(is_group)
    };
    title.contains(['€', '$', '£', '₹']) || words(title).any(|word| is_thousands(word) || is_amount(word))
}

fn names_place(title: &str, facts: &Facts) -> bool {
    // Not the country when it is a code: "IT" is a field of work more often than it is Italy.
    let parts = [PlacePart::AddressLocality, PlacePart::AddressRegion, PlacePart::AddressCountry];
    let mut places =
        (0..PLACES_MAX).flat_map(|place| parts.map(|part| facts.get(FactKey::JobLocation(place, part)).trim()));
    places.any(|place| place.chars().count() > 2 && contains_words(title, place))
        || WORK_PLACES.iter().any(|words| contains_words(title, words))
}

fn names_company(title: &str, facts: &Facts) -> bool {
    let company = facts.get(FactKey::HiringOrganization).trim();
    company.chars().count() > 1 && contains_words(title, company)
}

/// The reference number, or something that looks like one: `#123`, `BE-42`, `4711`. Not `C#`, `HTTP/2`, `OAuth2`.
fn names_code(title: &str, facts: &Facts) -> bool {
    let identifier = facts.get(FactKey::Identifier).trim();
    let is_code = |word: &str| {
        let (head, digits) = word.rsplit_once(['-', '_', '#']).unwrap_or(("", word));
        let least = if word.len() > digits.len() { 2 } else { 3 };
        is_number(digits) && digits.len() >= least && !is_year(word) && head.chars().all(|c| c.is_ascii_uppercase())
    };
    (!identifier.is_empty() && contains_words(title, identifier)) || title.split_whitespace().map(bare).any(is_code)
}

fn is_shouting(title: &str) -> bool {
    let letters = || title.chars().filter(|c| c.is_alphabetic());
    let is_capitals =
        letters().count() > 6 && letters().all(|c| !c.is_lowercase()) && letters().any(char::is_uppercase);
    title.contains('!') || is_capitals
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && is_number(word) && (word.starts_with("19") || word.starts_with("20"))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn words(title: &str) -> impl Iterator<Item = &str> {
    title.split(|c: char| c.is_whitespace() || matches!(c, '/' | '-' | '–' | '(' | ')')).map(bare)
}

fn bare(word: &str) -> &str {
    word.trim_matches(['(', ')', '[', ']', ',', '.', ':', ';'])
}

fn contains_words(title: &str, words: &str) -> bool {
    let (title, words) = (lower_case(title), lower_case(words));
    title.match_indices(&words).any(|(start, _)| {
        let is_edge = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
        is_edge(title[..start].chars().next_back()) && is_edge(title[start + words.len()..].chars().next())
    })
}
