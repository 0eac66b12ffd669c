//! The shared library: responsibilities, skills and the other wordings that postings are made of.
//!
//! An item is a name with a history of versions. A version's `body` is the line exactly as a posting shows it. Items
//! are published, superseded by a newer version, or deprecated in favour of another item; no draft is ever rewritten
//! by that (a line keeps the version it started from).

pub mod bulk;
mod checked;
mod credit;
pub mod exchange;
pub mod fit;
mod form;
mod groups;
pub mod health;
mod index;
pub mod merge;
mod proposal;
mod refs;
pub mod search;
pub mod similar;
mod state;
mod sunset;
mod twins;

pub use checked::findings;
pub use credit::Credit;
pub use form::WordingForm;
pub use index::IndexItem;
pub use proposal::{AGREEING_TEAMS, Agreement, OwnWording, ProposalStatus, agreeing};
pub use refs::{REFS_MAX, read_sources, read_taxonomy, write_sources, write_taxonomy};
pub use state::ItemState;
pub use sunset::{SunsetError, read_sunset};
pub use twins::{Twins, twins};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::posting::{Level, Requirement, SectionKind, Seniority, words};

words! {
    /// What an item is.
    ItemKind {
        Responsibility = "responsibility", "Responsibility";
        Skill = "skill", "Skill";
        Qualification = "qualification", "Qualification";
        Advantage = "advantage", "Advantage";
        Application = "application", "Application";
        Collaborator = "collaborator", "Collaborator";
        Learning = "learning", "Learning";
        CareerPath = "career_path", "Career path";
        Benefit = "benefit", "Benefit";
        Disclosure = "disclosure", "Disclosure";
        SectionText = "section_text", "Section text";
    }
}

impl ItemKind {
    /// The section that a line of this kind usually goes to. Section texts name their section in their group.
    #[must_use]
    pub fn usual_section(self, group: &str, requirement: Requirement) -> SectionKind {
        match self {
            Self::Responsibility => SectionKind::Responsibilities,
            Self::Skill if requirement == Requirement::Preferred => SectionKind::PreferredSkills,
            Self::Skill => SectionKind::RequiredSkills,
            Self::Qualification => SectionKind::Qualifications,
            Self::Advantage => SectionKind::Advantages,
            Self::Application => SectionKind::Applications,
            Self::Collaborator => SectionKind::Collaboration,
            Self::Learning | Self::CareerPath => SectionKind::Learning,
            Self::Benefit => SectionKind::Benefits,
            Self::Disclosure => SectionKind::Disclosures,
            Self::SectionText => group.parse().unwrap_or(SectionKind::Overview),
        }
    }
}

words! {
    /// Where an item stands. Editing a published item makes a draft version beside the published one. In place of a merged
    /// item another one stands.
    ItemStatus {
        Draft = "draft", "Draft";
        Proposed = "proposed", "Proposed";
        Published = "published", "Published";
        Deprecated = "deprecated", "Deprecated";
        Archived = "archived", "Archived";
        Merged = "merged", "Merged";
    }
}

words! {
    /// What a new version changes.
    ChangeClass {
        Editorial = "editorial", "Editorial: same meaning, better words";
        Meaning = "meaning", "Meaning: readers will understand something else";
    }
}

/// An identifier of the same idea in a public taxonomy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaxonomyRef {
    /// `onet`, `esco`, `sfia` or an own scheme.
    pub scheme: String,
    pub id: String,
    pub uri: String,
}

/// Where in a seed article an item is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceRef {
    pub seed: String,
    pub section: String,
}

/// What one version of an item says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    pub name: String,
    /// The line as a posting shows it.
    pub body: String,
    /// Advice to the writer, never shown in a posting.
    pub guidance: String,
    pub synonyms: Vec<String>,
    pub tags: Vec<String>,
    /// Empty for any seniority.
    pub seniority: Vec<Seniority>,
    pub default_requirement: Requirement,
    pub default_level: Option<Level>,
    pub taxonomy_refs: Vec<TaxonomyRef>,
    pub source_refs: Vec<SourceRef>,
}

