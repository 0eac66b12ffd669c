//! A wording as a form sends it: read into a [`Wording`], or answered with one sentence per field.
//!
//! Text is tidied to one paragraph (a line of a posting is one), never interpreted: markup stays as it was typed.

use serde::{Deserialize, Serialize};

use super::{Wording, refs};
use crate::{
    input::{FieldError, one_paragraph},
    posting::{Level, Requirement, Seniority},
};

/// A wording as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WordingForm {
    pub name: String,
    pub body: String,
    pub guidance: String,
    /// Separated by commas, semicolons or line breaks.
    pub synonyms: String,
    /// Separated like the synonyms.
    pub tags: String,
    /// Words of [`Seniority`]; none for any seniority.
    pub seniority: Vec<String>,
    /// A word of [`Requirement`]; empty for plain.
    pub default_requirement: String,
    /// A word of [`Level`]; empty for none.
    pub default_level: String,
    /// References to taxonomies, one on a line ([`refs`]); nothing leaves them as they are.
    pub taxonomy: Option<String>,
    /// Sources, one on a line; nothing leaves them as they are.
    pub sources: Option<String>,
}

impl WordingForm {
    /// The form filled with what a version says.
    #[must_use]
    pub fn of(wording: &Wording) -> Self {
        Self {
            name: wording.name.clone(),
            body: wording.body.clone(),
            guidance: wording.guidance.clone(),
            synonyms: wording.synonyms.join(", "),
            tags: wording.tags.join(", "),
            seniority: wording.seniority.iter().map(ToString::to_string).collect(),
            default_requirement: wording.default_requirement.to_string(),
            default_level: wording.default_level.map(|level| level.to_string()).unwrap_or_default(),
            taxonomy: Some(refs::write_taxonomy(&wording.taxonomy_refs)),
            sources: Some(refs::write_sources(&wording.source_refs)),
        }
    }

    /// Reads the form; `before` is the version it was made from, whose references are kept where the form has none.
    ///
    /// # Errors
    /// Every field that can't be taken, with what to do about it.
    pub fn read(&self, before: Option<&Wording>) -> Result<Wording, Vec<FieldError>> {
        let mut errors = Vec::new();
        let wording = Wording {
            name: one_paragraph(&self.name),
            body: one_paragraph(&self.body),
            guidance: one_paragraph(&self.guidance),
            synonyms: labels(&self.synonyms),
            // Before it is composed: the lower case of a composed text may compose further.
            tags: labels(&self.tags.to_lowercase()),
            seniority: self.read_seniority(&mut errors),
            default_requirement: choice(&self.default_requirement, "default_requirement", &mut errors)
                .unwrap_or(Requirement::Plain),
            default_level: choice::<Level>(&self.default_level, "default_level", &mut errors),
            taxonomy_refs: match &self.taxonomy {
                Some(text) => references(refs::read_taxonomy(text), "taxonomy", &mut errors),
                None => before.map(|wording| wording.taxonomy_refs.clone()).unwrap_or_default(),
            },
            source_refs: match &self.sources {
                Some(text) => references(refs::read_sources(text), "sources", &mut errors),
                None => before.map(|wording| wording.source_refs.clone()).unwrap_or_default(),
            },
        };
        errors.extend(wording.errors().into_iter().map(|error| FieldError::new(error.field(), error)));
        if errors.is_empty() { Ok(wording) } else { Err(errors) }
    }

