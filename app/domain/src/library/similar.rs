//! How alike two wordings are: which item of the library a text may be, and which items nearly say the same.
//!
//! Two texts are alike by the trigrams that they share, of which rare ones weigh more: `postg` says more than `ing`. The
//! words are folded as the search folds them. An item is compared by its line, and by its name and synonyms, which a text
//! may hold word for word. *Not here:* what to do about it; see [`crate::arrivals`] and the forms of curators.

use std::collections::{HashMap, HashSet};

use super::{IndexItem, search::folded_text};

/// What is known of one item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    pub name: String,
    /// The line as a posting shows it.
    pub body: String,
    pub synonyms: Vec<String>,
}

impl Said {
    #[must_use]
    pub fn of(item: &IndexItem) -> Self {
        Self { name: item.name.clone(), body: item.body.clone(), synonyms: item.synonyms.clone() }
    }
}

/// An entry that a text is like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likeness {
    /// Position of the entry in what the index was built from.
    pub entry: usize,
    /// From 0 to 1: how much of both wordings is the same.
    pub wording: f32,
    /// From 0 to 1: how much of the text is the entry's name and synonyms of it.
    pub name: f32,
    /// Whether one of them is among the first words of the text.
    pub is_named_first: bool,
}

/// Longer texts are compared by their beginning.
const COMPARED_CHARS: usize = 600;
/// From here on two lines say nearly the same.
const NEARLY_SAID: f32 = 0.68;
/// From here on two names are nearly the same; a synonym that is all of the name counts.
const NEARLY_NAMED: f32 = 0.8;
/// What stands among so many telling words is what a text is about.
const FIRST_STEMS: usize = 4;
/// Entries that are looked at closely.
const CLOSE: usize = 24;

#[derive(Debug)]
struct Known {
    body: String,
    /// The stems of the name and of each synonym; the name first.
    names: Vec<Vec<String>>,
    /// The weights of all its trigrams.
    weight: f32,
}

/// An index of wordings.
#[derive(Debug)]
pub struct Similar {
    entries: Vec<Known>,
    /// Per trigram the entries that have it in their line, and its weight.
    lists: HashMap<u64, (f32, Vec<u32>)>,
    /// Per first stem of a name the entries with such a name.
    by_stem: HashMap<String, Vec<u32>>,
}

impl Similar {
    #[must_use]
    pub fn build(items: impl IntoIterator<Item = Said>) -> Self {
        let mut lists: HashMap<u64, (f32, Vec<u32>)> = HashMap::new();
        let mut by_stem: HashMap<String, Vec<u32>> = HashMap::new();
        let mut entries = Vec::new();
        for (number, said) in (0_u32..).zip(items) {
            let body = compared(&said.body);
            for trigram in distinct(&body) {
                lists.entry(trigram).or_default().1.push(number);
            }
            let names: Vec<Vec<String>> = std::iter::once(&said.name)
                .chain(&said.synonyms)
                .map(|name| stems(&folded_text(name)))
                .filter(|name| !name.is_empty())
                .collect();
            for first in names.iter().filter_map(|name| name.first()) {
                let list = by_stem.entry(first.clone()).or_default();
                if list.last() != Some(&number) {
                    list.push(number);
                }
            }
            entries.push(Known { body, names, weight: 0.0 });
        }
        let count = entries.len() as f32;
        for (weight, list) in lists.values_mut() {
            *weight = (1.0 + count / list.len() as f32).ln();
            for entry in list.iter() {
                entries[*entry as usize].weight += *weight;
            }
        }
        Self { entries, lists, by_stem }
    }

    /// The entries that a text is like, the most alike first. An entry without anything in common is never among them.
    #[must_use]
    pub fn like(&self, text: &str, limit: usize) -> Vec<Likeness> {
        let folded = compared(text);
        let mut found = self.by_wording(&folded);
        for (entry, name, is_named_first) in self.by_name(&folded) {
            match found.iter_mut().find(|likeness| likeness.entry == entry) {
                Some(likeness) => (likeness.name, likeness.is_named_first) = (name, is_named_first),
                None => found.push(Likeness { entry, wording: self.wording(&folded, entry), name, is_named_first }),
            }
        }
        found.sort_by(|one, other| other.strength().total_cmp(&one.strength()).then(one.entry.cmp(&other.entry)));
        found.truncate(limit);
        found
    }

    /// The entries that nearly say what a new item would: most of the line is the same, or the name is.
    #[must_use]
    pub fn near_duplicates(&self, name: &str, body: &str, limit: usize) -> Vec<Likeness> {
        let by_body = self.like(body, CLOSE).into_iter().filter(|found| found.wording >= NEARLY_SAID);
        let by_name = self.like(name, CLOSE).into_iter().filter(|found| found.name >= NEARLY_NAMED);
        let mut found: Vec<Likeness> = Vec::new();
        for likeness in by_body.chain(by_name) {
            match found.iter_mut().find(|known| known.entry == likeness.entry) {
                Some(known) => known.name = known.name.max(likeness.name),
                None => found.push(likeness),
            }
        }
        found.sort_by(|one, other| other.strength().total_cmp(&one.strength()).then(one.entry.cmp(&other.entry)));
        found.truncate(limit);
        found
    }

