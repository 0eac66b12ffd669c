//! From a typed word to the words of the vocabulary that may be meant, each with how well it fits.

use super::{
    Field, fold,
    vocabulary::{Vocabulary, WORD_CHARS_MAX, trigrams},
};
use crate::order::arrange_first;

/// How well a word fits, of a thousand.
const EXACT: u32 = 1_000;
const BEGINNING: u32 = 800;
const TYPO: u32 = 620;
/// A known word with an ending that the library does not have (`restful`): before two edits, after one.
const ENDING: u32 = 570;
const TYPO_IN_BEGINNING: u32 = 520;
/// What one edit takes away.
const PER_EDIT: u32 = 110;

/// Longer queries are cut.
const TYPED_MAX: usize = 32;
/// More words than this say nothing that the rarest ones do not.
const WORDS_MAX: usize = 8;
/// Beside so many rarer words, one that a thousand entries and every eighth have tells little and takes the longest.
const TELLING: usize = 3;
const COMMON: usize = 1_000;
const COMMON_SHARE: usize = 8;

/// Shorter words begin too many others, and longer endings make another word.
const BEFORE_ENDING_MIN: usize = 4;
const ENDING_MAX: usize = 3;

/// How many candidates of the trigram index are compared letter by letter.
const CANDIDATES_MAX: usize = 300;

/// A word of the vocabulary and how well it fits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Match {
    pub(super) word: usize,
    pub(super) quality: u32,
}

/// The words of a query, folded.
pub(super) fn words(query: &str) -> Vec<String> {
    let words = fold::words(query).into_iter().map(|word| word.text.chars().take(WORD_CHARS_MAX).collect());
    words.take(TYPED_MAX).collect()
}

/// For each typed word the words that may be meant. Two neighbours may also be one word with a blank in it
/// (`post gres`); what they mean together, each of them means.
pub(super) fn matches(vocabulary: &Vocabulary, typed: &[String], entries: usize) -> Vec<Vec<Match>> {
    let of_word = |place: usize| {
        let pairs = [place.checked_sub(1), Some(place)].into_iter().flatten().filter_map(|at| typed.get(at..at + 2));
        let together = pairs.flat_map(|pair| beginnings(vocabulary, &pair.concat()));
        word_matches(vocabulary, &typed[place]).into_iter().chain(together).collect()
    };
    telling(vocabulary, typed, entries).into_iter().map(of_word).collect()
}

/// The places of the words that are looked for: the rarest, and no others that are common.
fn telling(vocabulary: &Vocabulary, typed: &[String], entries: usize) -> Vec<usize> {
    let count = |word: &String| vocabulary.find(word).map_or(0, |known| vocabulary.postings(known).len());
    let mut places: Vec<(usize, usize)> = (0..typed.len()).map(|place| (count(&typed[place]), place)).collect();
    arrange_first(&mut places, WORDS_MAX, Ord::cmp);
    let is_common = |count: usize| count > COMMON.max(entries / COMMON_SHARE);
    let is_telling = |(rank, (count, _)): &(usize, (usize, usize))| *rank < TELLING || !is_common(*count);
    places.into_iter().enumerate().filter(is_telling).map(|(_, (_, place))| place).collect()
}

/// Typos and other endings are looked for even when there are exact matches, but rank lower.
fn word_matches(vocabulary: &Vocabulary, typed: &str) -> Vec<Match> {
    let mut matches = beginnings(vocabulary, typed);
    let known = vocabulary.starting_with(typed);
    matches.extend(typos(vocabulary, typed).into_iter().filter(|found| !known.contains(&found.word)));
    // A single slip explains a word better than an ending does.
    if !matches.iter().any(|found| (ENDING..=TYPO).contains(&found.quality)) {
        matches.extend(without_ending(vocabulary, typed));
    }
    matches
}

/// The longest word that the typed one is with an ending, of those that entries are called by: texts have any word.
fn without_ending(vocabulary: &Vocabulary, typed: &str) -> Option<Match> {
    let is_telling = |word: &usize| vocabulary.postings(*word).iter().any(|place| place.weight() > Field::Body as u32);
    let ends = (BEFORE_ENDING_MIN.max(typed.len().saturating_sub(ENDING_MAX))..typed.len()).rev();
    let beginnings = ends.filter_map(|end| typed.get(..end));
    let word = beginnings.filter_map(|beginning| vocabulary.find(beginning)).find(is_telling)?;
    Some(Match { word, quality: ENDING })
}

fn beginnings(vocabulary: &Vocabulary, typed: &str) -> Vec<Match> {
    let quality = |word| beginning_quality(typed, vocabulary.word(word));
    vocabulary.starting_with(typed).map(|word| Match { word, quality: quality(word) }).collect()
}

/// Exact is best; of the words that start alike, the one with the least to type is next.
fn beginning_quality(typed: &str, word: &str) -> u32 {
    match word.len() - typed.len() {
        0 => EXACT,
        // More would make it worth less than a word with a typo in it.
        rest => BEGINNING - 10 * (rest.min(14) as u32),
    }
}

/// Whether a typed word may have been meant as this one, with a typo.
pub(super) fn is_typo(typed: &str, word: &str) -> bool {
    let letters: Vec<char> = typed.chars().collect();
    let allowed = edits_allowed(&letters);
    allowed > 0 && typo_quality(&letters, word, allowed).is_some()
}

