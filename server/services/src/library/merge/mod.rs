//! Two items become one: seen before it is done, done with a reason, undone as a whole.
//!
//! A merge is one transaction under a lock on both items, whatever uses them: the item that goes gets the state *merged* and
//! the other one in its place, and that one gets a version with the names that it gained. No draft is touched: lines keep the
//! version that they name, and what is offered to them follows from where items stand ([`crate::UpdateView`]). The form
//! carries both items with the version that was seen. *Not here:* which items may become one, and what is gained and given
//! back, is the domain's ([`domain::library::merge`]).

mod apply;
mod look;
mod undo;

use domain::{
    accounts::Actor,
    ids::{ItemId, MergeId},
    library::{
        ItemKind, ItemStatus, Wording,
        merge::{Gains, Twin},
    },
    permissions::{Action, Subject, permit},
    time::Timestamp,
};
use storage::{ItemRecord, StoredItem, UnitOfWork};

pub use apply::MergeForm;

use super::{ItemLink, NearDuplicate};
use crate::{Result, ServiceError, WhereUsed};

/// One of the two items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeSide {
    pub id: ItemId,
    pub slug: String,
    pub kind: ItemKind,
    pub group: String,
    pub status: ItemStatus,
    /// What it says: the published version, else the newest.
    pub wording: Wording,
    /// The newest version, which the form carries.
    pub version: u32,
    /// Whether a draft version lies ahead of the published one.
    pub is_ahead: bool,
}

/// An item, and what it could be merged into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeChoice {
    pub item: MergeSide,
    /// Those that nearly say the same, the likest first.
    pub near: Vec<NearDuplicate>,
    /// All others of its kind, by name.
    pub others: Vec<ItemLink>,
}

/// What a merge would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergePreview {
    pub gone: MergeSide,
    pub stays: MergeSide,
    /// What the one that stays gains, or why they can't become one.
    pub gains: std::result::Result<Gains, String>,
    /// What depends on the one that goes.
    pub used: WhereUsed,
}

/// A merge that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeView {
    pub id: MergeId,
    pub gone: ItemLink,
    pub stays: ItemLink,
    pub author: String,
    pub reason: String,
    pub gains: Gains,
    /// What depends on the one that went, by now.
    pub used: WhereUsed,
    pub created_at: Timestamp,
    pub undone_at: Option<Timestamp>,
}

/// An item that was merged into the one whose page is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergedItem {
    pub merge: MergeId,
    pub item: ItemLink,
    pub author: String,
    pub reason: String,
    pub created_at: Timestamp,
    /// Lines of drafts that still name it.
    pub lines: u64,
}

/// Where an item that was merged is found now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// What the merged item was called.
    pub name: String,
    pub into: ItemLink,
}

fn may_merge_items(actor: &Actor) -> Result<()> {
    permit(actor, Action::MergeItems, Subject::Organisation)?;
    Ok(())
}

fn is_ahead(stored: &StoredItem) -> bool {
    stored.item.status == ItemStatus::Published && stored.newest.number > stored.item.current_version
}

fn twin(stored: &StoredItem) -> Twin<'_> {
    Twin {
        id: stored.item.id,
        kind: stored.item.kind,
        status: stored.item.status,
        is_ahead: is_ahead(stored),
        wording: &stored.shown.wording,
    }
}

/// Refuses what was merged, with the name of the item that stands in its place.
pub(super) async fn refuse_merged(work: &UnitOfWork, item: &ItemRecord) -> Result<()> {
    if item.status != ItemStatus::Merged {
        return Ok(());
    }
    let standing = work.library().standing_for(&[item.id]).await?.remove(&item.id);
    let into = standing.map(|other| format!("“{}”", other.name)).unwrap_or_else(|| "another item".to_owned());
    Err(ServiceError::Conflict(format!("This item was merged into {into}. Go on with that one.")))
}