/// Addresses beside the items', which no item may have: those of the form for a new one and of proposals.
pub const RESERVED_SLUGS: [&str; 2] = ["new", "proposals"];

/// Longest accepted name of an item, in characters.
pub const NAME_MAX_CHARS: usize = 120;
/// Longest accepted body of an item, in characters.
pub const BODY_MAX_CHARS: usize = 1_200;
/// Longest accepted guidance, reason or similar remark, in characters.
pub const REMARK_MAX_CHARS: usize = 1_000;
/// Most synonyms of an item.
pub const SYNONYMS_MAX: usize = 30;
/// Most tags of an item.
pub const TAGS_MAX: usize = 12;
/// Longest synonym or tag, in characters.
pub const LABEL_MAX_CHARS: usize = 60;

/// Why a wording can't be saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum WordingError {
    #[error("Give the item a name.")]
    NameMissing,
    #[error("Keep the name under {NAME_MAX_CHARS} characters.")]
    NameTooLong,
    #[error("Write the line as a posting should show it.")]
    BodyMissing,
    #[error("Keep the line under {BODY_MAX_CHARS} characters.")]
    BodyTooLong,
    #[error("Keep the guidance under {REMARK_MAX_CHARS} characters.")]
    GuidanceTooLong,
    #[error("Keep it to {SYNONYMS_MAX} synonyms of at most {LABEL_MAX_CHARS} characters each.")]
    SynonymsTooLong,
    #[error("Keep it to {TAGS_MAX} tags of at most {LABEL_MAX_CHARS} characters each.")]
    TagsTooLong,
}

impl WordingError {
    /// The form's name of the field that is wrong.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::NameMissing | Self::NameTooLong => "name",
            Self::BodyMissing | Self::BodyTooLong => "body",
            Self::GuidanceTooLong => "guidance",
            Self::SynonymsTooLong => "synonyms",
            Self::TagsTooLong => "tags",
        }
    }
}

impl Wording {
    /// Everything that is wrong with the wording.
    #[must_use]
    pub fn errors(&self) -> Vec<WordingError> {
        let length = |text: &str| text.chars().count();
        let too_long = |labels: &[String], most: usize| {
            labels.len() > most || labels.iter().any(|label| length(label) > LABEL_MAX_CHARS)
        };
        let checks = [
            (self.name.trim().is_empty(), WordingError::NameMissing),
            (length(&self.name) > NAME_MAX_CHARS, WordingError::NameTooLong),
            (self.body.trim().is_empty(), WordingError::BodyMissing),
            (length(&self.body) > BODY_MAX_CHARS, WordingError::BodyTooLong),
            (length(&self.guidance) > REMARK_MAX_CHARS, WordingError::GuidanceTooLong),
            (too_long(&self.synonyms, SYNONYMS_MAX), WordingError::SynonymsTooLong),
            (too_long(&self.tags, TAGS_MAX), WordingError::TagsTooLong),
        ];
        checks.into_iter().filter_map(|(wrong, error)| wrong.then_some(error)).collect()
    }

    /// Digest of everything the version says (hex SHA-256): equal versions are no new version.
    #[must_use]
    pub fn content_hash(&self) -> String {
        let json = serde_json::to_string(self).unwrap_or_default();
        format!("{:x}", Sha256::digest(json))
    }
}

/// A short address for a name: lower case, hyphens, ASCII (`CI/CD` → `ci-cd`). Empty when nothing is left.
#[must_use]
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('-') && !slug.is_empty() && slug.len() < 60 {
            slug.push('-');
        }
    }
    slug.truncate(60);
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn slugs_are_plain_and_bounded() {
        let long = "x".repeat(200);
        for (name, expected) in [
            ("CI/CD", "ci-cd"),
            ("  Node.js  ", "node-js"),
            ("–", ""),
            ("UI/UX designers", "ui-ux-designers"),
            (&long, &long[..60]),
        ] {
            assert_eq!(slug(name), expected, "{name:?}");
        }
    }
}
