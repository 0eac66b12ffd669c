//! The stopwatch: what was written, by whom, when, and who has seen it.

use std::{collections::HashMap, time::Duration};

use tokio::time::Instant;

/// Times in microseconds, as many as there were.
#[derive(Debug, Default)]
pub(super) struct Times(Vec<u32>);

impl Times {
    fn note(&mut self, time: Duration) {
        self.0.push(u32::try_from(time.as_micros()).unwrap_or(u32::MAX));
    }

    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The time that this share of all stays below, in milliseconds.
    pub fn quantile(&self, share: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let index = (sorted.len() as f64 * share) as usize;
        sorted.get(index.min(sorted.len().saturating_sub(1))).map_or(0.0, |micros| f64::from(*micros) / 1000.0)
    }
}

/// Everything that is measured, for all drafts.
#[derive(Debug, Default)]
pub(super) struct Meter {
    /// What each client of each draft has written.
    pages: HashMap<(usize, u64), Vec<Written>>,
    begun: Option<Instant>,
    ended: Option<Instant>,
    pub propagation: Times,
    pub acknowledgement: Times,
    pub written: usize,
    /// Deliveries that should have been, and frames that brought them.
    pub expected: usize,
    pub frames: usize,
    pub bytes: usize,
}

/// An edit: how far its author's clock is with it, and when it left.
#[derive(Debug, Clone, Copy)]
struct Written {
    clock: u32,
    at: Instant,
}

impl Meter {
    pub fn begin(&mut self) {
        self.begun = Some(Instant::now());
    }

    pub fn end(&mut self) {
        self.ended = Some(Instant::now());
    }

    fn counts(&self, at: Instant) -> bool {
        self.begun.is_some_and(|begun| at >= begun) && self.ended.is_none_or(|ended| at < ended)
    }

    /// Somebody wrote something that so many others should see.
    pub fn wrote(&mut self, page: (usize, u64), clock: u32, others: usize) {
        let at = Instant::now();
        if self.counts(at) {
            self.written += 1;
            self.expected += others;
        }
        self.pages.entry(page).or_default().push(Written { clock, at });
    }

    /// Somebody has seen what this client wrote up to this clock; `seen` is how many of its edits they had seen before.
    pub fn arrived(&mut self, page: (usize, u64), clock: u32, seen: &mut usize) {
        let Some(written) = self.pages.get(&page) else { return };
        let now = Instant::now();
        let new = written.iter().skip(*seen).take_while(|edit| edit.clock <= clock);
        let times: Vec<Written> = new.copied().collect();
        *seen += times.len();
        for Written { at, .. } in times {
            if self.counts(at) {
                self.propagation.note(now - at);
            }
        }
    }

    /// A frame that brought others' edits.
    pub fn brought(&mut self, bytes: usize) {
        if self.counts(Instant::now()) {
            self.frames += 1;
            self.bytes += bytes;
        }
    }

    /// Whoever wrote something at that moment knows now that it is saved.
    pub fn acknowledged(&mut self, at: Instant) {
        if self.counts(at) {
            self.acknowledgement.note(at.elapsed());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_times_that_were_measured() {
        let mut times = Times::default();
        assert_eq!(times.quantile(0.5), 0.0);
        (1..=100).rev().for_each(|ms| times.note(Duration::from_millis(ms)));
        assert_eq!((times.quantile(0.5), times.quantile(0.99), times.quantile(1.0)), (51.0, 100.0, 100.0));
    }

    #[test]
    fn an_edit_is_seen_once_by_each_and_only_counts_inside_the_window() {
        let mut meter = Meter::default();
        let page = (0, 7);
        meter.wrote(page, 3, 2);
        meter.begin();
        meter.wrote(page, 6, 2);
        meter.wrote(page, 9, 2);
        let mut seen = 0;
        meter.arrived(page, 6, &mut seen);
        assert_eq!((seen, meter.propagation.count()), (2, 1));
        meter.arrived(page, 6, &mut seen);
        meter.arrived(page, 9, &mut seen);
        assert_eq!((seen, meter.propagation.count(), meter.written, meter.expected), (3, 2, 2, 4));
        meter.end();
        meter.wrote(page, 12, 2);
        assert_eq!(meter.written, 2);
    }
}
