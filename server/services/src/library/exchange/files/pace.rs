//! How long reading one file may keep a processor busy. Waiting for its bytes, or for somebody to take its rows, does
//! not count.

use std::{
    cell::Cell,
    time::{Duration, Instant},
};

use super::{Trouble, sentence};

/// A file of a hundred thousand rows takes a second or two.
const BUSY_MAX: Duration = Duration::from_secs(30);

/// A stopwatch that can be halted.
#[derive(Debug)]
pub struct Pace {
    begun: Instant,
    waited: Cell<Duration>,
    most: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self { begun: Instant::now(), waited: Cell::default(), most: BUSY_MAX }
    }
}

impl Pace {
    /// Waits for something; the time does not count.
    pub fn waiting<T>(&self, wait: impl FnOnce() -> T) -> T {
        let since = Instant::now();
        let result = wait();
        self.waited.set(self.waited.get() + since.elapsed());
        result
    }

    /// # Errors
    /// A sentence once it took too long.
    pub fn check(&self) -> Result<(), Trouble> {
        if self.begun.elapsed().saturating_sub(self.waited.get()) > self.most {
            return sentence("Reading this file takes too long. Save it anew, or split it in two.");
        }
        Ok(())
    }

    #[cfg(test)]
    pub const fn ended(mut self) -> Self {
        self.most = Duration::ZERO;
        self
    }
}
