//! Places of work: towns and countries.

use super::{
    Fact, place_facts,
    towns::{COUNTRIES, ONE_NAME, TOWNS},
};
use crate::{library::search::folded_text, posting::PLACES_MAX};

/// Words of a place that say how one works there.
const NOT_PLACES: &[&str] = &[
    "remote",
    "hybrid",
    "on site",
    "onsite",
    "office",
    "home office",
    "anywhere",
    "remotely",
    "fully remote",
    "worldwide",
    "flexible",
    "remote first",
    "in office",
    "eu",
    "europe",
    "emea",
    "within the eu",
];

/// The places of a labelled value: `Berlin, Germany or Vienna, Austria (hybrid)`.
pub(super) fn in_list(value: &str) -> Vec<Fact> {
    let bare = without_brackets(value);
    let pieces = bare
        .split(['/', '|', ';', '·', '&', '–', '—'])
        .flat_map(|piece| piece.split(" or "))
        .flat_map(|piece| piece.split(" oder "))
        .flat_map(|piece| piece.split(" and "));
    let mut facts = Vec::new();
    let mut place = 0;
    for piece in pieces {
        let found = one(piece, place);
        if !found.is_empty() && place < PLACES_MAX {
            facts.extend(found);
            place += 1;
        }
    }
    facts
}

/// `Town`, `Town, Country`, `Town, Region, Country` with a known town, or a town before a known country: safe to take
/// where nothing labels it.
pub(super) fn known(text: &str) -> Option<Vec<Fact>> {
    let bare = without_brackets(text);
    let parts: Vec<String> = bare.split(',').map(folded_text).collect();
    let is_short = parts.len() <= 3 && parts.iter().all(|part| part.split(' ').count() <= 3);
    let is_known = match parts.as_slice() {
        [only] => town(only).is_some() || country(only).is_some(),
        [first, last] => town(first).is_some() || country(last).is_some(),
        [first, ..] => town(first).is_some(),
        [] => false,
    };
    (is_short && is_known).then(|| one(&bare, 0)).filter(|facts| !facts.is_empty())
}

/// `Hydra Analytics, Dublin, Ireland`: a known town and its country at the end of a short line.
fn at_end(text: &str) -> Option<Vec<Fact>> {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    let [.., _, town_name, last] = parts.as_slice() else { return None };
    let home = town(&folded_text(town_name))?;
    (country(&folded_text(last)) == Some(home)).then(|| place_facts(0, town_name, "", home))
}

