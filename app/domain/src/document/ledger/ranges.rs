//! Sets of numbers, kept as sorted ranges that neither touch nor overlap.

/// Half-open ranges.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::document) struct Ranges(Vec<(u32, u32)>);

impl Ranges {
    pub(in crate::document) fn add(&mut self, start: u32, end: u32) {
        let first = self.0.partition_point(|range| range.1 < start);
        let last = self.0.partition_point(|range| range.0 <= end);
        let joined =
            self.0[first..last].iter().fold((start, end), |all, range| (all.0.min(range.0), all.1.max(range.1)));
        self.0.splice(first..last, [joined]);
    }

    /// The parts of a range that are not in the set.
    pub(in crate::document) fn gaps(&self, start: u32, end: u32) -> Vec<(u32, u32)> {
        let first = self.0.partition_point(|range| range.1 <= start);
        let mut gaps = Vec::new();
        let mut from = start;
        for range in self.0[first..].iter().take_while(|range| range.0 < end) {
            if from < range.0 {
                gaps.push((from, range.0));
            }
            from = range.1;
        }
        if from < end {
            gaps.push((from, end));
        }
        gaps
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn gaps_are_exactly_what_was_never_added(added in prop::collection::vec((0_u32..40, 1_u32..6), 0..12), start in 0_u32..40, len in 0_u32..20) {
            let mut ranges = Ranges::default();
            added.iter().for_each(|(start, len)| ranges.add(*start, start + len));
            let missing: Vec<u32> = ranges.gaps(start, start + len).into_iter().flat_map(|(from, to)| from..to).collect();
            let expected: Vec<u32> = (start..start + len).filter(|n| !added.iter().any(|(start, len)| (*start..start + len).contains(n))).collect();
            prop_assert_eq!(missing, expected);
        }
    }
}
