//! Bringing in a posting that was written elsewhere: a text is kept, shown as what was recognised in it, and confirmed to
//! a posting with its draft, in one transaction.
//!
//! Between the two steps the outline lies in a table, for a day, for nobody but who brought it. What is recognised is never
//! stored: it is made of the outline and of today's library each time, so there is nothing half-written. Confirming
//! forgets the text and notes the posting; sending the form twice therefore makes one posting.

mod keep;
mod settle;
mod show;

pub use settle::{Choice, SettleForm};
pub use show::{ArrivalLine, ArrivalSection, ArrivalView, Candidate};