/// `based in Berlin`, `our office in Porto, Portugal`, `our Vienna office`
pub(super) fn in_sentence(text: &str) -> Vec<Fact> {
    for lead in [
        "based in ",
        "office in ",
        "offices in ",
        "located in ",
        "team in ",
        "on site in ",
        "on-site in ",
        "headquarters in ",
        "work from ",
    ] {
        if let Some((_, rest)) = text.split_once(lead)
            && let Some(facts) = at_beginning(rest)
        {
            return facts;
        }
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let office = words.windows(2).find(|pair| matches!(pair, [_, office] if folded_text(office) == "office"));
    let found = office.and_then(|pair| pair.first()).and_then(|word| known(word));
    found.or_else(|| at_end(text)).or_else(|| between_signs(text)).or_else(|| with_country(text)).unwrap_or_default()
}

/// `Nimbus – Toronto, Canada – remote`
fn between_signs(text: &str) -> Option<Vec<Fact>> {
    let is_line = text.chars().count() < 120 && !text.ends_with('.');
    let mut parts = text.split(['–', '—', '·', '|']).map(str::trim).filter(|part| part.contains(','));
    parts.find_map(known).filter(|_| is_line)
}

/// `in our workshop in Ghent, Belgium`: nothing else is written like that.
fn with_country(text: &str) -> Option<Vec<Fact>> {
    text.split(" in ").skip(1).find_map(|rest| {
        let (town_name, rest) = rest.split_once(", ")?;
        let last = first_words(rest.split(['.', ',', ';', ')']).next()?);
        let last = last.into_iter().find(|name| country(&folded_text(name)).is_some())?;
        town(&folded_text(town_name))?;
        known(&format!("{town_name}, {last}"))
    })
}

/// The longest known place that a text begins with.
fn at_beginning(text: &str) -> Option<Vec<Fact>> {
    let clause = text.split(['.', ';', '(', ':']).next().unwrap_or(text);
    let clause = clause.strip_prefix("our ").or_else(|| clause.strip_prefix("the ")).unwrap_or(clause);
    let mut parts = clause.split(',').map(str::trim);
    let first = first_words(parts.next()?);
    let town_name =
        first.iter().find(|name| town(&folded_text(name)).is_some() || country(&folded_text(name)).is_some());
    let second = parts.next().map(first_words).unwrap_or_default();
    let country_name = second.iter().find(|name| country(&folded_text(name)).is_some());
    match (town_name, country_name) {
        (Some(town), Some(country)) => known(&format!("{town}, {country}")),
        (Some(town), None) => known(town),
        // A town that is in no table, before a country that is.
        (None, Some(country)) => known(&format!(
            "{}, {country}",
            first.iter().rev().find(|name| name.chars().next().is_some_and(char::is_uppercase))?
        )),
        (None, None) => None,
    }
}

/// The first three, two, one words.
fn first_words(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    (1..=3.min(words.len())).rev().filter_map(|count| words.get(..count)).map(|words| words.join(" ")).collect()
}

/// `Town`, `Town, Country`, `Town, Region, Country`, `Country`
fn one(text: &str, place: u8) -> Vec<Fact> {
    let parts: Vec<&str> =
        text.split(',').map(|part| part.trim().trim_end_matches('.')).filter(|part| is_place(part)).collect();
    match parts.as_slice() {
        [] => Vec::new(),
        [only] => match (country(&folded_text(only)), town(&folded_text(only))) {
            (Some(country), None) => place_facts(place, "", "", country),
            (_, Some(country)) => place_facts(place, only, "", country),
            (None, None) => place_facts(place, only, "", ""),
        },
        [town_name, rest @ ..] => {
            let last = rest.last().copied().unwrap_or_default();
            let middle = if rest.len() > 1 { rest[0] } else { "" };
            match country(&folded_text(last)) {
                Some(country) => place_facts(place, town_name, middle, country),
                // `Civic Centre, Leeds`
                None if town(&folded_text(town_name)).is_none() && town(&folded_text(last)).is_some() => {
                    place_facts(place, last, "", town(&folded_text(last)).unwrap_or_default())
                }
                // `Austin, TX`
                None => place_facts(place, town_name, last, town(&folded_text(town_name)).unwrap_or_default()),
            }
        }
    }
}

fn is_place(part: &str) -> bool {
    let folded = folded_text(part);
    let is_way = NOT_PLACES.contains(&folded.as_str())
        || folded.split(' ').any(|word| matches!(word, "remote" | "hybrid" | "days" | "onsite" | "remotely"));
    !folded.is_empty() && !is_way && folded.split(' ').count() <= 4 && part.chars().any(char::is_alphabetic)
}

pub(super) fn country(folded: &str) -> Option<&'static str> {
    let by_other_name = || COUNTRIES.iter().find(|(_, names)| names.split('|').any(|name| name == folded));
    let one = ONE_NAME.split('|').find(|name| name.eq_ignore_ascii_case(folded));
    one.or_else(|| by_other_name().map(|(country, _)| *country))
}

fn town(folded: &str) -> Option<&'static str> {
    TOWNS.iter().find(|(_, towns)| towns.split('|').any(|town| town == folded)).map(|(country, _)| *country)
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let kept = text.chars().filter(|c| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        depth == 0
    });
    kept.collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(facts: &[Fact]) -> String {
        facts.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn places_are_read_from_labels_and_sentences() {
        for (text, expected) in [
            ("Berlin, Germany (hybrid)", "Berlin, Germany"),
            ("Graz", "Graz, Austria"),
            ("Austin, TX", "Austin, TX, United States"),
            ("Civic Centre, Leeds", "Leeds, United Kingdom"),
            ("Leipzig oder remote", "Leipzig, Germany"),
            ("Little Rock, Arkansas, USA", "Little Rock, Arkansas, United States"),
            ("Oakham / Vienna", "Oakham, Vienna, Austria"),
            ("Remote", ""),
            ("Remote, Portugal", "Portugal"),
        ] {
            assert_eq!(shown(&in_list(text)), expected, "{text}");
        }
        for (text, expected) in [
            ("You are based in Lisbon or close by.", "Lisbon, Portugal"),
            ("We work from our office in Braga, Portugal.", "Braga, Portugal"),
            ("Meet us at our Vienna office.", "Vienna, Austria"),
            ("We believe in honest bread.", ""),
            ("Experience in Java is based in practice.", ""),
        ] {
            assert_eq!(shown(&in_sentence(text)), expected, "{text}");
        }
    }
}
