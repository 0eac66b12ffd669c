//! Every distinct word of the library once, sorted, with the entries that it leads to and its trigrams.

use std::ops::Range;

use super::{
    Field,
    fold::each_word,
    texts::{Distinct, Texts},
};
use crate::order::arrange;

/// Longer words are cut: nobody types them, and they would make every comparison slow.
pub(super) const WORD_CHARS_MAX: usize = 32;

/// An entry that a word leads to, and in the lowest seven bits the weight of the field that it stands in: half the
/// memory that they would take apart, and there are millions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Posting(u32);

impl Posting {
    fn new(entry: usize, field: Field) -> Option<Self> {
        let shifted = u32::try_from(entry).ok()?.checked_mul(128)?;
        Some(Self(shifted | field as u32))
    }

    pub(super) const fn entry(self) -> usize {
        (self.0 / 128) as usize
    }

    pub(super) const fn weight(self) -> u32 {
        self.0 % 128
    }
}

/// The words and where they lead.
#[derive(Debug)]
pub(super) struct Vocabulary {
    /// Sorted, so that all words with one beginning are neighbours.
    words: Texts,
    postings: Lists<Posting>,
    trigrams: Distinct,
    with_trigram: Lists<u32>,
}

impl Vocabulary {
    pub(super) const fn len(&self) -> usize {
        self.words.len()
    }

    pub(super) fn word(&self, number: usize) -> &str {
        self.words.get(number)
    }

    pub(super) fn postings(&self, number: usize) -> &[Posting] {
        self.postings.get(number)
    }

    pub(super) fn with_trigram(&self, trigram: &str) -> &[u32] {
        self.trigrams.find(trigram).map_or(&[], |number| self.with_trigram.get(number))
    }

    /// The numbers of the words that start with `beginning`; an equal word is the first of them.
    pub(super) fn starting_with(&self, beginning: &str) -> Range<usize> {
        let start = self.first(0, |word| word < beginning);
        start..self.first(start, |word| word.starts_with(beginning))
    }

    /// The number of this very word.
    pub(super) fn find(&self, word: &str) -> Option<usize> {
        self.starting_with(word).next().filter(|found| self.word(*found) == word)
    }

    /// The first word from a place on that is not so; those that are stand together there.
    fn first(&self, from: usize, is_so: impl Fn(&str) -> bool) -> usize {
        let (mut from, mut to) = (from, self.len());
        while from < to {
            let middle = from.midpoint(to);
            if is_so(self.word(middle)) { from = middle + 1 } else { to = middle }
        }
        from
    }
}

/// Collects words while entries come in. Nearly all were seen before: each spelling is folded once.
#[derive(Debug, Default)]
pub(super) struct VocabularyBuilder {
    spellings: Distinct,
    /// The words of each spelling.
    spelt: Lists<u32>,
    words: Distinct,
    found: Vec<(u32, Posting)>,
}

impl VocabularyBuilder {
    pub(super) fn add(&mut self, entry: usize, field: Field, text: &str) {
        let Some(posting) = Posting::new(entry, field) else { return };
        for spelling in text.split_whitespace() {
            let number = self.spelling(spelling);
            self.found.extend(self.spelt.get(number).iter().map(|word| (*word, posting)));
        }
    }

    /// The same for a text without blanks that no other entry has.
    pub(super) fn add_address(&mut self, entry: usize, field: Field, text: &str) {
        let Some(posting) = Posting::new(entry, field) else { return };
        each_word(text, &mut |word| self.found.push((self.words.number(cut(word)) as u32, posting)));
    }

    fn spelling(&mut self, spelling: &str) -> usize {
        let number = self.spellings.number(spelling);
        if number == self.spelt.len() {
            each_word(spelling, &mut |word| self.spelt.items.push(self.words.number(cut(word)) as u32));
            self.spelt.close();
        }
        number
    }

