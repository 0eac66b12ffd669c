//! The difference of two texts, word by word.
//!
//! Words are matched by a longest common subsequence; white space goes with the word behind it, so that a list of
//! replaced words does not fall apart at every blank. Very long texts are first cut at words that occur once on each
//! side; what still is too long then counts as replaced, so that no input costs more than a moment.

use std::collections::HashMap;

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use super::longest::longest_rising;

/// Largest table of the word matcher: about 300 by 300 words, a fraction of a millisecond.
const CELLS_MAX: usize = 100_000;

/// How often a text may be cut into smaller ones; natural texts need one cut.
const CUTS_MAX: usize = 8;

/// On which sides a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SpanKind {
    Same,
    /// Only in the earlier text.
    Removed,
    /// Only in the later text.
    Added,
}

/// A piece of text. Without the added pieces a row of spans is the earlier text, without the removed ones the later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Span {
    pub kind: SpanKind,
    pub text: String,
}

/// Whether a reader can't tell two texts apart: white space and the composition of accents do not count.
pub(super) fn read_alike(before: &str, after: &str) -> bool {
    let (mut old, mut new) = (before.split_whitespace(), after.split_whitespace());
    before == after
        || loop {
            match (old.next(), new.next()) {
                (None, None) => break true,
                (Some(old), Some(new)) if words_read_alike(old, new) => {}
                _ => break false,
            }
        }
}

/// Composing is slow, and plain letters have nothing to compose.
fn words_read_alike(old: &str, new: &str) -> bool {
    old == new || !(old.is_ascii() && new.is_ascii()) && old.nfc().eq(new.nfc())
}

/// Compares two texts word by word.
#[must_use]
pub fn spans(before: &str, after: &str) -> Vec<Span> {
    let (old, new) = (words(before), words(after));
    let mut pairs = Vec::new();
    match_words(&old, &new, (0, 0), CUTS_MAX, &mut pairs);
    let mut writer = Writer::default();
    let (mut old_next, mut new_next) = (0, 0);
    for (i, j) in pairs {
        writer.replaced(&old[old_next..i], &new[new_next..j]);
        writer.same(&old[i], &new[j]);
        (old_next, new_next) = (i + 1, j + 1);
    }
    writer.replaced(&old[old_next..], &new[new_next..]);
    writer.finish()
}

/// A word or a single sign, with the white space in front of it.
#[derive(Debug, Clone, Copy)]
struct Word<'a> {
    space: &'a str,
    text: &'a str,
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (space, behind) = rest.split_at(rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len()));
        let (text, behind) = behind.split_at(word_length(behind));
        words.push(Word { space, text });
        rest = behind;
    }
    words
}

fn word_length(text: &str) -> usize {
    match text.find(|c: char| !c.is_alphanumeric()) {
        Some(0) => text.chars().next().map_or(0, char::len_utf8),
        Some(end) => end,
        None => text.len(),
    }
}

/// Appends the positions of matching words, rising on both sides. `at` is where the slices start.
fn match_words(old: &[Word], new: &[Word], at: (usize, usize), cuts: usize, pairs: &mut Vec<(usize, usize)>) {
    let alike = |(a, b): &(&Word, &Word)| a.text == b.text;
    let head = old.iter().zip(new).take_while(alike).count();
    pairs.extend((0..head).map(|k| (at.0 + k, at.1 + k)));
    let (old, new, at) = (&old[head..], &new[head..], (at.0 + head, at.1 + head));
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(alike).count();
    let (old_end, new_end) = (old.len() - tail, new.len() - tail);
    match_middle(&old[..old_end], &new[..new_end], at, cuts, pairs);
    pairs.extend((0..tail).map(|k| (at.0 + old_end + k, at.1 + new_end + k)));
}

fn match_middle(old: &[Word], new: &[Word], at: (usize, usize), cuts: usize, pairs: &mut Vec<(usize, usize)>) {
    if old.is_empty() || new.is_empty() {
        return;
    }
    if old.len() * new.len() <= CELLS_MAX {
        return match_by_table(old, new, at, pairs);
    }
    let Some(cuts) = cuts.checked_sub(1) else { return };
    let (mut old_next, mut new_next) = (0, 0);
    for (i, j) in anchors(old, new) {
        let here = (at.0 + old_next, at.1 + new_next);
        match_words(&old[old_next..i], &new[new_next..j], here, cuts, pairs);
        pairs.push((at.0 + i, at.1 + j));
        (old_next, new_next) = (i + 1, j + 1);
    }
    if new_next > 0 {
        match_words(&old[old_next..], &new[new_next..], (at.0 + old_next, at.1 + new_next), cuts, pairs);
    }
}

