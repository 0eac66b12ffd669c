//! Items that say nearly the same: texts of one kind whose groups of three letters are mostly the same ones.
//!
//! To compare each with each would take a hundred thousand items all day. Two texts that share so much share several of
//! their rarest groups, too: each is compared only with those that have as many of its rarest in common (Xiao et al., 2008,
//! "Efficient similarity joins for near duplicate detection").

use std::collections::HashMap;

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
/// How many of their rarest groups two texts must share to be compared.
const SHARED_MIN: u8 = 3;
/// Where a rare group of letters is in more items, it says nothing.
const HOLDERS_MAX: usize = 1_000;

/// The pairs of nearly equal items among these (name and line), the most alike first.
#[must_use]
pub fn twins<'t>(items: impl IntoIterator<Item = (&'t str, &'t str)>) -> Vec<Twins> {
    let texts = by_rarity(items.into_iter().map(|(name, body)| groups(name, body)).collect());
    let mut holders: HashMap<u32, Vec<u32>> = HashMap::new();
    let mut shared = vec![0_u8; texts.len()];
    let mut near: Vec<u32> = Vec::new();
    let mut found = Vec::new();
    for (other, text) in texts.iter().enumerate() {
        for group in rarest(text) {
            let holders = holders.entry(*group).or_default();
            for one in holders.iter() {
                let count = &mut shared[*one as usize];
                if *count == 0 {
                    near.push(*one);
                }
                *count = count.saturating_add(1);
            }
            if holders.len() < HOLDERS_MAX {
                holders.push(other as u32);
            }
        }
        for one in near.drain(..) {
            let one = one as usize;
            let count = std::mem::take(&mut shared[one]);
            if usize::from(count) < usize::from(SHARED_MIN).min(texts[one].len()).min(text.len()) {
                continue;
            }
            let percent = alike(&texts[one], text);
            if percent >= PERCENT_MIN {
                found.push(Twins { one, other, percent: percent as u32 });
            }
        }
    }
    found.sort_unstable_by_key(|pair| (u32::MAX - pair.percent, pair.one, pair.other));
    found
}

/// So many of the rarest groups of a text that any text that is nearly the same has [`SHARED_MIN`] of them among its own.
fn rarest(text: &[u32]) -> &[u32] {
    let common = (text.len() * PERCENT_MIN).div_ceil(100);
    &text[..text.len().min(text.len() - common + usize::from(SHARED_MIN))]
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

/// The texts with their groups numbered by how rare they are, the rarest first.
fn by_rarity(texts: Vec<Vec<u64>>) -> Vec<Vec<u32>> {
    let mut counts: HashMap<u64, u32> = HashMap::new();
    texts.iter().flatten().for_each(|group| *counts.entry(*group).or_default() += 1);
    let mut groups: Vec<(u32, u64)> = counts.into_iter().map(|(group, count)| (count, group)).collect();
    groups.sort_unstable();
    let ranks: HashMap<u64, u32> = groups.into_iter().zip(0..).map(|((_, group), rank)| (group, rank)).collect();
    let ranked = |text: Vec<u64>| {
        let mut text: Vec<u32> = text.iter().filter_map(|group| ranks.get(group).copied()).collect();
        text.sort_unstable();
        text
    };
    texts.into_iter().map(ranked).collect()
}

/// What two texts have in common, in percent of all that either has.
fn alike(one: &[u32], other: &[u32]) -> usize {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    if short.len() * 100 < long.len() * PERCENT_MIN {
        return 0;
    }
    let (mut rest, mut common) = (long, 0);
    for group in short {
        let smaller = rest.iter().take_while(|other| *other < group).count();
        rest = &rest[smaller..];
        common += usize::from(rest.first() == Some(group));
    }
    common * 100 / (short.len() + long.len() - common).max(1)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

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
        let texts = by_rarity(lines.iter().map(|line| groups("", line)).collect());
        let all = (0..300).flat_map(|other| (0..other).map(move |one| (one, other)));
        let all: HashSet<_> = all.filter(|(one, other)| alike(&texts[*one], &texts[*other]) >= PERCENT_MIN).collect();
        assert!(!all.is_empty());
        assert_eq!(found, all);
    }
}
