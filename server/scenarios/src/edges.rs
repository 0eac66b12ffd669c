//! The edges of a test: time stands still until it is moved, randomness repeats itself.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    time::Duration,
};

use domain::time::Timestamp;
use services::edges::{Clock, Random};

/// Every world starts on 21 November 2026, 09:00 UTC.
const START: Timestamp = Timestamp(1_795_251_600_000);

/// A clock that moves only when told to. Clones share the time.
#[derive(Debug, Clone)]
pub struct FixedClock(Arc<AtomicI64>);

impl Default for FixedClock {
    fn default() -> Self {
        Self(Arc::new(AtomicI64::new(START.0)))
    }
}

impl FixedClock {
    pub fn set(&self, now: Timestamp) {
        self.0.store(now.0, Ordering::SeqCst);
    }

    pub fn advance(&self, span: Duration) {
        self.set(self.now() + span);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

/// The same "random" bytes in every run (SplitMix64), so that a failing test fails again.
#[derive(Debug, Default)]
pub struct SeededRandom(AtomicU64);

impl Random for SeededRandom {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let word = self.next().to_le_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
    }
}

impl SeededRandom {
    fn next(&self) -> u64 {
        const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
        let state = self.0.fetch_add(STEP, Ordering::SeqCst).wrapping_add(STEP);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_world_starts_on_the_day_it_says() {
        assert_eq!(FixedClock::default().now().rfc3339(), "2026-11-21T09:00:00Z");
    }

    #[test]
    fn randomness_repeats_between_worlds_and_not_within_one() {
        let (one, other) = (SeededRandom::default(), SeededRandom::default());
        let words: Vec<_> = (0..3).map(|_| one.bits()).collect();
        assert_eq!(words, (0..3).map(|_| other.bits()).collect::<Vec<_>>());
        assert!(words[0] != words[1] && words[1] != words[2]);
    }
}
