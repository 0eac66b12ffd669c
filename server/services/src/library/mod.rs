//! The library: browse, search, one item with its history and uses, and what curators do with it.
//!
//! Everybody signed in reads what was ever published; drafts of items and of versions are for curators. A version is
//! never changed: an edit adds one beside the published one, publishing makes it current, and no posting changes by
//! either. Forms carry the version that they were made from; when another one came meanwhile nothing is saved, and the
//! page keeps what was typed.

mod browse;
mod bulk;
mod catalogue;
mod create;
mod duplicates;
mod edit;
mod exchange;
mod health;
mod lifecycle;
mod lookup;
mod merge;
mod page;
mod restore;
mod shelf;

use domain::{
    accounts::Actor,
    ids::ItemId,
    permissions::{Action, Subject, permit},
};
use storage::{ItemRecord, UnitOfWork, VersionRecord};

pub use browse::{BrowseItem, BrowseOrder, BrowseView, LibraryFilter};
pub use bulk::{BULK_MAX, BulkChoice, BulkEditView, BulkForm, BulkPreview, BulkRow, DoneItem};
pub(crate) use catalogue::{Catalogue, CatalogueCache, CatalogueItem};
pub use create::{ItemAddress, ItemForm};
pub(crate) use create::{published, read as read_item};
pub use duplicates::NearDuplicate;
pub use edit::{EditForm, EditOutcome};
pub use exchange::{
    Arrival, FILE_MAX_BYTES, ImportReport, ImportView, ReportedRow, StartImport, exported_head, exported_piece,
    exported_tail,
};
pub use health::{AilingItem, HealthView};
pub use lifecycle::DeprecateForm;
pub use lookup::LibraryIndex;
pub use merge::{MergeChoice, MergeForm, MergePreview, MergeSide, MergeView, MergedItem, Moved};
pub use page::{ItemLink, ItemPage, VersionView};
pub use shelf::Shelf;
pub use storage::UsedIn;

use crate::{Result, ServiceError};

/// Whether a text can be an address at all: what can't is not worth a question, and no database has to take it.
pub(crate) fn is_slug(text: &str) -> bool {
    !text.is_empty() && domain::library::slug(text) == text
}

fn may_read(actor: &Actor) -> Result<()> {
    permit(actor, Action::ReadLibrary, Subject::Organisation)?;
    Ok(())
}

fn may_curate(actor: &Actor) -> Result<()> {
    permit(actor, Action::CurateLibrary, Subject::Organisation)?;
    Ok(())
}

pub(crate) fn is_curator(actor: &Actor) -> bool {
    may_curate(actor).is_ok()
}

/// The item, locked until the work is done, with its newest version, which must be the one that the form was made from.
/// Nothing is done any more to one that was merged.
async fn take(work: &UnitOfWork, item: ItemId, from_version: u32) -> Result<(ItemRecord, VersionRecord)> {
    let record = work.library().lock(&[item]).await?.pop().ok_or(ServiceError::NotFound)?;
    merge::refuse_merged(work, &record).await?;
    let newest = work.library().newest_version(item).await?.ok_or(ServiceError::NotFound)?;
    if newest.number != from_version {
        return Err(ServiceError::Conflict(format!(
            "Somebody saved version {} of this item meanwhile. Compare it with what you typed, then try again.",
            newest.number
        )));
    }
    Ok((record, newest))
}
