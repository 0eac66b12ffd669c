//! One change to many items: what it does to each, or why it can't be done to that one.

use serde::{Deserialize, Serialize};

use super::{ItemKind, ItemStatus, LABEL_MAX_CHARS, Wording};
use crate::{
    input::{FieldError, one_paragraph},
    posting::{Level, Requirement, words},
};

words! {
    /// What is to be changed.
    BulkAction {
        AddTag = "add_tag", "Add a tag";
        RemoveTag = "remove_tag", "Remove a tag";
        Level = "level", "Set the usual level";
        Requirement = "requirement", "Set how it is usually asked for";
        Kind = "kind", "Change what it is";
        Deprecate = "deprecate", "Deprecate";
    }
}

/// A change to many items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum BulkChange {
    AddTag { tag: String },
    RemoveTag { tag: String },
    Level { level: Option<Level> },
    Requirement { requirement: Requirement },
    Kind { kind: ItemKind, group: String },
    Deprecate,
}

/// What the change needs to know of an item.
#[derive(Debug, Clone, Copy)]
pub struct BulkItem<'w> {
    pub kind: ItemKind,
    pub group: &'w str,
    pub status: ItemStatus,
    /// Whether a draft version lies ahead of the published one.
    pub is_ahead: bool,
    /// Postings that use it.
    pub used: u32,
    pub newest: &'w Wording,
}

/// What the change does to an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BulkEffect {
    /// A new version that says this.
    Reword(Wording),
    Move {
        kind: ItemKind,
        group: String,
    },
    Deprecate,
    /// It is so already.
    Nothing,
}

impl BulkChange {
    /// Reads a change from a form: the action and its value.
    ///
    /// # Errors
    /// What to do about the field that is wrong.
    pub fn read(action: &str, value: &str) -> Result<Self, FieldError> {
        let wrong = |message: &str| FieldError::new("value", message);
        let value = one_paragraph(value);
        let action: BulkAction = action.parse().map_err(|_| FieldError::new("action", "Choose what to change."))?;
        Ok(match action {
            BulkAction::AddTag | BulkAction::RemoveTag => {
                let tag = one_paragraph(&value.to_lowercase());
                if tag.is_empty() || tag.contains([',', ';']) || tag.chars().count() > LABEL_MAX_CHARS {
                    return Err(wrong("Write one tag."));
                }
                if action == BulkAction::AddTag { Self::AddTag { tag } } else { Self::RemoveTag { tag } }
            }
            BulkAction::Level if value.is_empty() || value == "none" => Self::Level { level: None },
            BulkAction::Level => Self::Level { level: Some(value.parse().map_err(|_| wrong("Choose a level."))?) },
            BulkAction::Requirement => {
                Self::Requirement { requirement: value.parse().map_err(|_| wrong("Choose how it is asked for."))? }
            }
            BulkAction::Kind => {
                let (kind, group) = value.split_once('/').unwrap_or((&value, ""));
                let kind: ItemKind = kind.parse().map_err(|_| wrong("Choose what they are."))?;
                if !kind.has_group(group) {
                    return Err(wrong("Choose a kind with its group."));
                }
                Self::Kind { kind, group: group.to_owned() }
            }
            BulkAction::Deprecate => Self::Deprecate,
        })
    }

    /// The change as (action, value), as forms carry it.
    #[must_use]
    pub fn words(&self) -> (BulkAction, String) {
        match self {
            Self::AddTag { tag } => (BulkAction::AddTag, tag.clone()),
            Self::RemoveTag { tag } => (BulkAction::RemoveTag, tag.clone()),
            Self::Level { level } => {
                (BulkAction::Level, level.map_or_else(|| "none".to_owned(), |level| level.to_string()))
            }
            Self::Requirement { requirement } => (BulkAction::Requirement, requirement.to_string()),
            Self::Kind { kind, group } if group.is_empty() => (BulkAction::Kind, kind.to_string()),
            Self::Kind { kind, group } => (BulkAction::Kind, format!("{kind}/{group}")),
            Self::Deprecate => (BulkAction::Deprecate, String::new()),
        }
    }

    /// The change as an order to the program: “Add the tag “web””.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::AddTag { tag } => format!("Add the tag “{tag}”"),
            Self::RemoveTag { tag } => format!("Remove the tag “{tag}”"),
            Self::Level { level: None } => "Take the usual level away".to_owned(),
            Self::Level { level: Some(level) } => format!("Set the usual level to {}", level.label().to_lowercase()),
            Self::Requirement { requirement } => {
                format!("Usually ask for it as {}", requirement.label().to_lowercase())
            }
            Self::Kind { kind, group } => format!("Make it a {}", kind_words(*kind, group)),
            Self::Deprecate => "Deprecate".to_owned(),
        }
    }

    /// What it does to an item.
    ///
    /// # Errors
    /// A sentence on why it can't be done to this one.
    pub fn on(&self, item: &BulkItem<'_>) -> Result<BulkEffect, String> {
        match item.status {
            ItemStatus::Deprecated | ItemStatus::Archived if *self == Self::Deprecate => {
                return Ok(BulkEffect::Nothing);
            }
            ItemStatus::Merged => return Err("It was merged into another item.".to_owned()),
            ItemStatus::Deprecated | ItemStatus::Archived => {
                return Err(format!("It is {}. Restore it first.", item.status));
            }
            ItemStatus::Draft | ItemStatus::Proposed if *self == Self::Deprecate => {
                return Err("It was never published.".to_owned());
            }
            ItemStatus::Draft | ItemStatus::Proposed | ItemStatus::Published => {}
        }
        if item.is_ahead {
            return Err("A draft version lies ahead. Publish that first.".to_owned());
        }
        let mut wording = item.newest.clone();
        match self {
            Self::AddTag { tag } if !wording.tags.contains(tag) => wording.tags.push(tag.clone()),
            Self::RemoveTag { tag } => wording.tags.retain(|known| known != tag),
            Self::Level { level } => wording.default_level = *level,
            Self::Requirement { requirement } => wording.default_requirement = *requirement,
            Self::Kind { kind, group } => return move_to(item, *kind, group),
            Self::Deprecate => return Ok(BulkEffect::Deprecate),
            Self::AddTag { .. } => {}
        }
        if wording == *item.newest {
            return Ok(BulkEffect::Nothing);
        }
        match wording.errors().first() {
            None => Ok(BulkEffect::Reword(wording)),
            Some(error) => Err(error.to_string()),
        }
    }
}

