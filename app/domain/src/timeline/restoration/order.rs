//! Bringing siblings into an order with as few moves as possible.

use std::collections::{HashMap, HashSet};

use crate::review::difference::longest_rising;

/// A move of one sibling to stand before another, or at the end.
pub(super) type Move<'a, Id> = (&'a Id, Option<&'a Id>);

/// Moves that bring those `here` into the `wanted` order. Who is wanted and not here has to come; who is here and not
/// wanted does not matter. `stays` can't be moved.
pub(super) fn moves<'a, Id: Eq + std::hash::Hash>(
    here: &[&'a Id],
    wanted: &[&'a Id],
    stays: impl Fn(&Id) -> bool,
) -> Vec<Move<'a, Id>> {
    let places: HashMap<&Id, usize> = here.iter().enumerate().map(|(place, id)| (*id, place)).collect();
    let present: Vec<&Id> = wanted.iter().copied().filter(|id| places.contains_key(*id)).collect();
    let numbers: Vec<usize> = present.iter().map(|id| places[*id]).collect();
    let mut kept: HashSet<&Id> = longest_rising(&numbers).into_iter().map(|place| present[place]).collect();
    // One that can't be moved and would have to be: everything else moves around those that stay.
    if wanted.iter().any(|id| stays(id) && !kept.contains(*id)) {
        kept = wanted.iter().copied().filter(|id| stays(id)).collect();
    }
    let followers = wanted.iter().skip(1).copied().map(Some).chain([None]);
    let pairs: Vec<Move<'a, Id>> = wanted.iter().copied().zip(followers).collect();
    // From the end: who stands behind stands there already.
    pairs.into_iter().rev().filter(|(id, _)| !kept.contains(*id) && !stays(id)).collect()
}

/// Everyone to the end, one after the other: slower for readers of a difference, and it can't fail to give the order.
pub(super) fn line_up<'a, Id>(wanted: &[&'a Id]) -> Vec<Move<'a, Id>> {
    wanted.iter().map(|id| (*id, None)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(here: &[char], wanted: &[char], stays: &[char]) -> Vec<(char, Option<char>)> {
        let here: Vec<&char> = here.iter().collect();
        let wanted: Vec<&char> = wanted.iter().collect();
        moves(&here, &wanted, |id| stays.contains(id)).into_iter().map(|(id, before)| (*id, before.copied())).collect()
    }

    #[test]
    fn only_who_is_out_of_order_moves() {
        assert_eq!(moved(&['a', 'b', 'c'], &['a', 'b', 'c'], &[]), []);
        assert_eq!(moved(&['c', 'a', 'b'], &['a', 'b', 'c'], &[]), [('c', None)]);
        assert_eq!(moved(&['a', 'x', 'c'], &['a', 'b', 'c'], &[]), [('b', Some('c'))]);
        assert_eq!(moved(&[], &['a', 'b'], &[]), [('b', None), ('a', Some('b'))]);
    }

    #[test]
    fn the_others_move_around_one_that_can_not() {
        assert_eq!(moved(&['l', 'a', 'b'], &['a', 'b', 'l'], &['l']), [('b', Some('l')), ('a', Some('b'))]);
    }
}
