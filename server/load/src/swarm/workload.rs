//! How many, how fast, how long; never without a bound.

use std::time::Duration;

use clap::Args;

use crate::Trouble;

const PEOPLE_MAX: usize = 4_000;
const RATE_MAX: f64 = 20.0;
const SECONDS_MAX: u64 = 120;

/// One kind of crowd.
#[derive(Debug, Clone, PartialEq)]
pub struct Workload {
    pub documents: usize,
    /// In each document.
    pub people: usize,
    /// Edits a second of each person; with none they only sit there.
    pub rate: f64,
    pub warm_up: Duration,
    pub duration: Duration,
    /// Whether the long drafts are taken.
    pub large: bool,
}

/// As it is said on the command line.
#[derive(Debug, Clone, Args)]
pub struct WorkloadArguments {
    /// How many drafts are open.
    #[arg(long, default_value_t = 1)]
    documents: usize,
    /// How many people have each of them open.
    #[arg(long, default_value_t = 2)]
    people: usize,
    /// Edits a second of each person; 0 to let them sit idle.
    #[arg(long, default_value_t = 2.0)]
    rate: f64,
    /// Seconds before anything is measured.
    #[arg(long, default_value_t = 3)]
    warm_up: u64,
    /// Seconds that are measured.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Take the long drafts of 300 lines.
    #[arg(long)]
    large: bool,
}

impl TryFrom<WorkloadArguments> for Workload {
    type Error = Trouble;

    fn try_from(arguments: WorkloadArguments) -> Result<Self, Trouble> {
        let WorkloadArguments { documents, people, rate, warm_up, seconds, large } = arguments;
        let refuse = |what: String| Err(Trouble::Bounds(what));
        let all = documents.saturating_mul(people);
        if all == 0 || all > PEOPLE_MAX {
            return refuse(format!("{documents} drafts with {people} people each: 1 to {PEOPLE_MAX} people in all"));
        }
        if !(0.0..=RATE_MAX).contains(&rate) {
            return refuse(format!("{rate} edits a second: 0 to {RATE_MAX}"));
        }
        if seconds == 0 || seconds + warm_up > SECONDS_MAX {
            return refuse(format!("{warm_up} and {seconds} seconds: 1 to {SECONDS_MAX} together"));
        }
        let (warm_up, duration) = (Duration::from_secs(warm_up), Duration::from_secs(seconds));
        Ok(Self { documents, people, rate, warm_up, duration, large })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(documents: usize, people: usize, rate: f64, seconds: u64) -> WorkloadArguments {
        WorkloadArguments { documents, people, rate, warm_up: 3, seconds, large: false }
    }

    #[test]
    fn a_crowd_without_a_bound_is_refused() {
        assert!(Workload::try_from(arguments(500, 4, 2.0, 20)).is_ok());
        let too_much =
            [(0, 4, 2.0, 20), (5_000, 1, 2.0, 20), (usize::MAX, 2, 2.0, 20), (1, 2, 21.0, 20), (1, 2, f64::NAN, 20)];
        for (documents, people, rate, seconds) in too_much.into_iter().chain([(1, 2, 2.0, 0), (1, 2, 2.0, 118)]) {
            let refused = Workload::try_from(arguments(documents, people, rate, seconds));
            assert!(matches!(refused, Err(Trouble::Bounds(_))), "{documents} {people} {rate} {seconds}");
        }
    }
}
