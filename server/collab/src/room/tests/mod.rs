//! The room against a database that exists in the test alone: nothing is lost, nothing counts twice, nobody sees what is
//! not committed, and nobody answers for somebody else.

mod answers;
mod at_stake;
pub mod base;
mod elsewhere;
mod people;
mod storm;
