//! What is called saved is on disk: real processes that are killed while eight people write, and what the database says
//! afterwards is held against what each of them was told.
//!
//! A few rounds in every run of the tests; `make soak` asks for more by `ROLEWRIGHT_SOAK_ROUNDS`. That the proof can fail
//! is proven, too (`control`).
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod control;
mod full;
mod inspection;
mod killed;
mod node;
mod nodes;
mod office;
mod postgres;
#[path = "../program/run.rs"]
#[expect(dead_code, reason = "shared with the tests of the program, which need more of it")]
mod run;

use std::{
    env,
    time::{Duration, SystemTime},
};

use load::{Habits, Manner};

/// How long anything may take that has to happen.
const PATIENCE: Duration = Duration::from_secs(30);

/// As people type. They go on while nothing can be saved, and all of it has to be saved afterwards.
const UNHURRIED: Habits =
    Habits { pause: Duration::from_millis(80), gather: Duration::from_millis(60), manner: Manner::Patient };

/// How often something is killed: `usually`, or as often as somebody with time asks for.
fn rounds(usually: u32) -> u32 {
    let asked = env::var("ROLEWRIGHT_SOAK_ROUNDS").ok();
    asked.map_or(usually, |asked| asked.parse().expect("ROLEWRIGHT_SOAK_ROUNDS is a number"))
}

/// Any moment between the two, another one each time.
fn some_time(from: u64, to: u64) -> Duration {
    let nanos = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().subsec_nanos();
    Duration::from_millis(from + u64::from(nanos / 1_000) % (to - from))
}
