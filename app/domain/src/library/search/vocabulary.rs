//! Every distinct word of the library once, sorted, with the entries that it leads to and its trigrams.

use std::{collections::HashMap, ops::Range};

use super::{Field, fold::each_word};
use crate::order::arrange;

/// Longer words are cut: nobody types them, and they would make every comparison slow.
pub(super) const WORD_CHARS_MAX: usize = 32;

/// An entry that a word leads to, with the weight of the field that it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Posting {
    pub(super) entry: u32,
    pub(super) weight: u8,
}

/// The words and where they lead.
#[derive(Debug)]
pub(super) struct Vocabulary {
    /// Sorted, so that all words with one beginning are neighbours.
    words: Vec<Box<str>>,
    postings: Lists<Posting>,
    trigrams: HashMap<u64, Vec<u32>>,
}

impl Vocabulary {
    pub(super) const fn len(&self) -> usize {
        self.words.len()
    }

    pub(super) fn word(&self, number: usize) -> &str {
        &self.words[number]
    }

    pub(super) fn postings(&self, number: usize) -> &[Posting] {
        self.postings.get(number)
    }

    pub(super) fn with_trigram(&self, trigram: u64) -> &[u32] {
        self.trigrams.get(&trigram).map_or(&[], Vec::as_slice)
    }

    /// The numbers of the words that start with `beginning`; an equal word is the first of them.
    pub(super) fn starting_with(&self, beginning: &str) -> Range<usize> {
        let start = self.words.partition_point(|word| &**word < beginning);
        let count = self.words[start..].partition_point(|word| word.starts_with(beginning));
        start..start + count
    }
}

/// Collects words while entries come in.
#[derive(Debug, Default)]
pub(super) struct VocabularyBuilder {
    numbers: HashMap<Box<str>, u32>,
    found: Vec<(u32, Posting)>,
}

impl VocabularyBuilder {
    pub(super) fn add(&mut self, entry: usize, field: Field, text: &str) {
        let Ok(entry) = u32::try_from(entry) else { return };
        let posting = Posting { entry, weight: field as u8 };
        each_word(text, |word| {
            let word = cut(word);
            let next = self.numbers.len() as u32;
            let number = match self.numbers.get(word) {
                Some(number) => *number,
                None => *self.numbers.entry(word.into()).or_insert(next),
            };
            self.found.push((number, posting));
        });
    }

    pub(super) fn finish(self) -> Vocabulary {
        let mut words: Vec<(Box<str>, u32)> = self.numbers.into_iter().collect();
        arrange(&mut words, |(one, _), (other, _)| one.cmp(other));
        let mut sorted = vec![0_u32; words.len()];
        for (position, (_, number)) in words.iter().enumerate() {
            sorted[*number as usize] = position as u32;
        }
        let found = self.found.into_iter().map(|(number, posting)| (sorted[number as usize], posting)).collect();
        let postings = Lists::group(words.len(), found);
        let words: Vec<Box<str>> = words.into_iter().map(|(word, _)| word).collect();
        let trigrams = index_trigrams(&words);
        Vocabulary { words, postings, trigrams }
    }
}

fn cut(word: &str) -> &str {
    word.char_indices().nth(WORD_CHARS_MAX).and_then(|(end, _)| word.get(..end)).unwrap_or(word)
}

fn index_trigrams(words: &[Box<str>]) -> HashMap<u64, Vec<u32>> {
    let mut index: HashMap<u64, Vec<u32>> = HashMap::new();
    for (number, word) in words.iter().enumerate() {
        for trigram in trigrams(word) {
            let list = index.entry(trigram).or_default();
            if list.last() != Some(&(number as u32)) {
                list.push(number as u32);
            }
        }
    }
    index
}

/// The trigrams of a word with two blanks before it, so that its beginning counts more; a character has 21 bits.
pub(in crate::library) fn trigrams(word: &str) -> impl Iterator<Item = u64> {
    word.chars().scan(0_u64, |window, c| {
        *window = ((*window << 21) | u64::from(c)) & ((1 << 63) - 1);
        Some(*window)
    })
}

/// Many short lists in one piece of memory.
#[derive(Debug)]
struct Lists<T> {
    starts: Vec<u32>,
    items: Vec<T>,
}

impl Lists<Posting> {
    /// Groups by number, keeping the order within (entries rise), by counting instead of comparing.
    fn group(count: usize, found: Vec<(u32, Posting)>) -> Self {
        let mut starts = vec![0_u32; count + 1];
        for (number, _) in &found {
            starts[*number as usize + 1] += 1;
        }
        for number in 0..count {
            starts[number + 1] += starts[number];
        }
        let mut next = starts.clone();
        let mut items = vec![Posting { entry: 0, weight: 0 }; found.len()];
        for (number, posting) in found {
            let place = &mut next[number as usize];
            items[*place as usize] = posting;
            *place += 1;
        }
        Self { starts, items }
    }
}

impl<T> Lists<T> {
    fn get(&self, number: usize) -> &[T] {
        &self.items[self.starts[number] as usize..self.starts[number + 1] as usize]
    }
}
