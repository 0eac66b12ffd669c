//! Random people who edit a draft, and a vandal who forges messages: for tests and for fuzzing.
//!
//! Everything follows from [`Dice`], so that a seed names a whole story. People do what the editor lets people do: a
//! new [`domain::document::Operation`] is added to [`Crowd::turn`], and every test of convergence, of undo and of
//! admission does it from then on. The [`vandal`] writes the bytes of
//! updates by hand; the [`door`] says what must hold for whatever comes.

mod dice;
pub mod door;
mod edits;
pub mod vandal;

pub use dice::{Dice, cases};
pub use edits::{Crowd, STAMPS, Turn, stamps};
