//! What a reviewer compares a revision with.

use std::{fmt, str::FromStr};

use domain::{ids::RevisionId, posting::Unknown};
use storage::{Looked, ReviewStatus, RevisionHead};

use super::Decisions;

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

/// What revision `number` can be compared with, the most telling first, without the same revision twice. `heads` are all
/// revisions, the newest first.
pub(super) fn bases(
    heads: &[RevisionHead],
    said: &Decisions,
    looked: Option<Looked>,
    live: Option<RevisionId>,
    number: u32,
) -> Vec<Base> {
    let earlier = || heads.iter().filter(|head| head.number < number);
    let is_approved =
        |head: &&RevisionHead| said.of_revision(head.id).is_some_and(|review| review.status == ReviewStatus::Approved);
    let looked = looked.and_then(|looked| if looked.last == number { looked.before } else { Some(looked.last) });
    let telling = [
        (Since::Look, earlier().find(|head| Some(head.number) == looked)),
        (Since::Approved, earlier().find(is_approved)),
        (Since::Live, earlier().find(|head| Some(head.id) == live)),
    ];
    let telling = telling.into_iter().filter_map(|(since, head)| Some((since, head?)));
    let any = earlier().map(|head| (Since::Revision(head.number), head));
    let mut bases: Vec<Base> = Vec::new();
    for (since, head) in telling.chain(any) {
        if bases.iter().all(|base| base.revision != head.id) {
            bases.push(Base { since, revision: head.id, number: head.number });
        }
    }
    bases
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

    fn from_str(text: &str) -> Result<Self, Unknown> {
        Ok(match text {
            "look" => Self::Look,
            "approved" => Self::Approved,
            "live" => Self::Live,
            "nothing" => Self::Nothing,
            number => Self::Revision(number.parse().map_err(|_| Unknown)?),
        })
    }
}
