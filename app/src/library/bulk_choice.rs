//! Which items a change is for, as it stands in the address: `item` for each, or `list` of the library's health, or the
//! filter of the library's list.

use domain::library::health::Ailment;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use services::{BulkChoice, LibraryFilter};

use super::filter;
use crate::{layout::query, paths};

/// The field that says that items were to be ticked. Without it an address with no item means the whole list.
pub const CHOSEN: &str = "chosen";

/// The choice, and the fields of the address that make it.
pub fn from_address() -> (BulkChoice, Vec<(String, String)>) {
    let slugs = use_query_map().with_untracked(|map| map.get_all("item").unwrap_or_default());
    if !slugs.is_empty() {
        let kept = slugs.iter().map(|slug| ("item".to_owned(), slug.clone())).collect();
        return (BulkChoice::Items(slugs), kept);
    }
    if !query(CHOSEN).is_empty() {
        return (BulkChoice::Items(Vec::new()), Vec::new());
    }
    if let Ok(ailment) = query("list").parse::<Ailment>() {
        return (BulkChoice::Ailing(ailment), vec![("list".to_owned(), ailment.to_string())]);
    }
    let filter = LibraryFilter { page: 1, ..filter::from_address() };
    let kept = filter::fields(&filter).into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    (BulkChoice::Filter(filter), kept)
}

/// The address of a change of all that a list shows.
pub fn all_of(filter: &LibraryFilter) -> String {
    paths::with_query(paths::LIBRARY_EDIT, &filter::fields(&LibraryFilter { page: 1, ..filter.clone() }))
}
