//! Weaves two orders of things into one: the later order, with what is gone where it stood.

use super::longest::longest_rising;

/// One place in the woven order; numbers are positions on the side they are named after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// Only on the earlier side.
    Gone { before: usize },
    /// On both sides, in the same order as the other kept ones.
    Kept { before: usize, after: usize },
    /// On both sides, but in another order.
    Moved { before: usize, after: usize },
    /// Not in the earlier order.
    New { after: usize },
}

/// `origins` tells for each thing of the later order where it stood in the earlier one; `is_gone` tells for each
/// thing of the earlier order whether it is nowhere any more. As few as possible count as moved.
pub(super) fn weave(origins: &[Option<usize>], is_gone: &[bool]) -> Vec<Slot> {
    let common: Vec<(usize, usize)> =
        origins.iter().enumerate().filter_map(|(after, before)| before.map(|before| (after, before))).collect();
    let orders: Vec<usize> = common.iter().map(|(_, before)| *before).collect();
    let mut is_kept = vec![false; origins.len()];
    let mut is_anchor = vec![false; is_gone.len()];
    for position in longest_rising(&orders) {
        let (after, before) = common[position];
        is_kept[after] = true;
        is_anchor[before] = true;
    }
    // What is gone stands right behind the kept thing that it followed, before anything new there.
    let gone_from = |start: usize| {
        let gap = (start..is_gone.len()).take_while(|before| !is_anchor[*before]);
        gap.filter(|before| is_gone[*before]).map(|before| Slot::Gone { before })
    };
    let mut slots: Vec<Slot> = gone_from(0).collect();
    for (after, origin) in origins.iter().enumerate() {
        match *origin {
            Some(before) if is_kept[after] => {
                slots.push(Slot::Kept { before, after });
                slots.extend(gone_from(before + 1));
            }
            Some(before) => slots.push(Slot::Moved { before, after }),
            None => slots.push(Slot::New { after }),
        }
    }
    slots
}

#[cfg(test)]
mod tests {
    use super::{Slot::*, weave};

    #[test]
    fn what_is_gone_stands_where_it_stood() {
        let woven = weave(&[Some(0), None, Some(2)], &[false, true, false]);
        let expected =
            [Kept { before: 0, after: 0 }, Gone { before: 1 }, New { after: 1 }, Kept { before: 2, after: 2 }];
        assert_eq!(woven, expected);
    }

    #[test]
    fn one_that_moved_to_the_front_moves_alone() {
        let woven = weave(&[Some(2), Some(0), Some(1)], &[false; 3]);
        let expected = [Moved { before: 2, after: 0 }, Kept { before: 0, after: 1 }, Kept { before: 1, after: 2 }];
        assert_eq!(woven, expected);
    }
}
