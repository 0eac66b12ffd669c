//! The page that a form stands on, and what one reads there.

use std::{fmt, str::FromStr};

use domain::{
    ids::{PostingId, RevisionId, UserId},
    posting::Unknown,
};

use crate::paths;

/// Where one goes back to when something was said. Written into the forms: `draft`, the revision's id, `revision` or `visit`
/// with the guest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Back {
    /// The page of all threads, beside the draft.
    Draft,
    /// The review of a revision.
    Review(RevisionId),
    /// A revision, whatever became of it, with its number.
    Revision(RevisionId, u32),
    /// The page of a guest, with the revision that is read there; none for the draft.
    Visit(UserId, Option<RevisionId>),
}

impl Back {
    /// The revision that is read there; none for the draft.
    pub const fn revision(self) -> Option<RevisionId> {
        match self {
            Self::Draft => None,
            Self::Review(revision) | Self::Revision(revision, _) => Some(revision),
            Self::Visit(_, revision) => revision,
        }
    }

    /// Whether a guest reads it.
    pub const fn is_visit(self) -> bool {
        matches!(self, Self::Visit(..))
    }

    pub fn address(self, posting: PostingId) -> String {
        match self {
            Self::Draft => paths::threads(posting),
            // All of it: what was said may be about a part that somebody else decides on.
            Self::Review(revision) => paths::review_since(posting, &revision.to_string(), "", true),
            Self::Revision(_, number) => paths::revision(posting, number),
            Self::Visit(guest, _) => paths::visit(guest),
        }
    }

    /// What is asked of the page, for links on it to itself: where it is would be half of what a long page says.
    pub fn asked(self, posting: PostingId) -> String {
        let address = self.address(posting);
        address.find('?').map_or_else(String::new, |at| address[at..].to_owned())
    }
}

impl fmt::Display for Back {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Draft => f.write_str("draft"),
            Self::Review(revision) => revision.fmt(f),
            Self::Revision(revision, number) => write!(f, "revision {revision} {number}"),
            Self::Visit(guest, None) => write!(f, "visit {guest} draft"),
            Self::Visit(guest, Some(revision)) => write!(f, "visit {guest} {revision}"),
        }
    }
}

impl FromStr for Back {
    type Err = Unknown;

    fn from_str(text: &str) -> Result<Self, Unknown> {
        if let Some((guest, read)) = text.strip_prefix("visit ").and_then(|visit| visit.split_once(' ')) {
            let revision = if read == "draft" { None } else { Some(read.parse().map_err(|_| Unknown)?) };
            return Ok(Self::Visit(guest.parse().map_err(|_| Unknown)?, revision));
        }
        if let Some((revision, number)) = text.strip_prefix("revision ").and_then(|read| read.split_once(' ')) {
            let revision = revision.parse().map_err(|_| Unknown)?;
            return Ok(Self::Revision(revision, number.parse().map_err(|_| Unknown)?));
        }
        match text {
            "draft" => Ok(Self::Draft),
            id => id.parse().map(Self::Review).map_err(|_| Unknown),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_as_it_is_written() {
        let id = "00000000-0000-0000-0000-000000000001";
        let (guest, revision): (UserId, RevisionId) = (id.parse().unwrap(), id.parse().unwrap());
        for page in [
            Back::Draft,
            Back::Review(revision),
            Back::Revision(revision, 7),
            Back::Visit(guest, None),
            Back::Visit(guest, Some(revision)),
        ] {
            assert_eq!(page.to_string().parse(), Ok(page));
        }
        for text in ["", "visit", "visit x draft", "visit 1", "Draft"] {
            assert_eq!(text.parse::<Back>(), Err(Unknown), "{text}");
        }
    }
}