    pub(super) fn finish(self) -> Vocabulary {
        let order = sorted(&self.words.texts);
        let mut places = vec![0_u32; order.len()];
        let mut words = Texts::default();
        for (place, number) in (0..).zip(order) {
            places[number] = place;
            words.push(self.words.texts.get(number));
        }
        let found = self.found.into_iter().map(|(number, posting)| (places[number as usize], posting)).collect();
        let (trigrams, with_trigram) = index_trigrams(&words);
        Vocabulary { postings: Lists::group(words.len(), found), words, trigrams, with_trigram }
    }
}

/// The numbers of the texts in their order. Nearly always their beginnings decide, which are at hand.
fn sorted(texts: &Texts) -> Vec<usize> {
    let mut numbers: Vec<(u64, usize)> =
        (0..texts.len()).map(|number| (beginning(texts.get(number)), number)).collect();
    arrange(&mut numbers, |one, other| one.0.cmp(&other.0).then_with(|| texts.get(one.1).cmp(texts.get(other.1))));
    numbers.into_iter().map(|(_, number)| number).collect()
}

/// The first eight bytes as a number that orders as they do.
fn beginning(word: &str) -> u64 {
    word.bytes().chain([0; 8]).take(8).fold(0, |number, byte| number << 8 | u64::from(byte))
}

fn cut(word: &str) -> &str {
    if word.len() <= WORD_CHARS_MAX {
        return word;
    }
    word.char_indices().nth(WORD_CHARS_MAX).and_then(|(end, _)| word.get(..end)).unwrap_or(word)
}

fn index_trigrams(words: &Texts) -> (Distinct, Lists<u32>) {
    let mut numbers = Distinct::default();
    let mut last = Vec::new();
    let mut found = Vec::new();
    for word in 0..words.len() {
        for trigram in trigrams(words.get(word)) {
            let number = numbers.number(trigram);
            if number == last.len() {
                last.push(usize::MAX);
            }
            // A word that has it twice is listed once.
            if std::mem::replace(&mut last[number], word) != word {
                found.push((number as u32, word as u32));
            }
        }
    }
    let lists = Lists::group(numbers.texts.len(), found);
    (numbers, lists)
}

/// Every three letters of a word that follow each other, and before them its first one and two, so that its beginning
/// counts more.
pub(super) fn trigrams(word: &str) -> impl Iterator<Item = &str> {
    let mut starts = (0, 0);
    word.char_indices().map(move |(at, c)| {
        let start = starts.0;
        starts = (starts.1, at);
        word.get(start..at + c.len_utf8()).unwrap_or_default()
    })
}

/// Many short lists in one piece of memory.
#[derive(Debug)]
struct Lists<T> {
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { starts: vec![0], items: Vec::new() }
    }
}

impl<T: Copy> Lists<T> {
    /// Groups by number, keeping the order within (entries rise), by counting instead of comparing.
    fn group(count: usize, found: Vec<(u32, T)>) -> Self {
        let Some((_, any)) = found.first().copied() else {
            return Self { starts: vec![0; count + 1], items: Vec::new() };
        };
        let mut starts = vec![0_u32; count + 1];
        for (number, _) in &found {
            starts[*number as usize + 1] += 1;
        }
        for number in 0..count {
            starts[number + 1] += starts[number];
        }
        let mut next = starts.clone();
        let mut items = vec![any; found.len()];
        for (number, item) in found {
            let place = &mut next[number as usize];
            items[*place as usize] = item;
            *place += 1;
        }
        Self { starts, items }
    }
}

impl<T> Lists<T> {
    /// Ends a list: what is pushed from now on is in the next one.
    fn close(&mut self) {
        self.starts.push(self.items.len() as u32);
    }

    fn len(&self) -> usize {
        self.starts.len() - 1
    }

    fn get(&self, number: usize) -> &[T] {
        &self.items[self.starts[number] as usize..self.starts[number + 1] as usize]
    }
}