/// Words that occur exactly once on each side, as many as keep their order.
fn anchors(old: &[Word], new: &[Word]) -> Vec<(usize, usize)> {
    let (old, new) = (once(old), once(new));
    let mut common: Vec<(usize, usize)> =
        old.iter().filter_map(|(text, i)| Some(((*i)?, new.get(text).copied()??))).collect();
    common.sort_unstable();
    let orders: Vec<usize> = common.iter().map(|(_, j)| *j).collect();
    longest_rising(&orders).into_iter().map(|k| common[k]).collect()
}

/// The position of every word that occurs once; `None` for one that occurs again.
fn once<'a>(words: &[Word<'a>]) -> HashMap<&'a str, Option<usize>> {
    let mut positions = HashMap::new();
    for (position, word) in words.iter().enumerate() {
        positions.entry(word.text).and_modify(|seen| *seen = None).or_insert(Some(position));
    }
    positions
}

/// Longest common subsequence by weight: a word is worth more than a comma.
fn match_by_table(old: &[Word], new: &[Word], at: (usize, usize), pairs: &mut Vec<(usize, usize)>) {
    let width = new.len() + 1;
    let mut best = vec![0_u32; (old.len() + 1) * width];
    for (i, a) in old.iter().enumerate().rev() {
        let weight = weight(a);
        for (j, b) in new.iter().enumerate().rev() {
            let skipped = best[(i + 1) * width + j].max(best[i * width + j + 1]);
            let taken = if a.text == b.text { best[(i + 1) * width + j + 1] + weight } else { 0 };
            best[i * width + j] = skipped.max(taken);
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < old.len() && j < new.len() {
        let here = best[i * width + j];
        if old[i].text == new[j].text && here == best[(i + 1) * width + j + 1] + weight(&old[i]) {
            pairs.push((at.0 + i, at.1 + j));
            (i, j) = (i + 1, j + 1);
        } else if here == best[(i + 1) * width + j] {
            i += 1;
        } else {
            j += 1;
        }
    }
}

fn weight(word: &Word) -> u32 {
    if word.text.starts_with(char::is_alphanumeric) { 4 } else { 1 }
}

/// Joins neighbouring pieces; within one replacement all removed text comes before all added text.
#[derive(Default)]
struct Writer {
    spans: Vec<Span>,
    removed: String,
    added: String,
}

impl Writer {
    fn replaced(&mut self, old: &[Word], new: &[Word]) {
        old.iter().for_each(|word| self.removed.extend([word.space, word.text]));
        new.iter().for_each(|word| self.added.extend([word.space, word.text]));
    }

    /// White space that changed in front of a kept word belongs to the replacement before it.
    fn same(&mut self, old: &Word, new: &Word) {
        if old.space == new.space {
            self.flush();
            self.push(SpanKind::Same, old.space);
        } else {
            self.removed.push_str(old.space);
            self.added.push_str(new.space);
            self.flush();
        }
        self.push(SpanKind::Same, old.text);
    }

    fn finish(mut self) -> Vec<Span> {
        self.flush();
        self.spans
    }

    fn flush(&mut self) {
        let (removed, added) = (std::mem::take(&mut self.removed), std::mem::take(&mut self.added));
        let space = common_space(&removed, &added);
        self.push(SpanKind::Same, &removed[..space]);
        self.push(SpanKind::Removed, &removed[space..]);
        self.push(SpanKind::Added, &added[space..]);
    }

    fn push(&mut self, kind: SpanKind, text: &str) {
        match self.spans.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.kind == kind => last.text.push_str(text),
            _ => self.spans.push(Span { kind, text: text.to_owned() }),
        }
    }
}

/// How many bytes of white space both texts start with.
fn common_space(a: &str, b: &str) -> usize {
    let alike = a.chars().zip(b.chars()).take_while(|(a, b)| a == b && a.is_whitespace());
    alike.map(|(c, _)| c.len_utf8()).sum()
}
