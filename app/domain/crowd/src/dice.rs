//! Chance: from a seed, or from bytes that a fuzzer chose.

use std::{collections::VecDeque, env};

/// Says how many schedules the largest random test plays; all others grow with it.
const CASES: &str = "ROLEWRIGHT_CASES";
/// How many that are when nobody says otherwise.
const USUAL: u64 = 10_000;

/// The number of cases that a random test plays: `usual`, or in proportion to `ROLEWRIGHT_CASES`.
#[must_use]
pub fn cases(usual: u64) -> u64 {
    let wanted = env::var(CASES).ok().and_then(|text| text.parse().ok()).unwrap_or(USUAL);
    (usual.saturating_mul(wanted) / USUAL).max(1)
}

/// A small generator, so that a failure names its seed.
#[derive(Debug, Clone)]
pub struct Dice {
    state: u64,
    /// What a fuzzer chose; once it is used up, zeros come.
    tape: Option<VecDeque<u8>>,
}

impl Dice {
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { state: seed, tape: None }
    }

    /// Falls as these bytes say.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self { state: 0, tape: Some(bytes.iter().copied().collect()) }
    }

    /// 64 random bits (splitmix64).
    pub fn bits(&mut self) -> u64 {
        if self.tape.is_some() {
            return (0..8).fold(0, |bits, _| bits << 8 | u64::from(self.byte()));
        }
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.state;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    pub fn byte(&mut self) -> u8 {
        match &mut self.tape {
            Some(tape) => tape.pop_front().unwrap_or(0),
            None => (self.bits() >> 56) as u8,
        }
    }

    /// A number below `sides`, zero when there are none.
    pub fn roll(&mut self, sides: usize) -> usize {
        let chosen = if self.tape.is_some() && sides <= 256 { u64::from(self.byte()) } else { self.bits() };
        usize::try_from(chosen % sides.max(1) as u64).unwrap_or(0)
    }

    /// True in so many of a hundred cases.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.roll(100) < percent
    }

    /// One of these, if there are any.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        let index = self.roll(list.len());
        list.get(index)
    }

    /// Whether there is anything left of what a fuzzer chose.
    #[must_use]
    pub fn is_used_up(&self) -> bool {
        self.tape.as_ref().is_some_and(VecDeque::is_empty)
    }
}
