//! The program as an operator meets it: the real binary, its one clear sentence when it can't start, its clean end.
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod audit;
mod damaged;
mod one_writer;
mod refusals;
mod run;
mod settings;
mod start_and_end;
