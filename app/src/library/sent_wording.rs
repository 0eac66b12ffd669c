//! The fields by which every form of an item sends its wording; those that a form has not are empty.

use domain::library::WordingForm;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SentWording {
    name: String,
    body: String,
    guidance: String,
    synonyms: String,
    tags: String,
    junior: String,
    mid: String,
    senior: String,
    default_requirement: String,
    default_level: String,
    taxonomy: String,
    sources: String,
    /// Set by forms with fields for references: what is empty there takes them away.
    with_references: String,
}

impl SentWording {
    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn body(&self) -> &str {
        &self.body
    }
}

impl From<SentWording> for WordingForm {
    fn from(sent: SentWording) -> Self {
        let references = |text: String| (!sent.with_references.is_empty()).then_some(text);
        Self {
            taxonomy: references(sent.taxonomy),
            sources: references(sent.sources),
            name: sent.name,
            body: sent.body,
            guidance: sent.guidance,
            synonyms: sent.synonyms,
            tags: sent.tags,
            seniority: vec![sent.junior, sent.mid, sent.senior],
            default_requirement: sent.default_requirement,
            default_level: sent.default_level,
        }
    }
}

/// Kind and group, which are one choice on the page: `skill/language`.
pub fn kind_and_group(choice: &str) -> (String, String) {
    let (kind, group) = choice.split_once('/').unwrap_or((choice, ""));
    (kind.to_owned(), group.to_owned())
}
