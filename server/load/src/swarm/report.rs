//! What is told of a run: one line of JSON.

use std::time::Duration;

use serde::Serialize;

use super::{Workload, meter::Meter};

/// Figures of one run. Times are in milliseconds, unless their name says otherwise.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Report {
    pub documents: usize,
    pub people: usize,
    pub rate: f64,
    /// Edits in the measured time.
    pub edits: usize,
    pub edits_per_second: f64,
    /// Each edit is delivered to everybody else at the draft.
    pub delivered: usize,
    pub missing: usize,
    /// A frame may carry several edits.
    pub frames: usize,
    pub frame_bytes: usize,
    pub propagation_p50: f64,
    pub propagation_p99: f64,
    pub propagation_max: f64,
    pub acknowledged: usize,
    pub acknowledgement_p50: f64,
    pub acknowledgement_p99: f64,
    pub seconds: f64,
    pub cpu_seconds: f64,
    pub cpu_us_per_delivery: f64,
    pub cpu_us_per_edit: f64,
    /// Until everybody was in.
    pub entry_seconds: f64,
    pub entry_cpu_seconds: f64,
    pub memory_before: u64,
    /// When everybody was in and nobody had written.
    pub memory_open: u64,
    pub memory_after: u64,
}

impl Report {
    pub(super) fn of(workload: &Workload) -> Self {
        let Workload { documents, people, rate, .. } = *workload;
        Self { documents, people, rate, ..Self::default() }
    }

    pub(super) fn came_in(&mut self, took: Duration, cpu: f64) {
        (self.entry_seconds, self.entry_cpu_seconds) = (took.as_secs_f64(), cpu);
    }

    pub(super) fn memory(&mut self, before: u64, open: u64) {
        (self.memory_before, self.memory_open) = (before, open);
    }

    pub(super) fn worked(&mut self, took: Duration, cpu: f64) {
        (self.seconds, self.cpu_seconds) = (took.as_secs_f64(), cpu);
    }

    pub(super) fn peak(&mut self, after: u64) {
        self.memory_after = after;
    }

    pub(super) fn saw(&mut self, meter: &Meter) {
        self.edits = meter.written;
        self.delivered = meter.propagation.count();
        self.missing = meter.expected.saturating_sub(self.delivered);
        (self.frames, self.frame_bytes) = (meter.frames, meter.bytes);
        let (propagation, acknowledgement) = (&meter.propagation, &meter.acknowledgement);
        self.propagation_p50 = propagation.quantile(0.5);
        self.propagation_p99 = propagation.quantile(0.99);
        self.propagation_max = propagation.quantile(1.0);
        self.acknowledged = acknowledgement.count();
        self.acknowledgement_p50 = acknowledgement.quantile(0.5);
        self.acknowledgement_p99 = acknowledgement.quantile(0.99);
        if self.seconds > 0.0 {
            self.edits_per_second = self.edits as f64 / self.seconds;
            self.cpu_us_per_delivery = self.cpu_seconds * 1e6 / self.delivered.max(1) as f64;
            self.cpu_us_per_edit = self.cpu_seconds * 1e6 / self.edits.max(1) as f64;
        }
    }
}
