//! How, how long and where one works; what one has to have done; where one applies.

use super::Fact;
use crate::{
    library::search::folded_text,
    posting::{EmploymentType, FactKey, WorkPlace},
};

const EMPLOYMENT: &[(EmploymentType, &[&str])] = &[
    (EmploymentType::Intern, &["internship", "intern", "working student", "werkstudent"]),
    (EmploymentType::Contractor, &["contractor", "freelance", "freelancer", "b2b contract", "independent contractor"]),
    (EmploymentType::Temporary, &["temporary", "fixed term", "befristet", "maternity cover"]),
    (EmploymentType::PartTime, &["part time", "teilzeit"]),
    (EmploymentType::FullTime, &["full time", "vollzeit", "permanent", "fulltime"]),
];
const PLACE: &[(WorkPlace, &[&str])] = &[
    (
        WorkPlace::Hybrid,
        &[
            "hybrid",
            "days in the office",
            "days a week in the office",
            "days per week in the office",
            "days in our office",
            "partly remote",
        ],
    ),
    (WorkPlace::Remote, &["remote", "remotely", "work from home", "work from anywhere", "home based"]),
    (WorkPlace::OnSite, &["on site", "onsite", "in office", "in the office", "in person", "office based"]),
];
/// What is sure even within a sentence.
const PLACE_IN_SENTENCE: &[(WorkPlace, &[&str])] = &[
    (
        WorkPlace::Hybrid,
        &[
            "hybrid work",
            "hybrid working",
            "hybrid role",
            "hybrid model",
            "hybrid setup",
            "work hybrid",
            "days in the office",
            "days a week in the office",
            "days per week in the office",
            "days at home",
        ],
    ),
    (
        WorkPlace::Remote,
        &[
            "fully remote",
            "remote first",
            "100 remote",
            "work remotely",
            "remote role",
            "remote position",
            "work from anywhere",
            "completely remote",
            "remote team",
            "remote only",
            "remote company",
        ],
    ),
    (
        WorkPlace::OnSite,
        &[
            "role is on site",
            "work on site",
            "on site role",
            "on site position",
            "on site in",
            "work in person",
            "office based role",
            "position is on site",
            "job is on site",
        ],
    ),
];
const NUMBERS: &[&str] = &["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const DEGREES: &[&str] = &[
    "degree",
    "bachelor",
    "bachelors",
    "bs",
    "ba",
    "bsc",
    "msc",
    "master",
    "masters",
    "diploma",
    "apprenticeship",
    "phd",
];

fn padded(text: &str) -> String {
    format!(" {} ", folded_text(text))
}

/// The one whose words come first.
fn first<T: Copy>(text: &str, table: &[(T, &[&str])]) -> Option<T> {
    let padded = padded(text);
    let places = table.iter().flat_map(|(choice, words)| {
        words.iter().filter_map(|word| Some((padded.find(&format!(" {word} "))?, *choice)))
    });
    places.min_by_key(|(at, _)| *at).map(|(_, choice)| choice)
}

pub(super) fn employment(text: &str) -> Option<Fact> {
    first(text, EMPLOYMENT).map(|choice| (FactKey::EmploymentType, choice.to_string()))
}

/// Full and part time are said of little else; a contract is.
pub(super) fn employment_in_sentence(text: &str) -> Option<Fact> {
    let sure: Vec<(EmploymentType, &[&str])> = EMPLOYMENT
        .iter()
        .copied()
        .filter(|(choice, _)| matches!(choice, EmploymentType::FullTime | EmploymentType::PartTime))
        .collect();
    let padded = padded(text);
    let about_contract = ["role", "position", "contract", "job", "employment", "hours"]
        .iter()
        .any(|word| padded.contains(&format!(" {word} ")));
    first(text, &sure).filter(|_| about_contract).map(|choice| (FactKey::EmploymentType, choice.to_string()))
}

/// Whether a text is nothing but a word for how one works.
pub(super) fn is_place(text: &str) -> bool {
    let folded = folded_text(text);
    PLACE.iter().any(|(_, words)| words.contains(&folded.as_str()))
}

pub(super) fn place(text: &str) -> Option<Fact> {
    let padded = padded(text);
    let is_hybrid = PLACE.iter().any(|(choice, words)| {
        *choice == WorkPlace::Hybrid && words.iter().any(|word| padded.contains(&format!(" {word} ")))
    });
    let found = if is_hybrid { Some(WorkPlace::Hybrid) } else { first(text, PLACE) };
    found.map(|choice| (FactKey::WorkPlace, choice.to_string()))
}

/// The answer under a label: `Remote: yes`.
pub(super) fn place_answer(label: &str, value: &str) -> Option<Fact> {
    let (label, value) = (folded_text(label), folded_text(value));
    let asks_remote = label.starts_with("remote");
    let answer = match value.split(' ').next().unwrap_or_default() {
        "yes" | "fully" | "100" if asks_remote => Some(WorkPlace::Remote),
        "no" | "not" if asks_remote => Some(WorkPlace::OnSite),
        "partly" | "partially" if asks_remote => Some(WorkPlace::Hybrid),
        _ => None,
    };
    answer.map(|choice| (FactKey::WorkPlace, choice.to_string())).or_else(|| place(&value))
}