    fn by_wording(&self, folded: &str) -> Vec<Likeness> {
        let mut shared: HashMap<u32, f32> = HashMap::new();
        let mut weight = 0.0;
        for trigram in distinct(folded) {
            let Some((rarity, list)) = self.lists.get(&trigram) else {
                weight += (1.0 + self.entries.len() as f32).ln();
                continue;
            };
            weight += rarity;
            for entry in list {
                *shared.entry(*entry).or_default() += rarity;
            }
        }
        let likeness = |(entry, common): (u32, f32)| {
            let both = weight + self.entries[entry as usize].weight;
            Likeness {
                entry: entry as usize,
                wording: if both > 0.0 { 2.0 * common / both } else { 0.0 },
                name: 0.0,
                is_named_first: false,
            }
        };
        let mut found: Vec<Likeness> = shared.into_iter().map(likeness).collect();
        found.sort_by(|one, other| other.wording.total_cmp(&one.wording).then(one.entry.cmp(&other.entry)));
        found.truncate(CLOSE);
        for likeness in &mut found {
            if self.entries[likeness.entry].body == folded {
                likeness.wording = 1.0;
            }
        }
        found
    }

    fn wording(&self, folded: &str, entry: usize) -> f32 {
        let known = &self.entries[entry];
        let own: Vec<u64> = distinct(&known.body);
        let rarity = |trigram: &u64| {
            self.lists.get(trigram).map_or_else(|| (1.0 + self.entries.len() as f32).ln(), |(rarity, _)| *rarity)
        };
        let (mut weight, mut common) = (0.0, 0.0);
        for trigram in distinct(folded) {
            weight += rarity(&trigram);
            if own.binary_search(&trigram).is_ok() {
                common += rarity(&trigram);
            }
        }
        let both = weight + known.weight;
        if both > 0.0 { 2.0 * common / both } else { 0.0 }
    }

    /// Entries of which all words of a name stand in the text, each with how much of the text its names are, and whether
    /// one of them is among the first words.
    fn by_name(&self, folded: &str) -> Vec<(usize, f32, bool)> {
        let text = stems(folded);
        let length = text.iter().map(|stem| stem.len()).sum::<usize>().max(1) as f32;
        let mut candidates: Vec<u32> =
            text.iter().filter_map(|stem| self.by_stem.get(stem)).flatten().copied().collect();
        candidates.sort_unstable();
        candidates.dedup();
        let first = text.get(..FIRST_STEMS).unwrap_or(&text);
        let best = |entry: &u32| {
            let names = self.entries[*entry as usize].names.iter().enumerate();
            let said: Vec<_> = names.filter(|(_, name)| name.iter().all(|stem| text.contains(stem))).collect();
            let is_first = said.iter().any(|(_, name)| name.iter().all(|stem| first.contains(stem)));
            let covered: HashSet<&String> = said.iter().flat_map(|(_, name)| name.iter()).collect();
            let share = covered.into_iter().map(|stem| stem.len()).sum::<usize>() as f32 / length;
            // Its own name says more than synonyms, which several entries may have.
            let share = if said.iter().any(|(place, _)| *place == 0) { share } else { share * 0.85 };
            (!said.is_empty()).then_some((*entry as usize, share.min(1.0), is_first))
        };
        candidates.iter().filter_map(best).collect()
    }
}

impl Likeness {
    /// One number for an order: the better of both, the other one breaking ties.
    #[must_use]
    pub fn strength(&self) -> f32 {
        let name = if self.name > 0.0 { 0.35 + 0.65 * self.name } else { 0.0 };
        self.wording.max(name) + 0.1 * self.wording.min(name)
    }
}

fn compared(text: &str) -> String {
    folded_text(&text.chars().take(COMPARED_CHARS).collect::<String>())
}

/// How alike two texts are, from 0 to 1, where nothing is known of which words are rare.
#[must_use]
pub fn alike(one: &str, other: &str) -> f32 {
    let (one, other) = (distinct(&compared(one)), distinct(&compared(other)));
    let common = one.iter().filter(|trigram| other.binary_search(trigram).is_ok()).count();
    let both = one.len() + other.len();
    if both == 0 { 0.0 } else { 2.0 * common as f32 / both as f32 }
}

/// Words that say nothing of what a text is about.
const EMPTY: [&str; 24] = [
    "a", "an", "and", "or", "of", "the", "to", "in", "with", "for", "our", "your", "you", "we", "is", "are", "on",
    "at", "as", "that", "it", "its", "be", "by",
];

/// The words that tell, without their commonest endings: `schemas` is `schema`, `queries` is `query`, and `mentoring`,
/// `mentored` and `mentors` are `mentor`.
fn stems(folded: &str) -> Vec<String> {
    folded.split(' ').filter(|word| !word.is_empty() && !EMPTY.contains(word)).map(stem).collect()
}

fn stem(word: &str) -> String {
    if let Some(start) = word.strip_suffix("ies").filter(|start| start.len() > 2) {
        return format!("{start}y");
    }
    let bare = word.strip_suffix('s').filter(|bare| bare.len() > 3 && !bare.ends_with(['s', 'u', 'i'])).unwrap_or(word);
    let verb = bare.strip_suffix("ing").or_else(|| bare.strip_suffix("ed")).filter(|verb| verb.len() > 3);
    let stem = verb.unwrap_or(bare);
    // `coding` and `code`
    stem.strip_suffix('e').filter(|stem| stem.len() > 2).unwrap_or(stem).to_owned()
}

/// The trigrams of all words of a folded text, sorted, each once.
fn distinct(folded: &str) -> Vec<u64> {
    let mut all: Vec<u64> = folded.split(' ').flat_map(trigrams).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The trigrams of a word with two blanks before it, so that its beginning counts more; a character has 21 bits.
fn trigrams(word: &str) -> impl Iterator<Item = u64> {
    word.chars().scan(0_u64, |window, c| {
        *window = ((*window << 21) | u64::from(c)) & ((1 << 63) - 1);
        Some(*window)
    })
}

#[cfg(test)]
mod tests;
