//! Facts in the words of a posting: labelled (`Location: Berlin`), in the lines above the first section, or within a
//! sentence. Each keeps the words that it was read from, for the person who confirms it. The first find of a fact stays:
//! what stands higher, and with a label, says it best.

mod days;
mod parts;
mod pay;
mod place;
mod title;
mod work;

use serde::{Deserialize, Serialize};

use super::Block;
use crate::{
    input::one_paragraph,
    library::search::folded_text,
    posting::{FactKey, PlacePart, SectionKind},
};

/// A fact that was found, to be confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundFact {
    pub key: FactKey,
    pub value: String,
    /// The words that it was read from.
    pub quote: String,
}

/// A fact and its value.
type Fact = (FactKey, String);

/// The block that says the title, if one does.
pub(super) fn title_place(blocks: &[Block]) -> Option<usize> {
    title::place(blocks)
}

/// Whether a block reads as a title.
pub(super) fn is_title(block: &Block) -> bool {
    title::is_title(block)
}

/// The facts found so far.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    found: Vec<FoundFact>,
}

impl Gathered {
    pub(super) fn title(&mut self, text: &str) {
        let words = labelled(text).map_or(text, |(_, value)| value);
        self.keep(title::facts(words), text);
    }

    /// `About Northwind` names the employer.
    pub(super) fn heading(&mut self, text: &str) {
        if let Some(name) = title::employer(text) {
            self.keep(vec![(FactKey::HiringOrganization, name)], text);
        }
    }

    /// Reads a bullet or a paragraph. Whether it says nothing but facts, so that it is no line of the posting.
    pub(super) fn read(&mut self, text: &str, is_preamble: bool, section: Option<SectionKind>) -> bool {
        if let Some((label, value)) = labelled(text)
            && let Some(facts) = by_label(label, value)
        {
            let says_something = !facts.is_empty();
            self.keep(facts, text);
            if is_preamble && says_something {
                return true;
            }
        }
        if is_preamble && let Some(facts) = parts::facts(text) {
            self.keep(facts, text);
            return true;
        }
        self.keep(in_sentence(text, section), text);
        false
    }

    /// Reads a paragraph among the lines of a section. Whether it says what is paid and nothing else.
    pub(super) fn pay_alone(&mut self, text: &str) -> bool {
        let value = labelled(text).map_or(text, |(_, value)| value);
        let found = pay::alone(value);
        let is_alone = found.is_some();
        self.keep(found.unwrap_or_default(), text);
        is_alone
    }

    fn keep(&mut self, facts: Vec<Fact>, quote: &str) {
        // A range is one fact in four: half of one and half of another would be a third one.
        let knows = |key: FactKey, found: &[FoundFact]| match key {
            FactKey::JobLocation(place, _) => {
                found.iter().any(|fact| matches!(fact.key, FactKey::JobLocation(other, _) if other == place))
            }
            key if is_pay(key) => found.iter().any(|fact| is_pay(fact.key)),
            key => found.iter().any(|fact| fact.key == key),
        };
        let fresh: Vec<FoundFact> = facts
            .into_iter()
            .filter(|(key, value)| {
                !value.is_empty() && value.chars().count() <= key.max_chars() && !knows(*key, &self.found)
            })
            .map(|(key, value)| FoundFact { key, value, quote: quote.chars().take(300).collect() })
            .collect();
        self.found.extend(fresh);
    }

    pub(super) fn finish(mut self) -> Vec<FoundFact> {
        self.found.sort_by_key(|fact| fact.key);
        self.found.dedup_by_key(|fact| fact.key);
        self.found
    }
}

fn is_pay(key: FactKey) -> bool {
    matches!(
        key,
        FactKey::BaseSalaryCurrency
            | FactKey::BaseSalaryMinValue
            | FactKey::BaseSalaryMaxValue
            | FactKey::BaseSalaryUnitText
    )
}

/// `Label: value`, with a label of few words. In `Entwickler:in` nothing is labelled.
fn labelled(text: &str) -> Option<(&str, &str)> {
    let (label, value) = text.split_once(':').filter(|(_, value)| !value.starts_with(char::is_lowercase))?;
    let value = value.trim().trim_start_matches("**").trim();
    let is_label = label.split_whitespace().count() <= 4 && !value.is_empty() && !value.starts_with("//");
    is_label.then_some((label.trim(), value))
}

