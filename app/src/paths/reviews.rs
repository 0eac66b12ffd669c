//! The addresses of reviews, and of what one comes to after a decision.

use domain::{ids::PostingId, review::Verdict};

use super::{HOME, review, with_query};

/// The review of a posting, after one decided on another.
#[must_use]
pub fn review_after(id: PostingId, decided: PostingId) -> String {
    format!("/postings/{id}/review?decided={decided}")
}

/// The review of a posting after one decided on these steps of it, and wanted to go on to the next or not.
#[must_use]
pub fn review_decided(id: PostingId, verdict: Verdict, steps: String, goes_on: bool) -> String {
    let next = if goes_on { "none" } else { "" };
    with_query(&review(id), &[("done", verdict.to_string()), ("step", steps), ("next", next.to_owned())])
}

/// The review of a posting with some choice of what it is compared with, and whether all of it is shown.
#[must_use]
pub fn review_since(id: PostingId, revision: &str, since: &str, is_everything: bool) -> String {
    let all = if is_everything { "1" } else { "" };
    let pairs = [("revision", revision.to_owned()), ("since", since.to_owned()), ("all", all.to_owned())];
    with_query(&review(id), &pairs)
}

/// Home, after some reviews were decided on at once.
#[must_use]
pub fn home_after(decided: usize) -> String {
    format!("{HOME}?decided={decided}")
}

/// A page that tells what the server function of this name just did.
#[must_use]
pub fn done(page: &str, action: &str) -> String {
    with_query(page, &[("done", action.to_owned())])
}
