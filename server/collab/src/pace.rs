//! How much one connection may say: a bucket that fills slowly and empties with each message.

use std::time::Instant;

const PER_SECOND: f64 = 50.0;
const BURST: f64 = 200.0;

/// The bucket of one connection.
#[derive(Debug)]
pub(crate) struct Pace {
    left: f64,
    at: Instant,
}

impl Pace {
    pub(crate) const fn new(now: Instant) -> Self {
        Self { left: BURST, at: now }
    }

    /// Counts a message; false when it was one too many.
    pub(crate) fn allows(&mut self, now: Instant) -> bool {
        let since = now.saturating_duration_since(self.at).as_secs_f64();
        self.at = now;
        self.left = since.mul_add(PER_SECOND, self.left).min(BURST) - 1.0;
        self.left >= 0.0
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_burst_passes_a_flood_does_not_and_typing_always_does() {
        let start = Instant::now();
        let mut flood = Pace::new(start);
        assert_eq!((0..1000).filter(|_| flood.allows(start)).count(), 200);

        let mut typing = Pace::new(start);
        let at = |number: u32| start + Duration::from_millis(25) * number;
        assert!((0..10_000).all(|number| typing.allows(at(number))), "40 messages a second");

        let mut steady = Pace::new(start);
        let at = |number: u32| start + Duration::from_millis(10) * number;
        assert!(
            !(0..1000).all(|number| steady.allows(at(number))),
            "100 messages a second are too many in the long run"
        );
    }
}
