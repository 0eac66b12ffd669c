//! Facts in the words of a posting: labelled (`Location: Berlin`), in the lines above the first section, or within a
//! sentence. Each keeps the words that it was read from, for the person who confirms it. The first find of a fact stays:
//! what stands higher, and with a label, says it best.

mod amounts;
mod days;
mod labels;
mod parts;
mod pay;
mod place;
mod title;
mod towns;
mod work;

use serde::{Deserialize, Serialize};

use self::labels::by_label;
use super::Block;
use crate::{
    input::one_paragraph,
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

/// Whether a text is nothing but what labels a fact; its value then stands below it.
pub(super) fn is_label(text: &str) -> bool {
    text.split_whitespace().count() <= 4 && by_label(text.trim_end_matches(':'), "x").is_some()
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
        let sentences = labelled_sentences(text);
        if sentences.len() > 1 {
            let mut is_consumed = true;
            for sentence in sentences {
                is_consumed &= self.read_one(sentence, is_preamble, section);
            }
            return is_consumed;
        }
        self.read_one(text, is_preamble, section)
    }

    fn read_one(&mut self, text: &str, is_preamble: bool, section: Option<SectionKind>) -> bool {
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
        if is_preamble || matches!(section, Some(SectionKind::Overview | SectionKind::Disclosures)) {
            let name = title::subject(text).map(|name| (FactKey::HiringOrganization, name));
            self.keep(name.into_iter().collect(), text);
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

    /// A bare `$` is the dollar of the country that the job is in.
    fn tell_dollars_apart(&mut self) {
        let is_country = |key| {
            matches!(key, FactKey::JobLocation(_, PlacePart::AddressCountry) | FactKey::ApplicantLocationRequirements)
        };
        let country = self.found.iter().find(|fact| is_country(fact.key)).map(|fact| fact.value.as_str());
        let Some((_, code)) = DOLLARS.iter().find(|(name, _)| Some(*name) == country) else { return };
        let is_bare = |fact: &&mut FoundFact| {
            fact.key == FactKey::BaseSalaryCurrency && fact.value == "USD" && !fact.quote.contains("US")
        };
        if let Some(fact) = self.found.iter_mut().find(is_bare) {
            (*code).clone_into(&mut fact.value);
        }
    }

    pub(super) fn finish(mut self) -> Vec<FoundFact> {
        self.tell_dollars_apart();
        self.found.sort_by_key(|fact| fact.key);
        self.found.dedup_by_key(|fact| fact.key);
        self.found
    }
}

/// Countries that call their money `$`, too.
const DOLLARS: [(&str, &str); 4] =
    [("Australia", "AUD"), ("Canada", "CAD"), ("New Zealand", "NZD"), ("Singapore", "SGD")];

fn is_pay(key: FactKey) -> bool {
    matches!(
        key,
        FactKey::BaseSalaryCurrency
            | FactKey::BaseSalaryMinValue
            | FactKey::BaseSalaryMaxValue
            | FactKey::BaseSalaryUnitText
    )
}

/// `Location: Bern. Salary: CHF 100'000.`: the sentences of a text in which more than one fact is labelled.
fn labelled_sentences(text: &str) -> Vec<&str> {
    let known = |piece: &str| labelled(piece).is_some_and(|(label, value)| by_label(label, value).is_some());
    let ends = text.match_indices(". ").map(|(end, _)| end + 1).filter(|end| known(text[*end..].trim_start()));
    let mut pieces = Vec::new();
    let mut start = 0;
    for end in ends {
        pieces.push(text[start..end].trim());
        start = end;
    }
    pieces.push(text[start..].trim());
    if known(pieces[0]) { pieces } else { vec![text] }
}

/// `Label: value`, with a label of few words. In `Entwickler:in` nothing is labelled.
fn labelled(text: &str) -> Option<(&str, &str)> {
    let (label, value) = text.split_once(':').filter(|(_, value)| !value.starts_with(char::is_lowercase))?;
    let value = value.trim().trim_start_matches("**").trim();
    let is_label = label.split_whitespace().count() <= 4 && !value.is_empty() && !value.starts_with("//");
    is_label.then_some((label.trim(), value))
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
