//! Items that say nearly the same: texts of one kind whose groups of three letters are mostly the same ones.
//!
//! To compare each with each would take a hundred thousand items all day. Two texts that share so much share one of
//! their rarest groups, too: each is compared only with those that have one of its rarest in common.

use std::collections::{HashMap, HashSet};

use super::search::folded;

/// Two items of a list that say nearly the same, and how much of it, in percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Twins {
    pub one: usize,
    pub other: usize,
    pub percent: u32,
}

/// From how much on two texts are nearly the same: what they have in common, of all that either has.
const PERCENT_MIN: usize = 60;
/// Items with which one is compared at most. Where a rare group of letters is in that many, it says nothing.
const COMPARED_MAX: usize = 200;

/// The pairs of nearly equal items among these (name and line), the most alike first.
#[must_use]
pub fn twins<'t>(items: impl IntoIterator<Item = (&'t str, &'t str)>) -> Vec<Twins> {
    let mut texts: Vec<Vec<u64>> = items.into_iter().map(|(name, body)| groups(name, body)).collect();
    order_by_rarity(&mut texts);
    let mut holders: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut found = Vec::new();
    for (other, text) in texts.iter().enumerate() {
        let rarest = &text[..text.len().min(text.len() - (text.len() * PERCENT_MIN).div_ceil(100) + 1)];
        let mut near = HashSet::new();
        for group in rarest {
            let holders = holders.entry(*group).or_default();
            near.extend(holders.iter().copied().take(COMPARED_MAX));
            holders.push(other);
        }
        for one in near {
            let percent = alike(&texts[one], text);
            if percent >= PERCENT_MIN {
                found.push(Twins { one, other, percent: percent as u32 });
            }
        }
    }
    found.sort_unstable_by_key(|pair| (u32::MAX - pair.percent, pair.one, pair.other));
    found
}

/// The groups of three letters of a name and a line, each once.
fn groups(name: &str, body: &str) -> Vec<u64> {
    let text: Vec<char> = format!("  {} {} ", folded(name), folded(body)).chars().collect();
    let number = |group: &[char]| group.iter().fold(0, |number, c| (number << 21) | u64::from(*c));
    let mut groups: Vec<u64> = text.windows(3).map(number).collect();
    groups.sort_unstable();
    groups.dedup();
    groups
}

fn order_by_rarity(texts: &mut [Vec<u64>]) {
    let mut counts: HashMap<u64, u32> = HashMap::new();
    texts.iter().flatten().for_each(|group| *counts.entry(*group).or_default() += 1);
    texts.iter_mut().for_each(|text| text.sort_unstable_by_key(|group| (counts.get(group).copied(), *group)));
}

/// What two texts have in common, in percent of all that either has.
fn alike(one: &[u64], other: &[u64]) -> usize {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    if short.len() * 100 < long.len() * PERCENT_MIN {
        return 0;
    }
    let known: HashSet<u64> = long.iter().copied().collect();
    let common = short.iter().filter(|group| known.contains(group)).count();
    common * 100 / (short.len() + long.len() - common).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nearly_the_same_is_found_and_what_only_resembles_it_is_not() {
        let items = [
            ("Git", "You use Git every day and keep a readable history."),
            ("Bread", "We offer fresh bread every morning."),
            ("GIT", "You use git every day, and keep the history readable."),
            ("Kubernetes", "You run services in Kubernetes clusters."),
            ("Fresh bread", "We offer fresh bread each morning."),
            ("Docker", "You run services in Docker containers."),
        ];
        let pairs: Vec<_> = twins(items).into_iter().map(|pair| (pair.one, pair.other)).collect();
        let both: HashSet<_> = pairs.into_iter().collect();
        assert_eq!(both, HashSet::from([(0, 2), (1, 4)]));
    }

    #[test]
    fn nothing_and_signs_alone_are_no_twins() {
        assert!(twins([("", ""), ("–", "…")]).iter().all(|pair| pair.percent <= 100));
        assert!(twins([]).is_empty());
        assert_eq!(twins([("A", "The very same line."), ("A", "The very same line.")])[0].percent, 100);
    }

    #[test]
    fn comparing_only_by_rare_groups_finds_what_comparing_all_finds() {
        let words = ["data", "server", "build", "review", "team", "design", "run", "test", "deploy", "write"];
        let line = |seed: usize| {
            (0..8).map(|n| words[(seed / 3_usize.pow(n) + n as usize) % words.len()]).collect::<Vec<_>>().join(" ")
        };
        let lines: Vec<String> = (0..300).map(|n| line(n * 7)).collect();
        let found: HashSet<_> = twins(lines.iter().map(|line| ("", line.as_str())))
            .into_iter()
            .map(|pair| (pair.one, pair.other))
            .collect();
        let texts: Vec<Vec<u64>> = lines.iter().map(|line| groups("", line)).collect();
        let all = (0..300).flat_map(|other| (0..other).map(move |one| (one, other)));
        let all: HashSet<_> = all.filter(|(one, other)| alike(&texts[*one], &texts[*other]) >= PERCENT_MIN).collect();
        assert!(!all.is_empty());
        assert_eq!(found, all);
    }
}
