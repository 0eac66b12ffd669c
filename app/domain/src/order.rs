//! Putting things in order, with one sort for all types.
//!
//! The standard library's sorts are compiled anew for every type, at three kilobytes each in the browser's bundle. Here
//! only places are sorted, which are numbers whatever stands at them. Equal things stay in the order they had.

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

#[inline(never)]
fn first_places(count: usize, limit: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let stable = |a: &usize, b: &usize| compare(*a, *b).then(a.cmp(b));
    let mut places: Vec<usize> = (0..count).collect();
    if limit < count {
        places.select_nth_unstable_by(limit, stable);
        places.truncate(limit);
    }
    places.sort_unstable_by(stable);
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
    fn nothing_in_order_is_nothing() {
        let mut none: Vec<String> = Vec::new();
        arrange(&mut none, Ord::cmp);
        assert!(none.is_empty());
    }
}
