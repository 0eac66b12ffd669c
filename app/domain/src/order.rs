//! Putting things in order, with one sort for all types.
//!
//! The standard library's sorts are compiled anew for every type, at three kilobytes each in the browser's bundle. Here
//! only places are sorted, which are numbers whatever stands at them, by a merge that is a tenth of the standard one.
//! Equal things stay in the order they had.

use std::cmp::Ordering;

/// Sorts the items.
pub fn arrange<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    arrange_first(items, usize::MAX, compare);
}

/// Sorts the items and keeps so many of the first.
pub fn arrange_first<T>(items: &mut Vec<T>, limit: usize, compare: impl Fn(&T, &T) -> Ordering) {
    let places = first_places(items.len(), limit, &|a, b| match (items.get(a), items.get(b)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    });
    let mut taken: Vec<Option<T>> = std::mem::take(items).into_iter().map(Some).collect();
    items.extend(places.into_iter().filter_map(|place| taken.get_mut(place)?.take()));
}

/// Merges ever longer runs. No run has to be longer than what is asked for, so the first few of many are found quickly.
#[inline(never)]
fn first_places(count: usize, limit: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let (mut places, mut merged): (Vec<usize>, _) = ((0..count).collect(), Vec::with_capacity(count));
    let mut run = 1;
    while run < places.len() {
        for pair in places.chunks(2 * run) {
            let (mut one, mut other) = pair.split_at(run.min(pair.len()));
            for _ in 0..limit.min(pair.len()) {
                let takes_other = match (one, other) {
                    ([a, ..], [b, ..]) => compare(*a, *b).is_gt(),
                    _ => one.is_empty(),
                };
                let from = if takes_other { &mut other } else { &mut one };
                if let Some((first, rest)) = from.split_first() {
                    merged.push(*first);
                    *from = rest;
                }
            }
        }
        std::mem::swap(&mut places, &mut merged);
        merged.clear();
        run = limit.clamp(1, 2 * run);
    }
    places.truncate(limit);
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by_length(limit: usize) -> Vec<&'static str> {
        let mut words = vec!["three", "a", "six", "one", "four", "b", "two"];
        arrange_first(&mut words, limit, |one, other| one.len().cmp(&other.len()));
        words
    }

    #[test]
    fn things_are_sorted_and_equals_stay_as_they_were() {
        assert_eq!(by_length(usize::MAX), ["a", "b", "six", "one", "two", "four", "three"]);
    }

    #[test]
    fn the_first_are_the_same_as_of_the_whole() {
        for limit in 0..9 {
            let mut whole = by_length(usize::MAX);
            whole.truncate(limit);
            assert_eq!(by_length(limit), whole);
        }
    }

    #[test]
    fn the_order_is_the_one_of_the_standard_library_whatever_the_count() {
        for count in 0..200_u32 {
            // Many equals among them, in no order.
            let things: Vec<(u32, u32)> = (0..count).map(|at| (at * 7_919 % 13, at)).collect();
            let mut standard = things.clone();
            standard.sort_by_key(|thing| thing.0);
            for limit in [0, 1, 2, 3, 5, 60, usize::MAX] {
                let mut mine = things.clone();
                arrange_first(&mut mine, limit, |one, other| one.0.cmp(&other.0));
                assert_eq!(mine, standard[..limit.min(things.len())], "{limit} of {count}");
            }
        }
    }

    #[test]
    fn nothing_in_order_is_nothing() {
        let mut none: Vec<String> = Vec::new();
        arrange(&mut none, Ord::cmp);
        assert!(none.is_empty());
    }
}
