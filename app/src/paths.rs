//! Every address of the application, made in one place. The routes in [`crate::App`] are held against these by a test.

use domain::ids::{PostingId, RevisionId};

pub const HOME: &str = "/";
pub const SIGN_IN: &str = "/sign-in";
pub const SET_UP: &str = "/set-up";
pub const INVITATION: &str = "/invitation";
pub const ACCOUNT: &str = "/account";
pub const POSTINGS: &str = "/postings";
pub const NEW_POSTING: &str = "/postings/new";
pub const LIBRARY: &str = "/library";
pub const NEW_ITEM: &str = "/library/new";
pub const PEOPLE: &str = "/people";
pub const AUDIT: &str = "/audit";
pub const SEARCH: &str = "/search";
pub const CAREERS: &str = "/careers";
pub const SITEMAP: &str = "/careers/sitemap.xml";

/// The editor of a posting.
#[must_use]
pub fn posting(id: PostingId) -> String {
    format!("/postings/{id}")
}

/// The posting as the public would see it now.
#[must_use]
pub fn preview(id: PostingId) -> String {
    format!("/postings/{id}/preview")
}

/// The review of a posting: difference, steps, decision.
#[must_use]
pub fn review(id: PostingId) -> String {
    format!("/postings/{id}/review")
}

/// What happened to a posting, and its revisions.
#[must_use]
pub fn history(id: PostingId) -> String {
    format!("/postings/{id}/history")
}

/// One revision of a posting.
#[must_use]
pub fn revision(id: PostingId, revision: RevisionId) -> String {
    format!("/postings/{id}/revisions/{revision}")
}

/// A library item.
#[must_use]
pub fn item(slug: &str) -> String {
    format!("/library/{slug}")
}

/// A published posting.
#[must_use]
pub fn career(slug: &str) -> String {
    format!("/careers/{slug}")
}

/// Whether the address belongs to the public pages, which carry no script and need no account.
#[must_use]
pub fn is_public(path: &str) -> bool {
    path == CAREERS || path.starts_with("/careers/")
}
