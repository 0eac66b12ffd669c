//! The page that a form stands on, and what one reads there.

use std::{fmt, str::FromStr};

use domain::{
    ids::{PostingId, RevisionId},
    posting::Unknown,
};

use crate::paths;

/// Where one goes back to when something was said. Written into the forms: `draft`, or the revision's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Back {
    /// The page of all threads, beside the draft.
    Draft,
    /// The review of a revision.
    Review(RevisionId),
}

impl Back {
    /// The revision that is read there; none for the draft.
    pub const fn revision(self) -> Option<RevisionId> {
        match self {
            Self::Draft => None,
            Self::Review(revision) => Some(revision),
        }
    }

    pub fn address(self, posting: PostingId) -> String {
        match self {
            Self::Draft => paths::threads(posting),
            // All of it: what was said may be about a part that somebody else decides on.
            Self::Review(revision) => paths::review_since(posting, &revision.to_string(), "", true),
        }
    }

    /// The page with a form open on it.
    pub fn with(self, posting: PostingId, what: &str, value: &str) -> String {
        let address = self.address(posting);
        let sign = if address.contains('?') { '&' } else { '?' };
        format!("{address}{sign}{what}={value}#say")
    }
}

impl fmt::Display for Back {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Draft => f.write_str("draft"),
            Self::Review(revision) => revision.fmt(f),
        }
    }
}

impl FromStr for Back {
    type Err = Unknown;

    fn from_str(text: &str) -> Result<Self, Unknown> {
        match text {
            "draft" => Ok(Self::Draft),
            id => id.parse().map(Self::Review).map_err(|_| Unknown),
        }
    }
}
