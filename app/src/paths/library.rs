//! The addresses of the library, its curators and those who propose something for it.

use domain::{
    ids::{BulkEditId, ImportId, LineId, MergeId, PostingId, ProposalId},
    library::health::Ailment,
};

use super::with_query;

pub const LIBRARY: &str = "/library";
pub const NEW_ITEM: &str = "/library/new";
pub const LIBRARY_EDIT: &str = "/library/curate/edit";
pub const LIBRARY_HEALTH: &str = "/library/curate/health";
pub const LIBRARY_MERGE: &str = "/library/curate/merge";
pub const LIBRARY_IMPORT: &str = "/library/curate/import";
pub const IMPORT_FILE: &str = "/library/curate/import/file";
pub const LIBRARY_CSV: &str = "/library/export.csv";
pub const LIBRARY_JSON: &str = "/library/export.json";
pub const LIBRARY_XLSX: &str = "/library/export.xlsx";
pub const PROPOSALS: &str = "/library/proposals";
pub const NEW_PROPOSAL: &str = "/library/proposals/new";

/// A library item.
#[must_use]
pub fn item(slug: &str) -> String {
    format!("/library/{slug}")
}

/// What is worth a curator's look in the library; pages count from 1.
#[must_use]
pub fn health(list: Ailment, page: u64) -> String {
    let page = if page > 1 { page.to_string() } else { String::new() };
    with_query(LIBRARY_HEALTH, &[("list", list.to_string()), ("page", page)])
}

/// One change to many items that was made.
#[must_use]
pub fn bulk_edit(id: BulkEditId) -> String {
    format!("/library/curate/edits/{id}")
}

/// An item that another one was merged into, saying so.
#[must_use]
pub fn item_in_place_of(slug: &str, merged: &str) -> String {
    with_query(&item(slug), &[("merged", merged.to_owned())])
}

/// What merging one item into another one would do; with one of them alone, what could be chosen as the other.
#[must_use]
pub fn merge_of(gone: &str, stays: &str) -> String {
    with_query(LIBRARY_MERGE, &[("gone", gone.to_owned()), ("stays", stays.to_owned())])
}

/// A merge that was made.
#[must_use]
pub fn merge(id: MergeId) -> String {
    format!("/library/curate/merges/{id}")
}

/// A change of all items on a list of the library's health.
#[must_use]
pub fn edit_ailing(list: Ailment) -> String {
    with_query(LIBRARY_EDIT, &[("list", list.to_string())])
}

/// A file on its way into the library. The addresses of curators have one part more than an item's, so that no item can
/// have one of them.
#[must_use]
pub fn import(id: ImportId) -> String {
    format!("/library/curate/imports/{id}")
}

/// An item that somebody wants in the library.
#[must_use]
pub fn proposal(id: ProposalId) -> String {
    format!("{PROPOSALS}/{id}")
}

/// The form for a proposal, with the lines of a posting to choose from.
#[must_use]
pub fn propose_from(posting: PostingId) -> String {
    format!("{NEW_PROPOSAL}?posting={posting}")
}

/// The form for a proposal, filled with a line of a posting.
#[must_use]
pub fn propose_line(posting: PostingId, line: &LineId) -> String {
    with_query(NEW_PROPOSAL, &[("posting", posting.to_string()), ("line", line.to_string())])
}
