//! Rows of files with which libraries are exchanged: what a row may say, and what it would do to the library.
//!
//! A row is known by its slug (or, without one, by that of its name). A file changes what items *say*, never where they
//! stand: it adds items and versions, it deprecates, restores and deletes nothing. A column that a file does not have
//! leaves things as they are. What a row says is read by the very rules of the item's form. *Not here:* files, which
//! are the services' matter.

mod changes;
mod reasons;
mod vocabulary;

use serde::{Deserialize, Serialize};

use self::reasons::{unknown_group, unknown_kind, unknown_state};
pub use self::{
    reasons::quoted,
    vocabulary::{Column, ExchangeFormat, ImportStage, Outcome},
};
use super::{ItemKind, ItemStatus, RESERVED_SLUGS, Wording, WordingForm, slug};
use crate::input::FieldError;

const COLUMNS: usize = Column::ALL.len();

/// One row as its file says it; nothing for columns that the file does not have.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExchangeRow([Option<String>; COLUMNS]);

impl ExchangeRow {
    /// The row of an item.
    #[must_use]
    pub fn of(slug: &str, kind: ItemKind, group: &str, status: ItemStatus, wording: &Wording) -> Self {
        let form = WordingForm::of(wording);
        let mut row = Self::default();
        for (column, text) in [
            (Column::Slug, slug.to_owned()),
            (Column::Kind, kind.to_string()),
            (Column::Group, group.to_owned()),
            (Column::State, status.to_string()),
            (Column::Name, form.name),
            (Column::Body, form.body),
            (Column::Guidance, form.guidance),
            (Column::Synonyms, form.synonyms),
            (Column::Tags, form.tags),
            (Column::Seniority, form.seniority.join(", ")),
            (Column::Requirement, form.default_requirement),
            (Column::Level, form.default_level),
            (Column::Taxonomy, form.taxonomy.unwrap_or_default()),
            (Column::Sources, form.sources.unwrap_or_default()),
        ] {
            row.set(column, text);
        }
        row
    }