pub(super) fn place_in_sentence(text: &str) -> Option<Fact> {
    first(text, PLACE_IN_SENTENCE).map(|choice| (FactKey::WorkPlace, choice.to_string()))
}

/// `Remote (Germany or Austria)`, `remote within the EU`
pub(super) fn applicants(text: &str) -> Option<Fact> {
    let folded = folded_text(text);
    if !folded.contains("remote") {
        return None;
    }
    let inner = text.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(inner, _)| inner);
    let within = text
        .split_once("within ")
        .map(|(_, rest)| rest)
        .or_else(|| text.split_once("anywhere in ").map(|(_, rest)| rest));
    let begins = text.strip_prefix("Remote in ").or_else(|| text.strip_prefix("remote in "));
    // `Remote, Canada`
    let beside = text.strip_prefix("Remote, ").or_else(|| text.strip_prefix("Remote – "));
    let value = inner
        .or(within)
        .or(begins)
        .or(beside)?
        .trim()
        .trim_end_matches('.')
        .trim_start_matches("within ")
        .trim_start_matches("the ")
        .trim();
    let is_place =
        value.split([',', '/']).flat_map(|piece| piece.split(" or ")).flat_map(|piece| piece.split(" and ")).all(
            |piece| {
                let folded = folded_text(piece);
                super::place::country(&folded).is_some()
                    || matches!(folded.as_str(), "eu" | "europe" | "european union" | "emea" | "dach")
            },
        );
    (is_place && !value.is_empty()).then(|| (FactKey::ApplicantLocationRequirements, value.to_owned()))
}

/// `40 hours per week`
pub(super) fn hours(text: &str) -> Option<Fact> {
    let words: Vec<String> = folded_text(text).split(' ').map(str::to_owned).collect();
    let at = words.windows(3).position(|three| {
        matches!(three, [number, hours, per] if number.parse::<u8>().is_ok() && hours.starts_with("hour") && matches!(per.as_str(), "per" | "a" | "week" | "weekly"))
    })?;
    let is_weekly = words.iter().skip(at + 2).take(2).any(|word| word.starts_with("week"));
    let number: u8 = words.get(at)?.parse().ok().filter(|hours| (8..=60).contains(hours))?;
    is_weekly.then(|| (FactKey::WorkHours, format!("{number} hours a week")))
}

/// `at least three years of experience`, `5+ years' experience`
pub(super) fn experience(text: &str) -> Option<Fact> {
    let folded = folded_text(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let at = words.iter().position(|word| matches!(*word, "years" | "year" | "jahre" | "jahren"))?;
    let near = words.iter().skip(at).take(9).chain(words.iter().take(at).skip(at.saturating_sub(4)));
    let is_experience = near.clone().any(|word| {
        matches!(
            *word,
            "experience"
                | "experienced"
                | "erfahrung"
                | "berufserfahrung"
                | "background"
                | "professionally"
                | "working"
                | "building"
        )
    });
    // Of `3 to 5 years` the lower number is asked for.
    let from = at.saturating_sub(3);
    let numbers: Vec<u32> = words.get(from..at)?.iter().filter_map(|word| read_number(word)).collect();
    let years = numbers.into_iter().min().filter(|years| (1..=20).contains(years))?;
    is_experience.then(|| (FactKey::ExperienceMonths, (years * 12).to_string()))
}

fn read_number(word: &str) -> Option<u32> {
    word.trim_end_matches('+')
        .parse()
        .ok()
        .or_else(|| NUMBERS.iter().position(|name| *name == word).and_then(|number| u32::try_from(number).ok()))
}

/// A line that asks for a degree is the fact, as it stands.
pub(super) fn education(text: &str) -> Option<Fact> {
    let padded = padded(text);
    let asks = DEGREES.iter().any(|word| padded.contains(&format!(" {word} ")));
    let is_of_science =
        padded.contains(" degree ") || padded.contains(" in ") || padded.contains(" of ") || padded.contains(" or ");
    (asks && is_of_science && !padded.contains(" scrum master "))
        .then(|| (FactKey::EducationRequirements, text.trim_end_matches('.').to_owned()))
}

pub(super) fn openings(text: &str) -> Option<Fact> {
    let number = text.split_whitespace().find_map(read_number).filter(|number| (1..=500).contains(number))?;
    Some((FactKey::TotalJobOpenings, number.to_string()))
}

/// The first address that one can write to or open.
pub(super) fn address(text: &str) -> Option<Fact> {
    let bare = |word: &str| {
        word.trim_matches(|c: char| matches!(c, '(' | ')' | '<' | '>' | ',' | ';' | '.' | '"' | '“' | '”' | '[' | ']'))
            .to_owned()
    };
    let is_mail = |word: &String| {
        word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'))
    };
    let is_link =
        |word: &String| word.starts_with("https://") || word.starts_with("http://") || word.starts_with("www.");
    text.split_whitespace()
        .map(bare)
        .find(|word| is_mail(word) || is_link(word))
        .map(|word| (FactKey::HowToApply, word))
}

#[cfg(test)]
mod tests;
