//! A room for each open draft, without sockets and without SQL.
//!
//! - [`Hub`] knows which rooms are open on this node and who is in them, asks the services once a second what has
//!   changed for each seat ([`hub`]'s sweep), and ends everything when the program ends.
//! - A room holds one draft as the database has it, takes in pushes, and tells the others what was committed
//!   (`room`). What it thinks is a state machine without I/O; a small loop does what it wants done.
//! - The writer is the one task that commits: all rooms that wait go in one transaction (`writer`).
//! - The other nodes on the same database are told what changed here, and who sits here is shown there (`nodes`).
//! - An [`Outbox`] is what waits for one socket. It is bounded: a socket that does not read is closed.
//! - A [`Visit`] is one connection as the socket sees it: frames go in, an outbox comes out.
//!
//! Nothing is shown to anybody before it is in the database, and nothing depends on a notification that arrives: the
//! sweep finds every change, a [`Bell`] only makes it sooner.

mod bell;
pub mod hub;
mod nodes;
mod outbox;
mod pace;
mod pile;
mod room;
mod visit;
mod writer;

pub use bell::Bell;
pub use hub::{Crowded, Hub, Visitor};
pub use outbox::{Frame, Outbox, Outgoing};
pub use visit::Visit;

use std::sync::{Mutex, MutexGuard, PoisonError};

/// What a lock holds here is whole at every moment, so a panic elsewhere does not spoil it.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
