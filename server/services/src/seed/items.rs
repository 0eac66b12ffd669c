//! Reading `seed/library.toml`.

use std::collections::HashSet;

use domain::{
    library::{ItemKind, SourceRef, TaxonomyRef, Wording, slug},
    posting::{Level, Requirement, Seniority},
};
use serde::{Deserialize, Deserializer};

use super::SeedError;

/// The seed library, checked.
#[derive(Debug)]
pub struct SeedLibrary {
    title_names: Vec<String>,
    items: Vec<SeedItem>,
}

/// One item to start with.
#[derive(Debug)]
pub struct SeedItem {
    pub kind: ItemKind,
    pub group: String,
    pub slug: String,
    pub wording: Wording,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    title: Title,
    item: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Title {
    name: String,
    synonyms: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    kind: ItemKind,
    group: String,
    slug: String,
    name: String,
    body: String,
    guidance: String,
    synonyms: Vec<String>,
    tags: Vec<String>,
    seniority: Vec<Seniority>,
    default_requirement: Requirement,
    #[serde(deserialize_with = "level")]
    default_level: Option<Level>,
    taxonomy: Vec<TaxonomyRef>,
    sources: Vec<SourceRef>,
}

impl SeedLibrary {
    /// # Errors
    /// [`SeedError`] with the first thing that is wrong.
    pub fn read(toml: &str) -> Result<Self, SeedError> {
        let broken = |problem: String| SeedError { file: "library.toml", problem };
        let file: File = toml::from_str(toml).map_err(|error| broken(error.to_string()))?;
        let items: Vec<SeedItem> = file.item.into_iter().map(SeedItem::from).collect();
        let mut slugs = HashSet::new();
        for item in &items {
            if let Some(problem) = item.problem() {
                return Err(broken(format!("item {:?}: {problem}", item.slug)));
            }
            if !slugs.insert(item.slug.as_str()) {
                return Err(broken(format!("the slug {:?} is there twice", item.slug)));
            }
        }
        let title_names = std::iter::once(file.title.name).chain(file.title.synonyms).collect();
        Ok(Self { title_names, items })
    }

    pub fn items(&self) -> &[SeedItem] {
        &self.items
    }

    /// All names of the one title, in lower case.
    pub fn title_names(&self) -> &[String] {
        &self.title_names
    }

    pub fn find(&self, slug: &str) -> Option<&SeedItem> {
        self.items.iter().find(|item| item.slug == slug)
    }
}

impl SeedItem {
    fn problem(&self) -> Option<String> {
        if self.slug.is_empty() || slug(&self.slug) != self.slug {
            return Some("its slug is not lower case words with hyphens".to_owned());
        }
        if !self.kind.has_group(&self.group) {
            return Some(format!("{:?} is no group of {}", self.group, self.kind));
        }
        self.wording.errors().first().map(ToString::to_string)
    }
}

impl From<Entry> for SeedItem {
    fn from(entry: Entry) -> Self {
        let wording = Wording {
            name: entry.name,
            body: entry.body,
            guidance: entry.guidance,
            synonyms: entry.synonyms,
            tags: entry.tags,
            seniority: entry.seniority,
            default_requirement: entry.default_requirement,
            default_level: entry.default_level,
            taxonomy_refs: entry.taxonomy,
            source_refs: entry.sources,
        };
        Self { kind: entry.kind, group: entry.group, slug: entry.slug, wording }
    }
}

/// TOML has no null: no level is the empty word.
fn level<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Level>, D::Error> {
    let word = String::deserialize(deserializer)?;
    if word.is_empty() { Ok(None) } else { word.parse().map(Some).map_err(serde::de::Error::custom) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ITEM: &str = r#"
        title = { name = "developer", synonyms = [] }
        [[item]]
        kind = "skill"
        group = "language"
        slug = "rust"
        name = "Rust"
        body = "You know Rust."
        guidance = ""
        synonyms = []
        tags = []
        seniority = ["senior"]
        default_requirement = "required"
        default_level = "working"
        taxonomy = []
        sources = [{ seed = "A", section = "Skills" }]
    "#;

    #[test]
    fn an_item_is_read_with_all_its_fields() {
        let library = SeedLibrary::read(ITEM).unwrap();
        let rust = library.find("rust").unwrap();
        assert_eq!((rust.kind, rust.group.as_str()), (ItemKind::Skill, "language"));
        assert_eq!(rust.wording.default_level, Some(Level::Working));
        assert_eq!(rust.wording.seniority, [Seniority::Senior]);
        assert_eq!(rust.wording.source_refs[0].seed, "A");
    }

    #[test]
    fn a_broken_file_is_a_sentence() {
        let twice = format!("{ITEM}{}", ITEM.split_once("synonyms = [] }").unwrap().1);
        for (toml, problem) in [
            (ITEM.replace("guidance", "guidence"), "unknown field `guidence`"),
            (ITEM.replace("\"skill\"", "\"skil\""), "unknown variant `skil`"),
            (ITEM.replace("\"working\"", "\"guru\""), "not one of the choices"),
            (ITEM.replace("\"language\"", "\"pay\""), "\"pay\" is no group of skill"),
            (ITEM.replace("\"rust\"", "\"Rust lang\""), "its slug is not lower case words with hyphens"),
            (ITEM.replace("You know Rust.", " "), "Write the line as a posting should show it."),
            (twice, "the slug \"rust\" is there twice"),
        ] {
            let error = SeedLibrary::read(&toml).expect_err(problem).to_string();
            assert!(error.starts_with("the embedded file seed/library.toml is broken: "), "{error}");
            assert!(error.contains(problem), "{error}");
        }
    }
}