fn typos(vocabulary: &Vocabulary, typed: &str) -> Vec<Match> {
    let letters: Vec<char> = typed.chars().collect();
    let allowed = edits_allowed(&letters);
    if allowed == 0 {
        return Vec::new();
    }
    let fits = |word: usize| {
        let quality = typo_quality(&letters, vocabulary.word(word), allowed)?;
        Some(Match { word, quality })
    };
    candidates(vocabulary, typed).into_iter().filter_map(fits).collect()
}

/// Short words and version numbers are never guessed: too many others are one letter away.
fn edits_allowed(letters: &[char]) -> usize {
    match letters.len() {
        0..=2 => 0,
        3..=5 => 1,
        6..=9 => 2,
        _ => 3,
    }
}

/// The words that share the most trigrams.
fn candidates(vocabulary: &Vocabulary, typed: &str) -> Vec<usize> {
    let mut shared = vec![0_u8; vocabulary.len()];
    let mut touched: Vec<u32> = Vec::new();
    for trigram in trigrams(typed) {
        for word in vocabulary.with_trigram(trigram) {
            let count = &mut shared[*word as usize];
            if *count == 0 {
                touched.push(*word);
            }
            *count = count.saturating_add(1);
        }
    }
    if touched.len() > CANDIDATES_MAX {
        leave_first(&mut touched, &shared);
    }
    let length = |word: u32| vocabulary.word(word as usize).len().abs_diff(typed.len());
    let order = |word: u32| (u8::MAX - shared[word as usize], length(word), word);
    let mut candidates: Vec<_> = touched.into_iter().map(order).collect();
    arrange_first(&mut candidates, CANDIDATES_MAX, Ord::cmp);
    candidates.into_iter().map(|(.., word)| word as usize).collect()
}

/// Leaves out words that share so little that enough others share more.
fn leave_first(touched: &mut Vec<u32>, shared: &[u8]) {
    let mut counts = [0; 256];
    for word in touched.iter() {
        counts[usize::from(shared[*word as usize])] += 1;
    }
    let (mut least, mut count) = (u8::MAX, counts[255]);
    while count < CANDIDATES_MAX && least > 0 {
        least -= 1;
        count += counts[usize::from(least)];
    }
    touched.retain(|word| shared[*word as usize] >= least);
}

fn typo_quality(typed: &[char], word: &str, allowed: usize) -> Option<u32> {
    let letters: Vec<char> = word.chars().collect();
    let (whole, beginning) = edits(typed, &letters);
    if whole <= allowed {
        return Some(TYPO.saturating_sub(PER_EDIT * (whole.max(1) as u32 - 1)));
    }
    // With four letters or fewer, the beginning of almost anything is one edit away.
    let is_long = typed.len() > 4;
    (is_long && beginning <= allowed)
        .then(|| TYPO_IN_BEGINNING.saturating_sub(PER_EDIT * (beginning.max(1) as u32 - 1)))
}

/// Edits (insert, remove, replace, swap neighbours) from `typed` to the whole of `word`, and to its best beginning.
fn edits(typed: &[char], word: &[char]) -> (usize, usize) {
    // A beginning that is much longer than what was typed can't be near.
    let word_end = word.len().min(typed.len() + 4);
    let mut rows = [[0; WORD_CHARS_MAX + 5]; 3];
    let [mut before_last, mut last, mut row] = rows.each_mut();
    for (j, edits) in last.iter_mut().enumerate() {
        *edits = j;
    }
    for (i, a) in typed.iter().enumerate() {
        row[0] = i + 1;
        for (j, b) in word[..word_end].iter().enumerate() {
            let replaced = last[j] + usize::from(a != b);
            let mut best = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == word[j - 1] && typed[i - 1] == *b {
                best = best.min(before_last[j - 1] + 1);
            }
            row[j + 1] = best;
        }
        (before_last, last, row) = (last, row, before_last);
    }
    let whole = last[word_end] + (word.len() - word_end);
    (whole, last[..=word_end].iter().copied().min().unwrap_or(whole))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{CANDIDATES_MAX, edits, leave_first};
    use crate::order::arrange;

    proptest! {
        #[test]
        fn leaving_out_early_keeps_the_first(shared in proptest::collection::vec(0_u8..6, 0..2_000)) {
            let first = |mut words: Vec<u32>| {
                arrange(&mut words, |one, other| shared[*other as usize].cmp(&shared[*one as usize]));
                words.truncate(CANDIDATES_MAX);
                words
            };
            let all: Vec<u32> = (0..shared.len() as u32).collect();
            let mut left = all.clone();
            leave_first(&mut left, &shared);
            prop_assert_eq!(first(left), first(all));
        }
    }

    #[test]
    fn edits_count_swapped_neighbours_once_and_know_beginnings() {
        for (typed, word, counts) in [
            ("pyton", "python", (1, 1)),
            ("postgers", "postgres", (1, 1)),
            ("postgers", "postgresql", (3, 1)),
            ("gti", "git", (1, 1)),
            ("", "git", (3, 0)),
            ("git", "", (3, 3)),
        ] {
            let letters = |text: &str| text.chars().collect::<Vec<_>>();
            assert_eq!(edits(&letters(typed), &letters(word)), counts, "{typed} {word}");
        }
    }
}
