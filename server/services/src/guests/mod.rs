//! Guests: somebody without an account looks at one posting, comments and suggests; and decides, where the policy asks guests.
//!
//! The link's secret is random and only its digest is kept, as for invitations, so that a link can be taken back. The first
//! browser that opens it (by a button: what fetches links beforehand opens nothing) gets a secret of its own and keeps the
//! guest; every request asks anew whether the link still works ([`Services::guest`]). The answer is an [`Actor`] with no role
//! and one posting, who goes through the same use cases as everybody else.
//!
//! [`Actor`]: domain::accounts::Actor

mod invite;
mod tell;
mod visit;

pub use invite::{GuestForm, GuestRow, GuestsPage, NewLinkMade};
pub use visit::{Knock, LinkView, Opened, Sight, Visit};
