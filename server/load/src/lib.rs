//! People at keyboards: clients that speak to a server as a browser does, for proofs and measurements.
//!
//! - [`Door`]: a server on this machine. Other machines are refused: nobody's server is loaded by accident.
//! - [`Crew`]: people who write in drafts and come back when the server is gone ([`Writer`] over the live channel,
//!   [`Clerk`] by plain forms). What they were told is saved they write down in a [`Ledger`], to be held against the database.
//! - [`swarm`]: many at once, with a stopwatch.
//!
//! Everything is bounded: how many, how fast, how long.

mod clerk;
mod crew;
mod door;
mod edit;
mod ledger;
mod line;
pub mod process;
pub mod swarm;
mod trouble;
mod writer;

pub use clerk::Clerk;
pub use crew::{Crew, Order, Status};
pub use door::{Answer, Door, Session};
pub use edit::Edit;
pub use ledger::Ledger;
pub use line::{Closed, Line, Manner};
pub use trouble::Trouble;
pub use writer::{Habits, Writer};

use std::sync::{Mutex, MutexGuard, PoisonError};

/// What is behind a lock here is whole at every moment.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
