//! Threads and suggestions beside the text that they are about, on the review page and on a page of their own.
//!
//! A page puts a [`Desk`] around the text; whatever shows a part of the text asks it for what was said there
//! ([`beside`]). Forms are opened by links, one at a time, so that a page of 150 lines carries one form and not hundreds, and
//! everything works without scripts. Scripts complete names behind an `@` and take over the words that were selected.

#[cfg(feature = "ssr")]
mod api;
#[cfg(feature = "ssr")]
mod back;
#[cfg(feature = "ssr")]
mod card;
#[cfg(feature = "ssr")]
mod desk;
#[cfg(feature = "ssr")]
mod overview;
#[cfg(feature = "ssr")]
mod say;
#[cfg(feature = "ssr")]
mod suggest_api;
#[cfg(feature = "ssr")]
mod suggestion_card;
#[cfg(feature = "ssr")]
mod threads_page;
#[cfg(all(feature = "browser", not(feature = "editor")))]
mod wake;

#[cfg(feature = "ssr")]
pub(crate) use api::speaker;
#[cfg(feature = "ssr")]
pub use api::{
    delete_comment, edit_comment, list_mentionable, open_thread, reopen_thread, reply, resolve_thread, set_blocking,
};
#[cfg(feature = "ssr")]
pub(crate) use back::Back;
#[cfg(feature = "ssr")]
pub(crate) use desk::{Desk, beside, is_talked_about};
#[cfg(feature = "ssr")]
pub(crate) use overview::{Elsewhere, Overview, Refused, first_words};
#[cfg(feature = "ssr")]
pub use suggest_api::{settle_suggestions, suggest_change, withdraw_suggestion};
#[cfg(feature = "ssr")]
pub use threads_page::ThreadsPage;
#[cfg(all(feature = "browser", not(feature = "editor")))]
pub(crate) use wake::wake_threads;