/// What an item is decides where its lines go: that is not changed under postings.
fn move_to(item: &BulkItem<'_>, kind: ItemKind, group: &str) -> Result<BulkEffect, String> {
    if item.kind == kind && item.group == group {
        return Ok(BulkEffect::Nothing);
    }
    match item.used {
        0 => Ok(BulkEffect::Move { kind, group: group.to_owned() }),
        1 => Err("A posting uses it as what it is.".to_owned()),
        many => Err(format!("{many} postings use it as what it is.")),
    }
}

/// A kind with its group, for people: “skill (language)”.
#[must_use]
pub fn kind_words(kind: ItemKind, group: &str) -> String {
    let kind_label = kind.label().to_lowercase();
    match kind.group_label(group) {
        "" => kind_label,
        group => format!("{kind_label} ({})", group.to_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{TAGS_MAX, WordingForm};

    fn bread() -> Wording {
        let form =
            WordingForm { name: "Bread".into(), body: "Bread.".into(), tags: "food".into(), ..WordingForm::default() };
        form.read(None).unwrap()
    }

    fn item(wording: &Wording) -> BulkItem<'_> {
        BulkItem {
            kind: ItemKind::Benefit,
            group: "",
            status: ItemStatus::Published,
            is_ahead: false,
            used: 0,
            newest: wording,
        }
    }

    #[test]
    fn a_change_is_read_as_it_is_written() {
        for (action, value) in [
            ("add_tag", "web"),
            ("remove_tag", "food"),
            ("level", "expert"),
            ("level", "none"),
            ("requirement", "preferred"),
            ("kind", "skill/language"),
            ("kind", "benefit"),
            ("deprecate", ""),
        ] {
            let change = BulkChange::read(action, value).unwrap();
            let (known, said) = change.words();
            assert_eq!((known.word(), said.as_str()), (action, value));
            assert!(!change.sentence().is_empty());
        }
        assert_eq!(BulkChange::read("add_tag", "  WEB  "), Ok(BulkChange::AddTag { tag: "web".into() }));
        for (action, value) in [
            ("", ""),
            ("add_tag", " "),
            ("add_tag", "a, b"),
            ("level", "guru"),
            ("requirement", ""),
            ("kind", "skill"),
            ("kind", "pie"),
        ] {
            assert!(BulkChange::read(action, value).is_err(), "{action} {value}");
        }
    }

    #[test]
    fn a_change_does_to_each_item_what_it_can() {
        let bread = bread();
        let on = |change: &BulkChange, item: &BulkItem<'_>| change.on(item);
        let add = |tag: &str| BulkChange::AddTag { tag: tag.into() };
        assert_eq!(on(&add("food"), &item(&bread)), Ok(BulkEffect::Nothing));
        let Ok(BulkEffect::Reword(wording)) = on(&add("web"), &item(&bread)) else { panic!() };
        assert_eq!(wording.tags, ["food", "web"]);
        let full = Wording { tags: (0..TAGS_MAX).map(|n| format!("t{n}")).collect(), ..bread.clone() };
        assert!(on(&add("web"), &item(&full)).is_err());
        assert_eq!(on(&BulkChange::RemoveTag { tag: "web".into() }, &item(&bread)), Ok(BulkEffect::Nothing));
        let kind = BulkChange::Kind { kind: ItemKind::Learning, group: String::new() };
        assert!(matches!(on(&kind, &item(&bread)), Ok(BulkEffect::Move { .. })));
        assert!(on(&kind, &BulkItem { used: 2, ..item(&bread) }).is_err());
        assert_eq!(on(&BulkChange::Deprecate, &item(&bread)), Ok(BulkEffect::Deprecate));
        for (status, is_ahead) in
            [(ItemStatus::Deprecated, false), (ItemStatus::Archived, false), (ItemStatus::Published, true)]
        {
            assert!(on(&add("web"), &BulkItem { status, is_ahead, ..item(&bread) }).is_err(), "{status}");
        }
        let draft = BulkItem { status: ItemStatus::Draft, ..item(&bread) };
        assert!(on(&BulkChange::Deprecate, &draft).is_err());
        assert!(matches!(on(&add("web"), &draft), Ok(BulkEffect::Reword(_))));
    }
}
