//! The standard templates: seniority × stack × industry, from `seed/templates.toml`. Each combination becomes a template like
//! all others, in version 1; from then on it belongs to the curators.

use std::collections::HashSet;

use domain::{
    ids::{ItemId, LineId, SectionId},
    posting::{FactKey, Facts, SectionKind, Seniority},
    templates::{LineWords, Template, TemplateLine, TemplateSection},
};
use serde::Deserialize;

use super::{SeedError, items::SeedLibrary};

/// One of each list of [`TemplateChoices`], by key.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateChoice {
    pub seniority: String,
    pub stack: String,
    pub industry: String,
}

/// What a template can be chosen by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateChoices {
    pub seniorities: Vec<TemplateOption>,
    pub stacks: Vec<TemplateOption>,
    pub industries: Vec<TemplateOption>,
    /// What is chosen until somebody chooses.
    pub usual: TemplateChoice,
}

impl TemplateChoices {
    /// What of `asked` is listed, and the usual for the rest: somebody comes by an address that has some or none of it.
    #[must_use]
    pub fn nearest(&self, asked: TemplateChoice) -> TemplateChoice {
        let listed = |options: &[TemplateOption], asked: String, usual: &str| {
            if options.iter().any(|option| option.key == asked) { asked } else { usual.to_owned() }
        };
        TemplateChoice {
            seniority: listed(&self.seniorities, asked.seniority, &self.usual.seniority),
            stack: listed(&self.stacks, asked.stack, &self.usual.stack),
            industry: listed(&self.industries, asked.industry, &self.usual.industry),
        }
    }
}

/// One choice: the key for forms, the name for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateOption {
    pub key: String,
    pub name: String,
}

