//! Search in the library as one types: forgiving about typos, accents and half-written words, and quick enough to
//! run on every key stroke over 10,000 items, in the browser as on the server.
//!
//! The index keeps every distinct word once. A word of a query finds words that are equal, start with it, or share
//! enough trigrams with it and are few edits away; these lead to the entries, weighed by the field that they stand in.
//! An entry whose name or synonym is or starts with the whole query comes first. *Not here:* loading items, and
//! filtering by kind or state (the caller builds the index over what may be seen).

mod fold;
mod highlight;
mod query;
mod score;
mod texts;
mod vocabulary;

use std::ops::Range;

pub(crate) use fold::folded_text;
use score::Ranking;
use texts::Texts;
use vocabulary::{Vocabulary, VocabularyBuilder};

/// What the index is told about one item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    pub slug: String,
    pub name: String,
    pub body: String,
    /// The word of the item's kind.
    pub kind: String,
    pub tags: Vec<String>,
    pub synonyms: Vec<String>,
    /// How often it is used; breaks ties.
    pub popularity: u32,
}

/// One entry that a query found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Position of the entry in what the index was built from.
    pub entry: usize,
    /// Higher is better; comparable within one answer only.
    pub score: u32,
    /// Byte ranges of the entry's name that matched, rising and apart.
    pub ranges: Vec<Range<usize>>,
}

/// Which part of an entry a word stands in, the weightiest first; the number is its weight.
#[derive(Debug, Clone, Copy)]
#[repr(u8)]
enum Field {
    Name = 100,
    Synonym = 90,
    Tag = 55,
    Kind = 40,
    Body = 30,
}

/// What ranking needs to know of an entry.
#[derive(Debug)]
struct Known {
    name: String,
    folded_name: String,
    /// Which of all folded synonyms are its own.
    synonyms: Range<usize>,
    popularity: u32,
}

/// A text as it is compared: its words without case, accents and signs, with single blanks.
#[must_use]
pub fn folded(text: &str) -> String {
    folded_text(text)
}

/// A search index over entries that do not change.
#[derive(Debug)]
pub struct Index {
    entries: Vec<Known>,
    folded_synonyms: Texts,
    vocabulary: Vocabulary,
}

impl Index {
    #[must_use]
    pub fn build(entries: impl IntoIterator<Item = Entry>) -> Self {
        let (mut words, mut folded_synonyms) = (VocabularyBuilder::default(), Texts::default());
        let mut learn = |(number, entry)| learn(&mut words, &mut folded_synonyms, number, entry);
        let entries = entries.into_iter().enumerate().map(&mut learn).collect();
        Self { entries, folded_synonyms, vocabulary: words.finish() }
    }

    #[must_use]
    pub const fn len(&self) -> usize {
        self.entries.len()
    }

    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The best entries for a query, best first; an empty query finds all, in the order in which they were given.
    #[must_use]
    pub fn search(&self, query: &str, limit: usize) -> Vec<Hit> {
        self.search_for(query, limit, &|_| 0)
    }

    /// As [`Index::search`], where of entries that match nearly alike the one that fits better comes first: `fit` says of an
    /// entry, in thousandths up to [`super::fit::FIT_MAX`], how much more its match is worth.
    #[must_use]
    pub fn search_for(&self, query: &str, limit: usize, fit: &dyn Fn(usize) -> u8) -> Vec<Hit> {
        let words = query::words(query);
        let mut ranking = Ranking::new(self.entries.len());
        for matches in query::matches(&self.vocabulary, &words, self.entries.len()) {
            ranking.add(&self.vocabulary, &matches);
        }
        let best = ranking.best(self, &folded_text(query), limit, fit);
        let ranges = |entry: usize| match words.is_empty() {
            true => Vec::new(),
            false => highlight::ranges(&self.entries[entry].name, &words),
        };
        best.into_iter().map(|(entry, score)| Hit { entry, score, ranges: ranges(entry) }).collect()
    }
}

fn learn(words: &mut VocabularyBuilder, synonyms: &mut Texts, number: usize, entry: Entry) -> Known {
    let before = synonyms.len();
    entry.synonyms.iter().for_each(|synonym| synonyms.push(&folded_text(synonym)));
    words.add(number, Field::Name, &entry.name);
    words.add_address(number, Field::Name, &entry.slug);
    entry.synonyms.iter().for_each(|synonym| words.add(number, Field::Synonym, synonym));
    entry.tags.iter().for_each(|tag| words.add(number, Field::Tag, tag));
    words.add(number, Field::Kind, &entry.kind);
    words.add(number, Field::Body, &entry.body);
    Known {
        folded_name: folded_text(&entry.name),
        synonyms: before..synonyms.len(),
        popularity: entry.popularity,
        name: entry.name,
    }
}

#[cfg(test)]
mod tests;
