//! What a reviewer compares a revision with.

use std::{fmt, str::FromStr};

use domain::{
    accounts::Actor,
    ids::{PostingId, RevisionId},
    posting::Unknown,
};
use storage::ReviewStatus;

use super::Decisions;
use crate::{Result, Services};

/// The earlier side of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// The revision that one looked at before this one.
    Look,
    /// The revision approved last.
    Approved,
    /// The revision that the public sees.
    Live,
    /// A revision by its number.
    Revision(u32),
    /// Nothing: the whole posting is new.
    Nothing,
}

/// An earlier side that there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Base {
    pub since: Since,
    pub revision: RevisionId,
    pub number: u32,
}

impl Services {
    /// What this revision can be compared with, the most telling first, without the same revision twice.
    pub(super) async fn bases(
        &self,
        actor: &Actor,
        posting: PostingId,
        number: u32,
        said: &Decisions,
        live: Option<RevisionId>,
    ) -> Result<Vec<Base>> {
        let numbers = self.storage.reviews().numbers(posting).await?;
        let known = |revision: RevisionId| {
            numbers.iter().find(|(id, found)| *id == revision && *found < number).map(|(_, found)| *found)
        };
        let looked = self.storage.reviews().looked_before(posting, actor.id, number).await?;
        let looked = looked.and_then(|looked| numbers.iter().find(|(_, found)| *found == looked)).map(|(id, _)| *id);
        let mut approved: Vec<RevisionId> = said
            .reviews
            .iter()
            .filter(|review| review.status == ReviewStatus::Approved && known(review.revision).is_some())
            .map(|review| review.revision)
            .collect();
        approved.truncate(1);
        let mut bases: Vec<Base> = Vec::new();
        for (since, revision) in
            [(Since::Look, looked), (Since::Approved, approved.first().copied()), (Since::Live, live)]
        {
            let Some((revision, number)) = revision.and_then(|revision| Some((revision, known(revision)?))) else {
                continue;
            };
            if bases.iter().all(|base| base.revision != revision) {
                bases.push(Base { since, revision, number });
            }
        }
        let rest =
            numbers.iter().filter(|(id, found)| *found < number && bases.iter().all(|base| base.revision != *id));
        let rest: Vec<Base> =
            rest.map(|(id, number)| Base { since: Since::Revision(*number), revision: *id, number: *number }).collect();
        bases.extend(rest);
        Ok(bases)
    }
}

impl fmt::Display for Since {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Look => f.write_str("look"),
            Self::Approved => f.write_str("approved"),
            Self::Live => f.write_str("live"),
            Self::Revision(number) => write!(f, "{number}"),
            Self::Nothing => f.write_str("nothing"),
        }
    }
}

impl FromStr for Since {
    type Err = Unknown;

    fn from_str(text: &str) -> std::result::Result<Self, Unknown> {
        Ok(match text {
            "look" => Self::Look,
            "approved" => Self::Approved,
            "live" => Self::Live,
            "nothing" => Self::Nothing,
            number => Self::Revision(number.parse().map_err(|_| Unknown)?),
        })
    }
}