    /// The length of its texts.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.0.iter().flatten().map(String::len).sum()
    }

    #[must_use]
    pub fn get(&self, column: Column) -> Option<&str> {
        self.0[column as usize].as_deref()
    }

    pub fn set(&mut self, column: Column, text: String) {
        self.0[column as usize] = Some(text);
    }

    /// What a column says, without blanks around it; empty when the file does not have it.
    #[must_use]
    pub fn word(&self, column: Column) -> &str {
        self.get(column).unwrap_or_default().trim()
    }

    /// Whether it says nothing at all, as rows at the end of a sheet do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        Column::ALL.iter().all(|column| self.word(*column).is_empty())
    }

    /// The slug by which the row is known.
    ///
    /// # Errors
    /// What to do about a row that has none.
    pub fn slug(&self) -> Result<String, FieldError> {
        let given = self.word(Column::Slug);
        if given.is_empty() {
            let made = slug(self.word(Column::Name));
            return if made.is_empty() {
                Err(FieldError::new("slug", "It is missing. Give the row a slug: its name has no plain letter."))
            } else {
                Ok(made)
            };
        }
        if slug(given) != given {
            let message =
                format!("{} is no slug. It has lower case letters, digits and hyphens, at most 60.", quoted(given));
            return Err(FieldError::new("slug", message));
        }
        Ok(given.to_owned())
    }

    /// The form that the row fills in; what the file does not have stays as it was.
    fn form(&self, before: Option<&Wording>) -> WordingForm {
        let mut form = before.map(WordingForm::of).unwrap_or_default();
        let take = |column: Column, field: &mut String| {
            if let Some(text) = self.get(column) {
                text.clone_into(field);
            }
        };
        take(Column::Name, &mut form.name);
        take(Column::Body, &mut form.body);
        take(Column::Guidance, &mut form.guidance);
        take(Column::Synonyms, &mut form.synonyms);
        take(Column::Tags, &mut form.tags);
        take(Column::Requirement, &mut form.default_requirement);
        take(Column::Level, &mut form.default_level);
        if let Some(text) = self.get(Column::Seniority) {
            form.seniority = text.split([',', ';', '\n']).map(|word| word.trim().to_owned()).collect();
        }
        for (column, field) in [(Column::Taxonomy, &mut form.taxonomy), (Column::Sources, &mut form.sources)] {
            if let Some(text) = self.get(column) {
                *field = Some(text.to_owned());
            }
        }
        form
    }

    /// What the row does, with the item of its slug if there is one.
    ///
    /// # Errors
    /// Everything for which it is rejected.
    pub fn judge(&self, known: Option<&KnownItem<'_>>, publishes: bool) -> Result<Verdict, Vec<FieldError>> {
        match known {
            Some(known) => self.judge_known(known, publishes),
            None => self.judge_new(publishes),
        }
    }

    fn judge_new(&self, publishes: bool) -> Result<Verdict, Vec<FieldError>> {
        let mut errors = Vec::new();
        let slug = self.slug().map_err(|error| errors.push(error)).unwrap_or_default();
        if RESERVED_SLUGS.contains(&slug.as_str()) {
            errors.push(FieldError::new(
                "slug",
                format!("“{slug}” is an address of the library itself. Choose another slug."),
            ));
        }
        let kind: Option<ItemKind> = self.word(Column::Kind).parse().ok();
        let group = self.word(Column::Group).to_owned();
        match kind {
            None => errors.push(FieldError::new("kind", unknown_kind(self.word(Column::Kind)))),
            Some(kind) if !kind.has_group(&group) => errors.push(FieldError::new("group", unknown_group(kind, &group))),
            Some(_) => {}
        }
        let is_draft = match self.state() {
            Ok(None | Some(ItemStatus::Published)) => !publishes,
            Ok(Some(ItemStatus::Draft | ItemStatus::Proposed)) => true,
            Ok(Some(other)) => {
                let message = format!("A file adds no items that are {other}. Add it, then retire it here.");
                errors.push(FieldError::new("state", message));
                true
            }
            Err(error) => {
                errors.push(error);
                true
            }
        };
        match (self.form(None).read(None), kind) {
            (Ok(wording), Some(kind)) if errors.is_empty() => {
                Ok(Verdict::Create { slug, kind, group, wording, is_draft })
            }
            (wording, _) => {
                errors.extend(reasons::of_columns(self, wording.err().unwrap_or_default()));
                Err(errors)
            }
        }
    }

    fn judge_known(&self, known: &KnownItem<'_>, publishes: bool) -> Result<Verdict, Vec<FieldError>> {
        if let Some((name, slug)) = known.merged_into {
            let message = format!("Here it was merged into “{name}”. Change that one, whose slug is {slug}.");
            return Err(vec![FieldError::new("slug", message)]);
        }
        let mut errors = Vec::new();
        let (kind, group) = (self.word(Column::Kind), self.word(Column::Group));
        if self.get(Column::Kind).is_some_and(|_| !kind.is_empty() && kind != known.kind.word()) {
            let (said, is) = (quoted(kind), known.kind.word());
            let message = format!("The file says {said}. Here it is a {is}. A file can't change what an item is.");
            errors.push(FieldError::new("kind", message));
        } else if self.get(Column::Group).is_some() && group != known.group && !group.is_empty() {
            let here = match known.group {
                "" => "Here it has no group.".to_owned(),
                group => format!("Here its group is {group}."),
            };
            let said = quoted(group);
            let message = format!("The file says {said}. {here} A file can't change what an item is.");
            errors.push(FieldError::new("group", message));
        }
        errors.extend(self.state().err());
        let wording = match self.form(Some(known.shown)).read(Some(known.shown)) {
            Ok(wording) if errors.is_empty() => wording,
            wording => {
                errors.extend(reasons::of_columns(self, wording.err().unwrap_or_default()));
                return Err(errors);
            }
        };
        let is_published = known.status == ItemStatus::Published;
        if wording == *known.shown && (is_published || !publishes || !known.is_unpublished()) {
            return Ok(Verdict::Keep);
        }
        if matches!(known.status, ItemStatus::Deprecated | ItemStatus::Archived) {
            let message = format!("Here it is {}. Restore it before you change it.", known.status);
            return Err(vec![FieldError::new("state", message)]);
        }
        let publishes = publishes && !(known.is_unpublished() && self.is_draft());
        Ok(match (wording == *known.newest, publishes) {
            (true, true) => Verdict::Publish,
            (true, false) => Verdict::Keep,
            (false, publishes) => Verdict::Change { wording, publishes },
        })
    }

    fn state(&self) -> Result<Option<ItemStatus>, FieldError> {
        let word = self.word(Column::State);
        if word.is_empty() {
            return Ok(None);
        }
        word.parse().map(Some).map_err(|_| FieldError::new("state", unknown_state(word)))
    }

    fn is_draft(&self) -> bool {
        matches!(self.state(), Ok(Some(ItemStatus::Draft | ItemStatus::Proposed)))
    }
}

/// The item that a row is about, as it is now.
#[derive(Debug, Clone, Copy)]
pub struct KnownItem<'w> {
    pub kind: ItemKind,
    pub group: &'w str,
    pub status: ItemStatus,
    /// What it says in files and lists: its published version, else the newest.
    pub shown: &'w Wording,
    pub newest: &'w Wording,
    /// Name and slug of the item that stands in its place, if it was merged.
    pub merged_into: Option<(&'w str, &'w str)>,
}

impl KnownItem<'_> {
    const fn is_unpublished(&self) -> bool {
        matches!(self.status, ItemStatus::Draft | ItemStatus::Proposed)
    }
}

/// What a row does to the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// A new item, published at once or a draft.
    Create { slug: String, kind: ItemKind, group: String, wording: Wording, is_draft: bool },
    /// A new version, published at once or a draft beside the published one.
    Change { wording: Wording, publishes: bool },
    /// The draft that is there says just this: it is published.
    Publish,
    /// Nothing.
    Keep,
}

impl Verdict {
    #[must_use]
    pub const fn outcome(&self) -> Outcome {
        match self {
            Self::Create { .. } => Outcome::Created,
            Self::Change { .. } | Self::Publish => Outcome::Changed,
            Self::Keep => Outcome::Unchanged,
        }
    }
}

#[cfg(test)]
mod tests;
