//! The addresses of templates.

use domain::ids::PostingId;

use super::{NEW_POSTING, with_query};

pub const TEMPLATES: &str = "/postings/templates";
pub const NEW_TEMPLATE: &str = "/postings/templates/new";

/// A template: what it says and how it came to say it.
#[must_use]
pub fn template(slug: &str) -> String {
    format!("{TEMPLATES}/{slug}")
}

/// The forms of a template, with the library searched for `query`.
#[must_use]
pub fn edit_template(slug: &str, query: &str) -> String {
    with_query(&format!("{TEMPLATES}/{slug}/edit"), &[("q", query.trim().to_owned())])
}

/// The form for a new template, as a copy of another one.
#[must_use]
pub fn new_template_like(slug: &str) -> String {
    with_query(NEW_TEMPLATE, &[("from", slug.to_owned())])
}

/// The form for a new template, made from a posting.
#[must_use]
pub fn new_template_from(posting: PostingId) -> String {
    with_query(NEW_TEMPLATE, &[("posting", posting.to_string())])
}

/// The form for a new posting that starts with a template, for a team if one is chosen.
#[must_use]
pub fn new_posting_with(slug: &str, team: &str) -> String {
    with_query(NEW_POSTING, &[("template", slug.to_owned()), ("team", team.to_owned())])
}