/// The facts under a label; none when the label is no known one.
fn by_label(label: &str, value: &str) -> Option<Vec<Fact>> {
    let one = |key: FactKey| Some(vec![(key, without_end(value))]);
    match folded_text(label).as_str() {
        "job title" | "title" | "position" | "role" | "position title" | "post" | "stelle" => Some(title::facts(value)),
        "location" | "locations" | "place" | "place of work" | "office" | "office location" | "work location"
        | "where" | "standort" | "city" | "based in" | "job location" | "ort" | "arbeitsort" | "dienstort"
        | "einsatzort" => {
            let mut facts = place::in_list(value);
            facts.extend(work::place(value));
            facts.extend(work::applicants(value));
            Some(facts)
        }
        "remote" | "work model" | "workplace" | "workplace type" | "working model" | "work place"
        | "work arrangement" | "remote work" | "work mode" => {
            Some(work::place_answer(label, value).into_iter().chain(work::applicants(value)).collect())
        }
        "salary" | "pay" | "compensation" | "pay range" | "salary range" | "base salary" | "rate" | "hourly rate"
        | "day rate" | "wage" | "remuneration" | "gehalt" | "base pay" | "compensation range" | "annual salary" => {
            let mut facts = pay::find(value, true).unwrap_or_default();
            facts.extend(pay::bonus(value));
            Some(facts)
        }
        "bonus" | "variable pay" => one(FactKey::IncentiveCompensation),
        "employment type" | "job type" | "contract" | "contract type" | "type" | "employment"
        | "type of employment" | "schedule" | "engagement" | "art" | "anstellung" | "anstellungsart" | "umfang" => {
            let mut facts: Vec<Fact> = work::employment(value).into_iter().collect();
            facts.extend(work::hours(value));
            Some(facts)
        }
        "hours" | "working hours" | "work hours" | "working time" | "weekly hours" => one(FactKey::WorkHours),
        "level" | "seniority" | "experience level" | "seniority level" => {
            Some(title::seniority(value).into_iter().collect())
        }
        "company"
        | "employer"
        | "hiring organization"
        | "hiring organisation"
        | "organisation"
        | "organization"
        | "firma"
        | "unternehmen"
        | "arbeitgeber" => one(FactKey::HiringOrganization),
        "reference" | "ref" | "job id" | "reference number" | "req id" | "requisition" | "requisition id"
        | "job reference" | "ref no" | "vacancy id" | "id" | "job number" => one(FactKey::Identifier),
        "start" | "start date" | "starting" | "starting date" | "start of work" | "available from" | "ab"
        | "beginn" | "eintritt" | "startdatum" => one(FactKey::JobStartDate),
        "deadline"
        | "apply by"
        | "closing date"
        | "apply before"
        | "application deadline"
        | "applications close"
        | "open until"
        | "closes"
        | "valid through"
        | "closes on" => Some(days::find(value).map(|day| (FactKey::ValidThrough, day)).into_iter().collect()),
        "industry" | "sector" => one(FactKey::Industry),
        "openings" | "positions" | "number of openings" | "vacancies" | "open positions" => {
            Some(work::openings(value).into_iter().collect())
        }
        "education" | "degree" => one(FactKey::EducationRequirements),
        "experience" | "years of experience" => {
            Some(work::experience(&format!("{value} experience")).into_iter().collect())
        }
        "apply" | "contact" | "apply at" | "how to apply" | "to apply" | "apply to" => {
            Some(work::address(value).into_iter().collect())
        }
        // `Base pay range`, `Grade and pay`
        other if other.split(' ').any(|word| matches!(word, "pay" | "salary" | "compensation" | "gehalt")) => {
            pay::find(value, true)
        }
        _ => None,
    }
}

/// What a sentence says on its way.
fn in_sentence(text: &str, section: Option<SectionKind>) -> Vec<Fact> {
    let mut facts = pay::find(text, section == Some(SectionKind::Compensation)).unwrap_or_default();
    facts.extend(place::in_sentence(text));
    facts.extend(work::place_in_sentence(text));
    facts.extend(work::employment_in_sentence(text));
    facts.extend(work::hours(text));
    facts.extend(work::experience(text));
    if matches!(section, Some(SectionKind::Qualifications | SectionKind::RequiredSkills)) {
        facts.extend(work::education(text));
    }
    if section == Some(SectionKind::HowToApply) {
        facts.extend(work::address(text));
    }
    facts.extend(days::closing(text).map(|day| (FactKey::ValidThrough, day)));
    facts
}

/// A value without the sign that ends its line.
fn without_end(value: &str) -> String {
    one_paragraph(value).trim_end_matches(['.', ';', ',']).to_owned()
}

/// The parts of the n-th place.
fn place_facts(place: u8, town: &str, region: &str, country: &str) -> Vec<Fact> {
    let part = |part, value: &str| (FactKey::JobLocation(place, part), value.to_owned());
    let parts = [
        part(PlacePart::AddressLocality, town),
        part(PlacePart::AddressRegion, region),
        part(PlacePart::AddressCountry, country),
    ];
    parts.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}
