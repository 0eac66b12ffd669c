//! Templates: what drafts start with.
//!
//! A template is sections of lines, and facts that it presets. A line either *names* a library item, so that a new draft
//! takes what the library says then, or has own words, in which [`Placeholder`]s stand for what only the person knows
//! who starts the draft. A section can be locked: nobody rewords it in the drafts that come from it.
//!
//! Curators change one working copy by [`TemplateEdit`]s; publishing freezes it as a numbered version, and only versions
//! start drafts. Here is what a template says and what can be done to it; where it stands is kept by the server.

mod edit;
mod filling;
mod placeholder;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;
use time::Date;

pub use edit::{LINE_MAX_CHARS, TemplateEdit, TemplateError};
pub use filling::{FILLED_MAX_CHARS, Filling};
pub use placeholder::{Placeholder, unknown_placeholder};

use crate::{
    checks::{self, Anchor, Finding, Rule},
    ids::{ItemId, LineId, SectionId},
    posting::{Facts, ItemRef, Line, Origin, Requirement, Section, SectionKind, Snapshot, words},
};

words! {
    /// Where a template stands. Editing a published one changes its working copy, which lies ahead until it is published.
    TemplateStatus {
        Draft = "draft", "Draft";
        Published = "published", "Published";
        Archived = "archived", "Archived";
    }
}

/// Everything that a template says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    pub name: String,
    /// For which postings it is meant; only those who choose a template read it.
    pub description: String,
    /// What drafts from it have filled in already.
    pub facts: Facts,
    pub sections: Vec<TemplateSection>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateSection {
    pub id: SectionId,
    pub kind: SectionKind,
    pub heading: String,
    /// Whether drafts have to keep it as it is.
    pub locked: bool,
    pub lines: Vec<TemplateLine>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateLine {
    pub id: LineId,
    pub words: LineWords,
}

/// What a line will say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineWords {
    /// What the item says on the day on which a draft is made.
    Item(ItemId),
    /// These words, with placeholders.
    Own(String),
}

/// What the library says of an item that a template names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    pub source: ItemRef,
    pub body: String,
    pub requirement: Requirement,
    pub level: Option<crate::posting::Level>,
}

impl Wording {
    /// How much a line of it is asked for: what a section of skills asks for outweighs what the item usually is.
    #[must_use]
    pub const fn asked_for_in(&self, kind: SectionKind) -> Requirement {
        match kind {
            SectionKind::RequiredSkills => Requirement::Required,
            SectionKind::PreferredSkills => Requirement::Preferred,
            _ => self.requirement,
        }
    }
}

/// Longest name of a template, in characters.
pub const TEMPLATE_NAME_MAX_CHARS: usize = 120;

/// Addresses beside the templates', which no template may have.
pub const RESERVED_TEMPLATE_SLUGS: [&str; 1] = ["new"];

/// Why a template can't be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Unpublishable {
    #[error("A template without a section starts nothing. Add one first.")]
    NoSection,
    #[error("A template without a line starts nothing. Add one first.")]
    NoLine,
}

impl Template {
    /// The template as a reader sees it, placeholders and all. Items that `current` does not know have no words.
    #[must_use]
    pub fn snapshot(&self, current: impl Fn(ItemId) -> Option<Wording>) -> Snapshot {
        let line = |kind: SectionKind, line: &TemplateLine| match &line.words {
            LineWords::Own(text) => Line {
                id: line.id.clone(),
                text: text.clone(),
                origin: Origin::Custom,
                requirement: kind.usual_requirement(),
                level: None,
            },
            LineWords::Item(item) => {
                let wording = current(*item);
                let unknown = || Origin::Library { source: ItemRef { item: *item, version: 0 } };
                Line {
                    id: line.id.clone(),
                    origin: wording.as_ref().map_or_else(unknown, |wording| Origin::Library { source: wording.source }),
                    requirement: wording.as_ref().map_or(Requirement::Plain, |wording| wording.asked_for_in(kind)),
                    level: wording.as_ref().and_then(|wording| wording.level),
                    text: wording.map_or_else(String::new, |wording| wording.body),
                }
            }
        };
        let sections = self.sections.iter().map(|section| Section {
            id: section.id.clone(),
            kind: section.kind,
            heading: section.heading.clone(),
            locked: section.locked,
            lines: section.lines.iter().map(|own| line(section.kind, own)).collect(),
        });
        Snapshot { facts: self.facts.clone(), sections: sections.collect() }
    }

