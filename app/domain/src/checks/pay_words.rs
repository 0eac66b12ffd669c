//! Words about pay that sound like a figure and are none: "up to", "from", "DOE", "competitive".

use super::{Anchor, Finding, Rule};
use crate::{
    input::lower_case,
    posting::{SectionKind, Snapshot},
};

/// Vague wherever they stand in a line about pay.
const VAGUE: &[&str] = &[
    "competitive",
    "doe",
    "depending on experience",
    "dependent on experience",
    "depends on experience",
    "commensurate",
    "negotiable",
    "attractive salary",
    "attractive pay",
    "market rate",
    "tbd",
    "to be discussed",
];

/// Vague only before an amount: "up to 80,000", but not "up to date" or "from day one".
const OPEN_ENDED: &[&str] = &["up to", "from", "starting at", "as much as", "at least"];

const SOURCE: &str = "Minnesota Statutes 181.173: a pay range may not be open-ended";

pub(super) fn check(snapshot: &Snapshot, findings: &mut Vec<Finding>) {
    for (section, line) in snapshot.lines() {
        if section.kind != SectionKind::Compensation {
            continue;
        }
        if let Some(words) = vague_words(&line.text) {
            let message = format!("“{words}” leaves the pay open; readers and pay-transparency rules want both ends.");
            let anchor = Anchor::Line(line.id.clone());
            findings.push(
                Finding::warning(Rule::PayVague, anchor, message)
                    .fix("Name the lowest and the highest pay.")
                    .source(SOURCE),
            );
        }
    }
}

fn vague_words(text: &str) -> Option<&'static str> {
    let text = lower_case(text);
    let plain = VAGUE.iter().find(|words| rests(&text, words).next().is_some());
    let open = || OPEN_ENDED.iter().find(|words| rests(&text, words).any(starts_with_an_open_amount));
    plain.or_else(open).copied()
}

/// What follows each place where `words` stand as whole words.
fn rests<'a>(text: &'a str, words: &'a str) -> impl Iterator<Item = &'a str> {
    text.match_indices(words).filter_map(move |(start, _)| {
        let rest = &text[start + words.len()..];
        let is_open = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
        (is_open(text[..start].chars().next_back()) && is_open(rest.chars().next())).then_some(rest)
    })
}

/// An amount of money that is no share ("up to 10 %") and not the lower end of a range ("from 60,000 to 80,000").
fn starts_with_an_open_amount(rest: &str) -> bool {
    const CURRENCIES: &[&str] =
        &["eur", "usd", "gbp", "chf", "cad", "aud", "sek", "nok", "dkk", "pln", "czk", "inr", "jpy", "sgd"];
    let rest = rest.trim_start();
    let rest = CURRENCIES.iter().find_map(|code| rest.strip_prefix(code)).unwrap_or(rest);
    let rest = rest.trim_start_matches(['€', '$', '£', '¥', '₹', ' ', '\u{a0}']);
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '\'' | '\u{a0}' | 'k'));
    let after = after.trim_start();
    let is_counted =
        ["%", "percent", "day", "week", "month", "year", "hour"].iter().any(|unit| after.starts_with(unit));
    let is_range = ["to ", "–", "-", "until "].iter().any(|sign| after.starts_with(sign));
    rest.starts_with(|c: char| c.is_ascii_digit()) && !is_counted && !is_range
}
