//! Sections and lines: the document part of a posting.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

use super::{Facts, Scope};
use crate::ids::{ItemId, LineId, SectionId};

/// A word that is not one of the wanted list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("that is not one of the choices")]
pub struct Unknown;

/// An enum whose variants have one stable word (in code, JSON, SQL and forms) and one label for people.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name { $(#[serde(rename = $word)] $variant,)+ }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Every (word, label), for a form.
            pub const CHOICES: &[(&str, &str)] = &[$(($word, $label)),+];

            /// The stable word in code, JSON, SQL and forms.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// What a person reads.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.word())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::posting::Unknown;

            fn from_str(text: &str) -> Result<Self, $crate::posting::Unknown> {
                Self::ALL.iter().copied().find(|choice| choice.word() == text).ok_or($crate::posting::Unknown)
            }
        }
    };
}
pub(crate) use words;

words! {
    /// What a section is for; its order here is the order in a new posting.
    SectionKind {
        Overview = "overview", "About the role";
        Responsibilities = "responsibilities", "What you will do";
        RequiredSkills = "required_skills", "What you bring";
        PreferredSkills = "preferred_skills", "Nice to have";
        Qualifications = "qualifications", "Qualifications";
        Collaboration = "collaboration", "Who you work with";
        Applications = "applications", "What you build";
        Advantages = "advantages", "Why this role";
        Learning = "learning", "Learning and growth";
        Compensation = "compensation", "Pay";
        Benefits = "benefits", "Benefits";
        HowToApply = "how_to_apply", "How to apply";
        Disclosures = "disclosures", "Good to know";
        Conclusion = "conclusion", "In short";
    }
}

impl SectionKind {
    /// The scope that a decision on this section belongs to.
    #[must_use]
    pub const fn scope(self) -> Scope {
        match self {
            Self::Responsibilities => Scope::Duties,
            Self::RequiredSkills | Self::PreferredSkills | Self::Qualifications => Scope::Requirements,
            Self::Compensation | Self::Benefits => Scope::Pay,
            Self::Disclosures => Scope::Legal,
            Self::Overview
            | Self::Collaboration
            | Self::Applications
            | Self::Advantages
            | Self::Learning
            | Self::HowToApply
            | Self::Conclusion => Scope::Narrative,
        }
    }

    /// How much a line of one's own in such a section is usually asked for.
    #[must_use]
    pub const fn usual_requirement(self) -> Requirement {
        match self {
            Self::RequiredSkills => Requirement::Required,
            Self::PreferredSkills => Requirement::Preferred,
            _ => Requirement::Plain,
        }
    }

    /// Running text (paragraphs) rather than a list of bullets.
    #[must_use]
    pub const fn is_prose(self) -> bool {
        matches!(self, Self::Overview | Self::Conclusion | Self::Disclosures | Self::HowToApply | Self::Compensation)
    }
}

words! {
    /// How much a line is asked for.
    Requirement {
        Plain = "plain", "Plain";
        Required = "required", "Required";
        Preferred = "preferred", "Preferred";
    }
}

words! {
    /// How well a skill must be known.
    Level {
        Basic = "basic", "Basic";
        Working = "working", "Working";
        Advanced = "advanced", "Advanced";
        Expert = "expert", "Expert";
    }
}

/// The library item, and the version of it, that a line came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ItemRef {
    pub item: ItemId,
    /// The version number whose wording the line started from.
    pub version: u32,
}

impl fmt::Display for ItemRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.item, self.version)
    }
}

impl FromStr for ItemRef {
    type Err = Unknown;

    fn from_str(text: &str) -> Result<Self, Unknown> {
        let (item, version) = text.split_once('@').ok_or(Unknown)?;
        Ok(Self { item: item.parse().map_err(|_| Unknown)?, version: version.parse().map_err(|_| Unknown)? })
    }
}

/// Where the words of a line come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Origin {
    /// Exactly the library's wording.
    Library { source: ItemRef },
    /// Started from the library, worded differently here.
    Override { source: ItemRef },
    /// Written here.
    Custom,
}

impl Origin {
    /// The stable word, for pages.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Library { .. } => "library",
            Self::Override { .. } => "override",
            Self::Custom => "custom",
        }
    }

    /// The library item behind the line, if there is one.
    #[must_use]
    pub const fn source(&self) -> Option<ItemRef> {
        match self {
            Self::Library { source } | Self::Override { source } => Some(*source),
            Self::Custom => None,
        }
    }

    #[must_use]
    pub const fn is_override(&self) -> bool {
        matches!(self, Self::Override { .. })
    }
}

/// One bullet or paragraph of a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub id: LineId,
    pub text: String,
    pub origin: Origin,
    pub requirement: Requirement,
    pub level: Option<Level>,
}

/// One part of a posting, in order, with its lines in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    pub id: SectionId,
    pub kind: SectionKind,
    pub heading: String,
    /// Locked sections are set by a template and can't be reworded in a posting.
    pub locked: bool,
    pub lines: Vec<Line>,
}

/// The whole content of a posting at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    pub facts: Facts,
    pub sections: Vec<Section>,
}

impl Snapshot {
    /// All lines in reading order, each with its section.
    pub fn lines(&self) -> impl Iterator<Item = (&Section, &Line)> {
        self.sections.iter().flat_map(|section| section.lines.iter().map(move |line| (section, line)))
    }

    #[must_use]
    pub fn line(&self, id: &LineId) -> Option<(&Section, &Line)> {
        self.lines().find(|(_, line)| &line.id == id)
    }

    #[must_use]
    pub fn section(&self, id: &SectionId) -> Option<&Section> {
        self.sections.iter().find(|section| &section.id == id)
    }

    /// Words in all lines, for the length check and the editor's footer.
    #[must_use]
    pub fn word_count(&self) -> usize {
        self.lines().map(|(_, line)| line.text.split_whitespace().count()).sum()
    }
}

/// A short digest of a wording (16 hex digits of SHA-256 over the trimmed text): tells whether a line still says
/// what its library item said when it was taken.
#[must_use]
pub fn fingerprint(text: &str) -> String {
    format!("{:.16x}", Sha256::digest(text.trim()))
}
