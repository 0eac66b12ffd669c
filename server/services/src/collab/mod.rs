//! Co-edited drafts: what open editors write is committed here in batches, plain forms write through the same commit.
//!
//! Rooms hold drafts and admit what people write; what they bring is committed if the draft still stands where the room
//! stood ([`crate::Services::commit_drafts`]), decided by the database. What is acknowledged is in the database. How the people
//! at open editors stand is asked for all of them at once ([`crate::Services::seats`]).

mod commit;
mod edit;
mod gist;
mod judge;
mod live;
mod load;
mod mend;
mod plain;
mod seats;
mod sources;
mod texts;
mod written;

use domain::document::ClientId;

use crate::ServiceError;

pub use commit::{BatchOutcome, DraftBatch, Writing, is_time_for_state};
pub use gist::Gist;
pub use live::LiveDraft;
pub(crate) use load::{load_within, unreadable};
pub use mend::{Loss, LostUpdate, Mended};
pub use plain::{LineForm, Removed, Then};
pub use seats::{SeatQuestion, SeatStanding};
pub use storage::DraftHead;

/// The server as a client of every draft. It writes only while it holds the posting, so that its clock never forks;
/// nobody else may write under this id.
pub const SERVER: ClientId = ClientId(1);

fn started_over() -> ServiceError {
    let why = "The draft started over since you opened it. Reload it and enter your changes again.";
    ServiceError::Conflict(why.to_owned())
}
