//! Puts the entries that a query reached into an order.

use super::{Index, Known, query::Match, vocabulary::Vocabulary};
use crate::order::arrange_first;

/// What an entry gains when the whole query is its name, one of its synonyms, or the beginning of one. More than any
/// sum of single words, so that such an entry comes first.
const IS_NAME: u32 = 5_000_000;
const IS_SYNONYM: u32 = 4_500_000;
const STARTS_NAME: u32 = 3_000_000;
const STARTS_SYNONYM: u32 = 2_000_000;

/// Sums what the words of one query found.
#[derive(Debug)]
pub(super) struct Ranking {
    words: u32,
    /// Per entry the sum over words, and how many of them it has.
    sums: Vec<(u32, u32)>,
    /// Per entry the best match of the word at hand.
    current: Vec<u32>,
    reached: Vec<usize>,
}

impl Ranking {
    pub(super) fn new(entries: usize) -> Self {
        Self { words: 0, sums: vec![(0, 0); entries], current: vec![0; entries], reached: Vec::new() }
    }

    /// Adds one word of the query: an entry counts it once, by its best match.
    pub(super) fn add(&mut self, vocabulary: &Vocabulary, matches: &[Match]) {
        self.words += 1;
        self.reached.clear();
        for found in matches {
            for posting in vocabulary.postings(found.word) {
                let best = &mut self.current[posting.entry()];
                if *best == 0 {
                    self.reached.push(posting.entry());
                }
                *best = (*best).max(found.quality * posting.weight());
            }
        }
        for entry in &self.reached {
            let (sum, count) = &mut self.sums[*entry];
            *sum += std::mem::take(&mut self.current[*entry]);
            *count += 1;
        }
    }

    /// The best entries with their scores. Only those that have as many words as the best one has: all words if any
    /// entry has them all, but a word that is nowhere does not empty the list. Where nothing is typed all are as good as they fit.
    pub(super) fn best(self, index: &Index, query: &str, limit: usize, fit: &dyn Fn(usize) -> u8) -> Vec<(usize, u32)> {
        let most = self.sums.iter().map(|(_, count)| *count).max().unwrap_or(0);
        let is_typed = self.words > 0;
        if is_typed && most == 0 {
            return Vec::new();
        }
        // One of eight words that matches better is an eighth of the difference; so is the most that fit is worth.
        let score = |entry: usize, sum: u32| match self.words {
            0 => fit(entry).into(),
            words => {
                (sum + sum * u32::from(fit(entry)) / (1_000 * words)) / words
                    + bonus(index, &index.entries[entry], query)
            }
        };
        let full = self.sums.iter().enumerate().filter(|(_, (_, count))| *count == most);
        let mut ranked: Vec<(usize, u32)> = full.map(|(entry, (sum, _))| (entry, score(entry, *sum))).collect();
        let length = |entry: usize| if is_typed { index.entries[entry].folded_name.len() } else { 0 };
        let order = |(entry, score): &(usize, u32)| (u32::MAX - score, length(*entry), *entry);
        arrange_first(&mut ranked, limit, |one, other| order(one).cmp(&order(other)));
        ranked
    }
}

fn bonus(index: &Index, entry: &Known, query: &str) -> u32 {
    let synonyms = || entry.synonyms.clone().map(|synonym| index.folded_synonyms.get(synonym));
    let whole = if entry.folded_name == query {
        IS_NAME
    } else if synonyms().any(|synonym| synonym == query) {
        IS_SYNONYM
    } else if entry.folded_name.starts_with(query) {
        STARTS_NAME
    } else if synonyms().any(|synonym| synonym.starts_with(query)) {
        STARTS_SYNONYM
    } else {
        0
    };
    // Use decides between near equals only: a thousand uses weigh as much as a letter less to type.
    whole + 100 * entry.popularity.checked_ilog2().map_or(0, |log| log + 1)
}
