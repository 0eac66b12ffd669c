//! The library: browse and search, one item with its history, and the forms of curators.

#[cfg(feature = "ssr")]
mod api;
#[cfg(feature = "ssr")]
mod browse_page;
#[cfg(feature = "ssr")]
mod bulk_api;
#[cfg(feature = "ssr")]
mod bulk_choice;
#[cfg(feature = "ssr")]
mod bulk_edit_page;
#[cfg(feature = "ssr")]
mod bulk_page;
#[cfg(feature = "ssr")]
mod compare;
#[cfg(feature = "ssr")]
mod curate;
#[cfg(feature = "ssr")]
mod exchange_api;
#[cfg(feature = "ssr")]
mod filter;
#[cfg(feature = "ssr")]
mod findings;
#[cfg(feature = "ssr")]
mod health_page;
#[cfg(feature = "ssr")]
mod import_page;
#[cfg(feature = "ssr")]
mod imported_page;
#[cfg(feature = "ssr")]
mod item_page;
#[cfg(feature = "ssr")]
mod listed;
#[cfg(feature = "ssr")]
mod merge_api;
#[cfg(feature = "ssr")]
mod merge_page;
#[cfg(feature = "ssr")]
mod merged_page;
#[cfg(feature = "ssr")]
mod near;
#[cfg(feature = "ssr")]
mod new_page;
#[cfg(feature = "ssr")]
mod references;
#[cfg(feature = "ssr")]
mod search;
#[cfg(feature = "ssr")]
mod sent_wording;
#[cfg(feature = "ssr")]
mod versions;
#[cfg(all(feature = "browser", not(feature = "editor")))]
mod wake;
#[cfg(all(feature = "browser", not(feature = "editor")))]
mod wake_findings;
#[cfg(all(feature = "browser", not(feature = "editor")))]
mod wake_narrowing;
#[cfg(all(feature = "browser", not(feature = "editor")))]
mod wake_near;
#[cfg(all(feature = "browser", not(feature = "editor")))]
mod wake_rows;

#[cfg(feature = "ssr")]
pub use api::{
    check_wording, create_item, deprecate_item, edit_item, list_library, list_near, publish_item, restore_item,
    restore_version,
};
#[cfg(feature = "ssr")]
pub use browse_page::LibraryPage;
#[cfg(feature = "ssr")]
pub use bulk_api::{apply_bulk, undo_bulk};
#[cfg(feature = "ssr")]
pub use bulk_edit_page::BulkEditPage;
#[cfg(feature = "ssr")]
pub use bulk_page::BulkPage;
#[cfg(feature = "ssr")]
pub(crate) use curate::WordingFields;
#[cfg(feature = "ssr")]
pub use exchange_api::{discard_import, start_import};
#[cfg(feature = "ssr")]
pub(crate) use filter::address;
#[cfg(feature = "ssr")]
pub(crate) use findings::finding_item;
#[cfg(feature = "ssr")]
pub use health_page::HealthPage;
#[cfg(feature = "ssr")]
pub use import_page::{ImportPage, UPLOAD};
#[cfg(feature = "ssr")]
pub use imported_page::ImportedPage;
#[cfg(feature = "ssr")]
pub use item_page::ItemPage;
#[cfg(feature = "ssr")]
pub(crate) use listed::{ItemRow, ListedItem, deprecated_words};
#[cfg(feature = "ssr")]
pub use merge_api::{merge_items, undo_merge};
#[cfg(feature = "ssr")]
pub use merge_page::MergePage;
#[cfg(feature = "ssr")]
pub use merged_page::MergedPage;
#[cfg(feature = "ssr")]
pub(crate) use near::near_list;
#[cfg(feature = "ssr")]
pub use new_page::NewItemPage;
#[cfg(feature = "ssr")]
pub(crate) use new_page::kinds;
#[cfg(feature = "ssr")]
pub(crate) use sent_wording::{SentWording, kind_and_group};
#[cfg(all(feature = "browser", not(feature = "editor")))]
pub(crate) use wake::wake_search;
#[cfg(all(feature = "browser", not(feature = "editor")))]
pub(crate) use wake_findings::wake_findings;
#[cfg(all(feature = "browser", not(feature = "editor")))]
pub(crate) use wake_near::wake_near;
