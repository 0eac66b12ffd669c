//! Precision and recall.

use std::{collections::BTreeSet, fmt};

/// What was expected and what was found, over many texts.
#[derive(Debug, Default)]
pub struct Score {
    right: usize,
    expected: usize,
    found: usize,
    pub misses: Vec<String>,
}

impl Score {
    /// Counts what one text is expected to hold and what was found in it.
    pub fn add(&mut self, text: &str, expected: &BTreeSet<String>, found: &BTreeSet<String>) {
        self.right += expected.intersection(found).count();
        self.expected += expected.len();
        self.found += found.len();
        self.misses.extend(expected.difference(found).map(|missed| format!("{text}: missed {missed}")));
        self.misses.extend(found.difference(expected).map(|wrong| format!("{text}: wrong {wrong}")));
    }

    /// How much of what was found is right, in percent.
    pub fn precision(&self) -> usize {
        100 * self.right / self.found.max(1)
    }

    /// How much of what is there was found, in percent.
    pub fn recall(&self) -> usize {
        100 * self.right / self.expected.max(1)
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "precision {} %, recall {} % ({} right of {} found, {} expected)",
            self.precision(),
            self.recall(),
            self.right,
            self.found,
            self.expected
        )
    }
}
