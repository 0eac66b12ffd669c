//! Filling: a template becomes the first content of a draft.

use super::{LineWords, Placeholder, Template, TemplateLine, Wording};
use crate::{
    document::{NewLine, NewSection, Parts},
    ids::ItemId,
    input::{FieldError, one_paragraph},
    posting::{FactKey, Facts, PlacePart, SectionKind, fingerprint},
};

/// Longest text for a placeholder, in characters.
pub const FILLED_MAX_CHARS: usize = 120;

/// What stands for each placeholder; what is empty stays open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filling {
    pub team: String,
    pub product: String,
    pub place: String,
}

/// The town of the first place of work.
const TOWN: FactKey = FactKey::JobLocation(0, PlacePart::AddressLocality);

impl Filling {
    /// What was typed, tidied.
    ///
    /// # Errors
    /// A sentence at each field that is too long.
    pub fn read(team: &str, product: &str, place: &str) -> Result<Self, Vec<FieldError>> {
        let filling = Self { team: one_paragraph(team), product: one_paragraph(product), place: one_paragraph(place) };
        let is_long = |placeholder: &&Placeholder| filling.of(**placeholder).chars().count() > FILLED_MAX_CHARS;
        let sentence = format!("Keep it under {FILLED_MAX_CHARS} characters.");
        let wrong = Placeholder::ALL.iter().filter(is_long);
        let wrong: Vec<_> = wrong.map(|placeholder| FieldError::new(placeholder.field(), &sentence)).collect();
        if wrong.is_empty() { Ok(filling) } else { Err(wrong) }
    }

    /// What a template knows of it by itself: the place, if its facts name one.
    #[must_use]
    pub fn preset_by(facts: &Facts) -> Self {
        let town = facts.get(TOWN);
        let place = if Placeholder::unfilled_in(town).is_some() { "" } else { town };
        Self { place: place.to_owned(), ..Self::default() }
    }

    #[must_use]
    pub fn of(&self, placeholder: Placeholder) -> &str {
        match placeholder {
            Placeholder::Team => &self.team,
            Placeholder::Product => &self.product,
            Placeholder::Place => &self.place,
        }
    }

    /// The text with every placeholder filled that something is known for. What is filled in is not looked at again.
    #[must_use]
    pub fn fill(&self, text: &str) -> String {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            filled.push_str(&rest[..open]);
            rest = &rest[open..];
            let known = Placeholder::at_start_of(rest).filter(|placeholder| !self.of(*placeholder).is_empty());
            let taken = if let Some(placeholder) = known {
                filled.push_str(self.of(placeholder));
                placeholder.token().len()
            } else {
                filled.push('{');
                1
            };
            rest = &rest[taken..];
        }
        filled.push_str(rest);
        filled
    }

    /// The facts, filled; the place is also the town where the job is, unless another one is preset.
    fn facts(&self, preset: &Facts) -> Facts {
        let mut facts = Facts::default();
        for (key, value) in preset.iter() {
            facts.set(key, &self.fill(value));
        }
        if !facts.has(TOWN) {
            facts.set(TOWN, &self.place);
        }
        facts
    }
}

impl Template {
    /// The content of a new draft, in the words that `current` answers for an item. Items that it does not know (out of use
    /// without a replacement meanwhile) and those that came already are left out.
    #[must_use]
    pub fn parts(&self, filling: &Filling, current: impl Fn(ItemId) -> Option<Wording>) -> Parts {
        let mut seen = Vec::new();
        let mut line = |line: &TemplateLine, kind: SectionKind| match &line.words {
            LineWords::Own(text) => Some(NewLine {
                text: filling.fill(text),
                source: None,
                requirement: kind.usual_requirement(),
                level: None,
            }),
            LineWords::Item(item) => {
                let wording = current(*item)?;
                if seen.contains(&wording.source.item) {
                    return None;
                }
                seen.push(wording.source.item);
                let source = Some((wording.source, fingerprint(&wording.body)));
                let requirement = wording.asked_for_in(kind);
                Some(NewLine { text: wording.body, source, requirement, level: wording.level })
            }
        };
        let sections = self.sections.iter().map(|section| NewSection {
            kind: section.kind,
            heading: filling.fill(&section.heading),
            locked: section.locked,
            lines: section.lines.iter().filter_map(|own| line(own, section.kind)).collect(),
        });
        Parts { sections: sections.collect(), facts: self.facts_filled(filling) }
    }

    fn facts_filled(&self, filling: &Filling) -> Facts {
        // Only a place that the template asks for is a fact: nobody was asked for another.
        let asked = if self.placeholders().contains(&Placeholder::Place) {
            filling.clone()
        } else {
            Filling { place: String::new(), ..filling.clone() }
        };
        asked.facts(&self.facts)
    }
}
