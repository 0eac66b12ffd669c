//! Publishing: an approved revision goes live, a live one is closed, a closed one reopened; and what the public reads.
//!
//! What is published is the revision that was approved, checked once more and held against its digest; the draft is not
//! looked at. The public reads need no actor and know only publications: nothing that was never published can leak.

mod address;
mod careers;
mod close;
mod generation;
mod go_live;
mod openings;
mod summary;

pub use careers::{Career, CareerPage, Careers, CareersQuery, OpenCareer, SitemapEntry};
pub use generation::Generation;
pub(crate) use generation::PublicState;
