//! The draft, saved over HTTP: pull what one lacks, push what one wrote. Two people who push at once both survive.
//!
//! A push is one transaction: the posting is taken, the next number is claimed (which fails on a locked draft or
//! another epoch, decided by the database), the update is admitted against the draft as it is *then*, and stored
//! together with what lists read of it. What is acknowledged is in the database. An update that is known already is
//! acknowledged and not stored again, so a client may resend.

mod edit;
mod load;
mod plain;
mod pull;
mod push;
mod sources;

use domain::document::ClientId;

pub(crate) use load::load_within;
pub use plain::{LineForm, Removed, Then};
pub use pull::Pulled;
pub use push::Pushed;

/// The server as a client of every draft. It writes only while it holds the posting, so that its clock never forks;
/// nobody else may write under this id.
pub(crate) const SERVER: ClientId = ClientId(1);