    /// The items that it names, each as often as it does.
    pub fn items(&self) -> impl Iterator<Item = ItemId> {
        self.lines().filter_map(|line| if let LineWords::Item(item) = line.words { Some(item) } else { None })
    }

    /// The placeholders that it uses, each once, in the order in which a form asks for them.
    #[must_use]
    pub fn placeholders(&self) -> Vec<Placeholder> {
        let is_used = |placeholder: &Placeholder| self.texts().any(|text| text.contains(placeholder.token()));
        Placeholder::ALL.iter().copied().filter(is_used).collect()
    }

    /// Those that stand in locked sections: nobody could fill them in later.
    #[must_use]
    pub fn locked_placeholders(&self) -> Vec<Placeholder> {
        let locked = self.sections.iter().filter(|section| section.locked);
        let texts: Vec<&str> = locked.flat_map(TemplateSection::texts).collect();
        let is_used = |placeholder: &Placeholder| texts.iter().any(|text| text.contains(placeholder.token()));
        Placeholder::ALL.iter().copied().filter(is_used).collect()
    }

    /// What the checks of postings say of its lines.
    #[must_use]
    pub fn findings(&self, current: impl Fn(ItemId) -> Option<Wording>, today: Date) -> Vec<Finding> {
        let is_of_a_line = |finding: &Finding| matches!(finding.anchor, Anchor::Line(_));
        let of_wording = |finding: &Finding| !matches!(finding.rule, Rule::Placeholder | Rule::LineEmpty);
        let found = checks::run(&self.snapshot(current), today).into_iter();
        found.filter(|finding| is_of_a_line(finding) && of_wording(finding)).collect()
    }

    /// # Errors
    /// [`Unpublishable`] for a template that would start an empty draft.
    pub fn demand_publishable(&self) -> Result<(), Unpublishable> {
        if self.sections.is_empty() {
            return Err(Unpublishable::NoSection);
        }
        if self.lines().next().is_none() { Err(Unpublishable::NoLine) } else { Ok(()) }
    }

    /// Digest of everything that it says, without the ids of its parts (hex SHA-256): equal templates are no new version.
    #[must_use]
    pub fn content_hash(&self) -> String {
        let lines = |section: &TemplateSection| section.lines.iter().map(|line| line.words.clone()).collect::<Vec<_>>();
        let sections: Vec<_> = self
            .sections
            .iter()
            .map(|section| (section.kind, section.heading.clone(), section.locked, lines(section)))
            .collect();
        let said = serde_json::to_string(&(&self.name, &self.description, &self.facts, sections)).unwrap_or_default();
        format!("{:x}", Sha256::digest(said))
    }

    fn lines(&self) -> impl Iterator<Item = &TemplateLine> {
        self.sections.iter().flat_map(|section| &section.lines)
    }

    /// Every text in which a placeholder can stand.
    fn texts(&self) -> impl Iterator<Item = &str> {
        let facts = self.facts.iter().map(|(_, value)| value);
        facts.chain(self.sections.iter().flat_map(TemplateSection::texts))
    }
}

impl TemplateSection {
    fn texts(&self) -> impl Iterator<Item = &str> {
        let own = self.lines.iter().filter_map(|line| match &line.words {
            LineWords::Own(text) => Some(text.as_str()),
            LineWords::Item(_) => None,
        });
        std::iter::once(self.heading.as_str()).chain(own)
    }
}

#[cfg(test)]
mod tests;