    fn read_seniority(&self, errors: &mut Vec<FieldError>) -> Vec<Seniority> {
        let mut all: Vec<Seniority> =
            self.seniority.iter().filter_map(|word| choice(word, "seniority", errors)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

fn choice<T: std::str::FromStr>(word: &str, field: &str, errors: &mut Vec<FieldError>) -> Option<T> {
    if word.trim().is_empty() {
        return None;
    }
    let read = word.trim().parse().ok();
    if read.is_none() {
        errors.push(FieldError::new(field, "Choose one of the listed values."));
    }
    read
}

fn references<T>(read: Result<Vec<T>, String>, field: &str, errors: &mut Vec<FieldError>) -> Vec<T> {
    read.unwrap_or_else(|sentence| {
        errors.push(FieldError::new(field, sentence));
        Vec::new()
    })
}

/// The single words or phrases of a list as typed, each once.
fn labels(text: &str) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    // The last is the Greek question mark, which the one form of a text that is kept writes as a semicolon.
    let pieces = text.split([',', ';', '\n', '\u{37e}']);
    for label in pieces.map(one_paragraph).filter(|label| !label.is_empty()) {
        if !labels.iter().any(|known| known.to_lowercase() == label.to_lowercase()) {
            labels.push(label);
        }
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{SourceRef, TaxonomyRef};

    fn form(name: &str, body: &str) -> WordingForm {
        WordingForm { name: name.to_owned(), body: body.to_owned(), ..WordingForm::default() }
    }

    fn fields(form: &WordingForm) -> Vec<String> {
        form.read(None).err().unwrap_or_default().into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn text_is_tidied_and_markup_is_left_as_typed() {
        for (typed, kept) in [
            ("  two   words\r\nand more ", "two words and more"),
            ("<script>alert(1)</script>", "<script>alert(1)</script>"),
            ("a\u{0}b\u{7}c", "a b c"),
            ("evil\u{202e}txt.exe\u{feff}", "eviltxt.exe"),
            ("Cafe\u{301}", "Café"),
            ("👩\u{200d}💻 \u{1F468}", "👩\u{200d}💻 \u{1F468}"),
        ] {
            assert_eq!(form("Name", typed).read(None).map(|wording| wording.body), Ok(kept.to_owned()), "{typed:?}");
        }
    }

    #[test]
    fn lists_are_split_at_commas_and_breaks_and_hold_each_label_once() {
        let typed = WordingForm {
            synonyms: "SQL, sql; Postgres\n, ,\u{37e}".into(),
            tags: "Data,DATA, design".into(),
            ..form("Name", "Body")
        };
        let wording = typed.read(None).unwrap();
        assert_eq!(wording.synonyms, ["SQL", "Postgres"]);
        assert_eq!(wording.tags, ["data", "design"]);
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let long = "x".repeat(5_000);
        let bad = WordingForm {
            guidance: long.clone(),
            synonyms: long.clone(),
            tags: vec!["x"; 13].iter().enumerate().map(|(n, tag)| format!("{tag}{n},")).collect(),
            seniority: vec!["chief".into()],
            default_requirement: "must".into(),
            default_level: "guru".into(),
            taxonomy: Some("onet".into()),
            ..form(" \u{200b}\u{a0} ", &long)
        };
        assert_eq!(
            fields(&bad),
            [
                "seniority",
                "default_requirement",
                "default_level",
                "taxonomy",
                "name",
                "body",
                "guidance",
                "synonyms",
                "tags"
            ]
        );
    }

    #[test]
    fn a_form_made_from_a_wording_reads_back_the_same() {
        let wording = Wording {
            taxonomy_refs: vec![TaxonomyRef { scheme: "onet".into(), id: "15-1252.00".into(), uri: String::new() }],
            source_refs: vec![SourceRef { seed: "A".into(), section: "Overview".into() }],
            ..WordingForm {
                synonyms: "one, two".into(),
                tags: "a".into(),
                seniority: vec!["senior".into(), "junior".into()],
                default_requirement: "required".into(),
                default_level: "expert".into(),
                ..form("Name", "Body")
            }
            .read(None)
            .unwrap()
        };
        assert_eq!(WordingForm::of(&wording).read(None), Ok(wording.clone()));
        let silent = WordingForm { taxonomy: None, sources: None, ..WordingForm::of(&wording) };
        assert_eq!(silent.read(Some(&wording)), Ok(wording), "a form without references keeps them");
    }
}
