//! One change to many items: seen before it is made, made item by item, taken back as a whole.
//!
//! The preview says for each item what would become of it. The form that makes the change carries each item with the
//! version that was seen: who was edited meanwhile is left out, with its name. Some items are changed in one
//! transaction, together with the record of the whole change, so that what a crash leaves half done can still be taken
//! back. An undo leaves out, with their names, items that somebody changed since.

mod apply;
mod choose;
mod undo;

use domain::{
    ids::{BulkEditId, ItemId},
    library::{
        ItemKind,
        bulk::{BulkChange, BulkEffect},
        health::Ailment,
    },
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

pub use apply::BulkForm;

use super::LibraryFilter;

/// Most items of one change: what one can still read.
pub const BULK_MAX: usize = 2_000;
/// Items that are changed in one transaction.
const TOGETHER: usize = 20;

/// Which items are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BulkChoice {
    /// These, by slug.
    Items(Vec<String>),
    /// All that this list shows, on all its pages.
    Filter(LibraryFilter),
    /// All of this list of the library's health.
    Ailing(Ailment),
}

/// What a change would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkPreview {
    /// Of the items that are meant the first that one change has room for.
    pub rows: Vec<BulkRow>,
    /// How many are meant.
    pub all: usize,
    /// Nothing while it is not chosen yet.
    pub change: Option<BulkChange>,
}

/// What a change would do to one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkRow {
    pub id: ItemId,
    pub slug: String,
    pub name: String,
    /// The newest version, which the form carries.
    pub version: u32,
    pub kind: ItemKind,
    pub group: String,
    /// Nothing while no change is chosen.
    pub effect: Option<Result<BulkEffect, String>>,
}

impl BulkRow {
    /// Whether the change does something to it.
    #[must_use]
    pub fn changes(&self) -> bool {
        matches!(&self.effect, Some(Ok(effect)) if *effect != BulkEffect::Nothing)
    }
}

/// A change that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkEditView {
    pub id: BulkEditId,
    pub author: String,
    pub change: BulkChange,
    pub reason: String,
    pub items: Vec<DoneItem>,
    pub created_at: Timestamp,
    pub undone_at: Option<Timestamp>,
}

/// What became of one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoneItem {
    pub item: ItemId,
    pub slug: String,
    pub name: String,
    /// Why it was left out, if it was.
    pub refused: Option<String>,
    /// How it stood before and after, if it was changed.
    step: Option<Step>,
    /// What the undo said, if there was one: nothing when it was taken back.
    pub not_undone: Option<String>,
}

impl DoneItem {
    #[must_use]
    pub const fn is_changed(&self) -> bool {
        self.step.is_some()
    }
}

/// How an item stood before a change and after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Step {
    /// The version that says what it said before.
    before: u32,
    kind: ItemKind,
    group: String,
    /// The moment of the change: while it is the item's last one, nobody touched it since.
    changed_at: Timestamp,
    effect: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum What {
    Reworded,
    Moved,
    Deprecated,
}