/// All templates, checked against the seed library.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateBook {
    usual: TemplateChoice,
    section: Vec<SectionEntry>,
    seniority: Vec<SeniorityEntry>,
    stack: Vec<StackEntry>,
    industry: Vec<IndustryEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionEntry {
    kind: SectionKind,
    heading: String,
    items: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SeniorityEntry {
    key: Seniority,
    name: String,
    title: String,
    experience_months: u32,
    add: Vec<Addition>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StackEntry {
    key: String,
    name: String,
    title: String,
    add: Vec<Addition>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct IndustryEntry {
    key: String,
    name: String,
    occupational_category: String,
    add: Vec<Addition>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Addition {
    section: SectionKind,
    items: Vec<String>,
}

/// The three entries that a choice stands for.
struct Chosen<'a> {
    seniority: &'a SeniorityEntry,
    stack: &'a StackEntry,
    industry: &'a IndustryEntry,
}

impl TemplateBook {
    /// # Errors
    /// [`SeedError`] when the file can't be read, names an item that is not in the seed library, adds to a section
    /// that no template has, calls something usual that is not there, or a combination names an item twice or one that is meant for other seniorities.
    pub fn read(toml: &str, library: &SeedLibrary) -> Result<Self, SeedError> {
        let broken = |problem: String| SeedError { file: "templates.toml", problem };
        let book: Self = toml::from_str(toml).map_err(|error| broken(error.to_string()))?;
        if let Err(field) = book.chosen(&book.usual) {
            return Err(broken(format!("the usual {field} is none of those that follow")));
        }
        for choice in book.every_choice() {
            if let Some(problem) = book.problem(&choice, library) {
                return Err(broken(problem));
            }
        }
        Ok(book)
    }

    pub fn choices(&self) -> TemplateChoices {
        let option = |key: &str, name: &str| TemplateOption { key: key.to_owned(), name: name.to_owned() };
        TemplateChoices {
            seniorities: self.seniority.iter().map(|entry| option(entry.key.word(), &entry.name)).collect(),
            stacks: self.stack.iter().map(|entry| option(&entry.key, &entry.name)).collect(),
            industries: self.industry.iter().map(|entry| option(&entry.key, &entry.name)).collect(),
            usual: self.usual.clone(),
        }
    }

    /// The address of the template that a choice stands for. None when the choice names an unknown key; the name of that
    /// form field is the error.
    pub fn slug(&self, choice: &TemplateChoice) -> Result<String, &'static str> {
        Ok(self.chosen(choice)?.slug())
    }

    /// Whether a template of this address is one of these.
    pub fn has(&self, slug: &str) -> bool {
        self.every_choice().any(|chosen| chosen.slug() == slug)
    }

    /// The address of each.
    pub fn slugs(&self) -> HashSet<String> {
        self.every_choice().map(|chosen| chosen.slug()).collect()
    }

    /// Every template with its address; `item` finds the item of a slug.
    pub fn all(&self, item: impl Fn(&str) -> Option<ItemId>) -> Vec<(String, Template)> {
        self.every_choice().map(|chosen| (chosen.slug(), self.template(&chosen, &item))).collect()
    }

    fn template(&self, chosen: &Chosen<'_>, item: impl Fn(&str) -> Option<ItemId>) -> Template {
        // The ids of parts tell them apart within one template, so counting is enough.
        let mut ids = 1_u64..;
        let mut next = || ids.next().unwrap_or_default();
        let sections = self.section.iter().map(|section| {
            let items = chosen.items(section).filter_map(&item);
            TemplateSection {
                id: SectionId::from_random(next()),
                kind: section.kind,
                heading: section.heading.clone(),
                locked: false,
                lines: items
                    .map(|item| TemplateLine { id: LineId::from_random(next()), words: LineWords::Item(item) })
                    .collect(),
            }
        });
        Template {
            name: format!("{}, {}", chosen.title(), chosen.industry.name),
            description: format!(
                "Seniority: {}. Stack: {}. Industry: {}.",
                chosen.seniority.name, chosen.stack.name, chosen.industry.name
            ),
            sections: sections.collect(),
            facts: chosen.facts(),
        }
    }

    fn chosen(&self, choice: &TemplateChoice) -> Result<Chosen<'_>, &'static str> {
        Ok(Chosen {
            seniority: self.seniority.iter().find(|entry| entry.key.word() == choice.seniority).ok_or("seniority")?,
            stack: self.stack.iter().find(|entry| entry.key == choice.stack).ok_or("stack")?,
            industry: self.industry.iter().find(|entry| entry.key == choice.industry).ok_or("industry")?,
        })
    }

    fn every_choice(&self) -> impl Iterator<Item = Chosen<'_>> {
        self.seniority.iter().flat_map(move |seniority| {
            self.stack
                .iter()
                .flat_map(move |stack| self.industry.iter().map(move |industry| Chosen { seniority, stack, industry }))
        })
    }

    fn problem(&self, chosen: &Chosen<'_>, library: &SeedLibrary) -> Option<String> {
        let at = format!("{} × {} × {}", chosen.seniority.key, chosen.stack.key, chosen.industry.key);
        let has_section = |kind| self.section.iter().any(|section| section.kind == kind);
        if let Some(lost) = chosen.additions().find(|addition| !has_section(addition.section)) {
            return Some(format!("{at} adds to the section {}, which no template has", lost.section));
        }
        let mut seen = HashSet::new();
        for slug in self.section.iter().flat_map(|section| chosen.items(section)) {
            let Some(item) = library.find(slug) else {
                return Some(format!("{at} names {slug:?}, which is not in library.toml"));
            };
            if !seen.insert(slug) {
                return Some(format!("{at} names {slug:?} twice"));
            }
            let meant_for = &item.wording.seniority;
            if !meant_for.is_empty() && !meant_for.contains(&chosen.seniority.key) {
                return Some(format!("{at} names {slug:?}, which is not meant for this seniority"));
            }
        }
        None
    }
}

impl<'a> Chosen<'a> {
    fn additions(&self) -> impl Iterator<Item = &'a Addition> {
        self.stack.add.iter().chain(&self.seniority.add).chain(&self.industry.add)
    }

    fn items(&self, section: &'a SectionEntry) -> impl Iterator<Item = &'a str> {
        let added = self.additions().filter(|addition| addition.section == section.kind);
        section.items.iter().chain(added.flat_map(|addition| &addition.items)).map(String::as_str)
    }

    fn slug(&self) -> String {
        format!("{}-{}-{}", self.seniority.key.word(), self.stack.key, self.industry.key)
    }

    fn title(&self) -> String {
        let title = self.seniority.title.replace("{stack}", &self.stack.title);
        title.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn facts(&self) -> Facts {
        let mut facts = Facts::default();
        facts.set(FactKey::Title, &self.title());
        facts.set(FactKey::Seniority, self.seniority.key.word());
        facts.set(FactKey::Industry, &self.industry.name);
        facts.set(FactKey::OccupationalCategory, &self.industry.occupational_category);
        facts.set(FactKey::ExperienceMonths, &self.seniority.experience_months.to_string());
        facts
    }
}
