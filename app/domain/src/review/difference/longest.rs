//! The longest rising subsequence: what stayed in order, so that the fewest parts count as moved.

/// Positions in `numbers` of one longest strictly rising subsequence, rising. O(n log n).
pub(crate) fn longest_rising(numbers: &[usize]) -> Vec<usize> {
    // tails[k]: position of the smallest number that ends a rising run of length k + 1
    let mut tails: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (position, number) in numbers.iter().enumerate() {
        let length = tails.partition_point(|tail| numbers[*tail] < *number);
        previous.push(length.checked_sub(1).map(|shorter| tails[shorter]));
        if length == tails.len() {
            tails.push(position);
        } else {
            tails[length] = position;
        }
    }
    let mut run: Vec<usize> = std::iter::successors(tails.last().copied(), |position| previous[*position]).collect();
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use super::longest_rising;

    #[test]
    fn one_number_out_of_order_leaves_all_others_in_the_run() {
        for (numbers, run) in [
            (vec![], vec![]),
            (vec![3], vec![0]),
            (vec![0, 1, 2, 3], vec![0, 1, 2, 3]),
            (vec![3, 0, 1, 2], vec![1, 2, 3]),
            (vec![1, 2, 3, 0], vec![0, 1, 2]),
            (vec![1, 0], vec![1]),
        ] {
            assert_eq!(longest_rising(&numbers), run, "{numbers:?}");
        }
    }
}
