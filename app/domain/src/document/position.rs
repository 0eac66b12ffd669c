//! Positions: names between names, so that a move writes one register and never renumbers its neighbours.
//!
//! A position is a fraction in base 62 (`0-9A-Za-z`, in byte order) that never ends in `0`, so there is always room
//! below it. Random digits at its end keep two people who insert at the same place from choosing the same name;
//! should they do so all the same, ids break the tie.

use super::limits::POSITION_MAX_BYTES;

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BASE: u64 = 62;
/// Appending and prepending count in a head of fixed width instead of halving what room is left: a list that is
/// written from top to bottom keeps short positions.
const HEAD_DIGITS: usize = 4;
const HEADS: u64 = BASE.pow(HEAD_DIGITS as u32);
const HEAD_STEP: u64 = 256;
const TAIL_DIGITS: u32 = 4;

/// A position strictly between two others; `None` is the beginning or the end.
///
/// Neighbours in the wrong order (they can tie) give a position after `lower`.
pub(super) fn between(lower: Option<&str>, upper: Option<&str>, random: u64) -> String {
    let stem = match (lower, upper) {
        (None, None) => Some(write_head(HEADS / 2)),
        (Some(lower), None) => Some(read_head(lower) + HEAD_STEP).filter(|head| *head < HEADS).map(write_head),
        (None, Some(upper)) => read_head(upper).checked_sub(HEAD_STEP).filter(|head| *head > 0).map(write_head),
        (Some(_), Some(_)) => None,
    };
    let mut position = stem.unwrap_or_else(|| halfway(lower.unwrap_or_default(), upper));
    push_tail(&mut position, random);
    position
}

/// Could this have been made by [`between`]?
pub(super) fn is_position(text: &str) -> bool {
    let fits = (1..=POSITION_MAX_BYTES).contains(&text.len());
    fits && text.bytes().all(|byte| byte.is_ascii_alphanumeric()) && !text.ends_with('0')
}

/// Digits that are above `lower` and below `upper` whatever is written behind them.
fn halfway(lower: &str, upper: Option<&str>) -> String {
    let mut stem = String::new();
    let mut below_upper = upper.is_none();
    let upper = upper.unwrap_or_default();
    for index in 0.. {
        let low = digit(lower, index);
        let high = if below_upper { BASE } else { digit(upper, index) };
        if high > low + 1 {
            stem.push(digit_char(low + (high - low) / 2));
            break;
        }
        stem.push(digit_char(low));
        let past_both = index >= lower.len() && index >= upper.len();
        below_upper |= high != low || past_both;
    }
    stem
}

fn push_tail(position: &mut String, mut random: u64) {
    for _ in 1..TAIL_DIGITS {
        position.push(digit_char(random % BASE));
        random /= BASE;
    }
    position.push(digit_char(1 + random % (BASE - 1)));
}

fn read_head(position: &str) -> u64 {
    (0..HEAD_DIGITS).fold(0, |head, index| head * BASE + digit(position, index))
}

fn write_head(mut head: u64) -> String {
    let mut digits = [0; HEAD_DIGITS];
    for place in digits.iter_mut().rev() {
        *place = head % BASE;
        head /= BASE;
    }
    digits.into_iter().map(digit_char).collect()
}

/// The digit at `index`; zero past the end and for what is no digit.
fn digit(position: &str, index: usize) -> u64 {
    let byte = position.as_bytes().get(index).copied().unwrap_or(b'0');
    DIGITS.iter().position(|digit| *digit == byte).map_or(0, |value| value as u64)
}

fn digit_char(value: u64) -> char {
    char::from(DIGITS[(value % BASE) as usize])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn four_hundred_appended_lines_keep_short_positions() {
        let mut last = between(None, None, 7);
        for random in 0..400 {
            let next = between(Some(&last), None, random * 1_000_003);
            assert!(next > last && next.len() <= 8, "{last} {next}");
            last = next;
        }
    }

    #[test]
    fn inserting_at_one_spot_again_and_again_stays_readable_for_hundreds_of_lines() {
        let (mut low, high) = (between(None, None, 1), between(Some("V000zzzz"), None, 2));
        for random in 0..400 {
            let next = between(Some(&low), Some(&high), random * 7_919);
            assert!(low < next && next < high && is_position(&next), "{low} {next} {high}");
            low = next;
        }
    }

    proptest! {
        #[test]
        fn a_position_lies_between_its_neighbours(choices in prop::collection::vec((any::<u16>(), any::<u64>()), 1..120)) {
            let mut list: Vec<String> = Vec::new();
            for (spot, random) in choices {
                let index = usize::from(spot) % (list.len() + 1);
                let lower = index.checked_sub(1).map(|before| list[before].as_str());
                let position = between(lower, list.get(index).map(String::as_str), random);
                prop_assert!(is_position(&position));
                list.insert(index, position);
            }
            prop_assert!(list.is_sorted());
        }

        #[test]
        fn neighbours_in_the_wrong_order_end_all_the_same(a in "[0-9A-Za-z]{0,6}", b in "[0-9A-Za-z]{0,6}", random: u64) {
            prop_assert!(is_position(&between(Some(&a), Some(&b), random)));
        }
    }
}
