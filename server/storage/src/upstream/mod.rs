//! Updates that the library offers to lines of drafts: derived from what lines say they came from, never stored.
//!
//! A line is offered something when its item was published in a newer version, or is out of use and a published item stands
//! in its place. So publishing writes one row however many lines use the item, nothing can be lost on the way to them, and
//! what is offered is true at every moment. Stored is only what people put aside.

mod adoption;
mod aside;
mod dependents;
mod offers;

use domain::{
    ids::{ItemId, LineId, PostingId},
    permissions::ReadableTeams,
    posting::ItemRef,
    time::Timestamp,
    upstream::Aside,
};

pub use adoption::Adoption;
pub use aside::PutAside;
pub use dependents::{Dependent, Dependents, Reach};

/// Updates from the library.
pub struct Upstream<'c, C>(pub(crate) &'c C);

/// Whose updates are asked for. Only drafts that can be edited are ever offered any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferFilter {
    pub teams: ReadableTeams,
    pub posting: Option<PostingId>,
    /// Lines of this item alone.
    pub item: Option<ItemId>,
    /// With those that were put aside.
    pub with_aside: bool,
    pub now: Timestamp,
}

impl OfferFilter {
    /// All that waits in the drafts of these teams.
    #[must_use]
    pub const fn waiting(teams: ReadableTeams, now: Timestamp) -> Self {
        Self { teams, posting: None, item: None, with_aside: false, now }
    }

    /// All that is offered to the lines of a draft.
    #[must_use]
    pub fn of_posting(posting: PostingId, now: Timestamp) -> Self {
        Self { posting: Some(posting), with_aside: true, ..Self::waiting(ReadableTeams::All, now) }
    }
}

/// What is offered to a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferRecord {
    pub posting: PostingId,
    pub title: String,
    pub team_name: String,
    pub line: LineId,
    pub from: ItemRef,
    pub to: ItemRef,
    /// Whether and until when it is put aside.
    pub aside: Option<(Aside, Option<Timestamp>)>,
}

/// How much is offered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OfferCount {
    pub lines: u64,
    pub postings: u64,
}
