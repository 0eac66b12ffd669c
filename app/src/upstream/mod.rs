//! Upstream: what the library offers to lines of drafts, as an inbox over all of them and beside each.
//!
//! Pages and forms alone; nothing here is woken by a script. An editor that is open sees what is taken as it sees the edits
//! of others.

mod api;
mod batch;
mod card;
mod done;
mod inbox_page;
mod origin;
mod updates_page;
mod where_used;

pub use api::{settle_updates, take_up_update};
pub use inbox_page::InboxPage;
pub(crate) use origin::{OriginList, origin_of, share_words};
pub use updates_page::UpdatesPage;
pub(crate) use where_used::{NEW_LINE, UsedBy, reach_words};

/// “1 line”, “12 lines”.
pub(crate) fn counted(count: u64, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}
