//! Lines of which every part is a fact: `Northwind · Berlin, Germany · hybrid`, `Full-time | €70,000 – €85,000 a year`.

use super::{Fact, labelled, labels::by_label, pay, place, title, work};
use crate::{library::search::folded_text, posting::FactKey};

/// What stands between facts and is none has at most so many words.
const NOISE_WORDS_MAX: usize = 5;
/// Parts of such a line that are no fact and no words of the posting: how the law of a country calls a contract.
const SAYS_NOTHING: [&str; 4] = ["exempt", "non exempt", "salaried", "unbefristet"];

/// `Berlin, Germany · Hybrid · Full-time`: a line of which every part is a fact.
pub(super) fn facts(text: &str) -> Option<Vec<Fact>> {
    if text.ends_with('.') || text.chars().count() > 160 {
        return None;
    }
    let parts: Vec<&str> = parts(text)
        .into_iter()
        .map(str::trim)
        .filter(|part| !part.is_empty() && !SAYS_NOTHING.contains(&folded_text(part).as_str()))
        .collect();
    let mut facts = Vec::new();
    let mut employer = None;
    let mut others = 0;
    for (place, part) in parts.iter().enumerate() {
        match by_part(part) {
            Some(found) => facts.extend(found),
            // `Northwind · Berlin, Germany · hybrid`
            None if place == 0 && title::is_name(part) => employer = Some((*part).to_owned()),
            // `Reposted 2 weeks ago`, `6 months initial`
            None if part.split_whitespace().count() <= NOISE_WORDS_MAX => others += 1,
            None => return None,
        }
    }
    let says_where = facts.iter().any(|(key, _)| matches!(key, FactKey::JobLocation(..)));
    let is_whole = !facts.is_empty() && (employer.is_none() || says_where) && others * 2 <= parts.len();
    facts.extend(employer.map(|name| (FactKey::HiringOrganization, name)));
    is_whole.then_some(facts)
}

/// A line cut at the signs between its parts; the stroke of a range is none.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, sign) in text.match_indices(['·', '|', '•', '–', '—', ';', '/', '-']) {
        let (before, after) = (&text[start..at], &text[at + sign.len()..]);
        let is_within_word = sign == "-" && !(before.ends_with(' ') && after.starts_with(' '));
        let is_stroke = matches!(sign, "-" | "–" | "—");
        if is_within_word || (is_stroke && is_range(before, after)) {
            continue;
        }
        parts.push(before);
        start = at + sign.len();
    }
    parts.push(&text[start..]);
    parts
}

fn is_range(before: &str, after: &str) -> bool {
    let from = before.trim_end().ends_with(|c: char| c.is_ascii_digit() || matches!(c, 'k' | 'K' | '€' | '£'));
    from && after.trim_start().trim_start_matches(['€', '£', '$']).starts_with(|c: char| c.is_ascii_digit())
}

fn by_part(part: &str) -> Option<Vec<Fact>> {
    if let Some((label, value)) = labelled(part)
        && let Some(facts) = by_label(label, value).filter(|facts| !facts.is_empty())
    {
        return Some(facts);
    }
    if let Some(pay) = pay::find(part, false) {
        return Some(pay);
    }
    if let Some(number) = title::reference(part) {
        return Some(vec![(FactKey::Identifier, number)]);
    }
    if let Some(name) = title::company(part) {
        return Some(vec![(FactKey::HiringOrganization, name)]);
    }
    // `Northwind GmbH, Reutlingen`
    if let Some((name, town)) = part.split_once(", ")
        && let Some(name) = title::company(name)
    {
        let place = place::known(town).unwrap_or_else(|| place::in_list(town));
        return Some([vec![(FactKey::HiringOrganization, name)], place].concat());
    }
    // `hybrid, two days a week in the office` begins with what it is about.
    let first = part.split([',', '(']).next().unwrap_or(part);
    let is_short = part.split_whitespace().count() <= 5 || work::is_place(first);
    let mut facts: Vec<Fact> = Vec::new();
    if is_short {
        facts.extend(work::employment(part));
        facts.extend(work::place(part));
        facts.extend(work::hours(part));
        facts.extend(work::applicants(part));
    }
    if facts.iter().any(|(key, _)| *key == FactKey::ApplicantLocationRequirements) {
        return Some(facts);
    }
    if let Some(place) = place::known(part) {
        facts.extend(place);
    }
    (!facts.is_empty()).then_some(facts)
}
