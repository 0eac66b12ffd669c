//! Some words of a text, so that they are found again in a later text: the words, a little of what stood on either side,
//! and how far from the beginning they were.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// The longest selection, in characters.
pub const QUOTE_MAX_CHARS: usize = 500;
/// How much of what stands on either side is kept, in characters.
const CONTEXT_CHARS: usize = 40;

/// Words of a text. All of it with one blank for each run of white space.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    pub exact: String,
    before: String,
    after: String,
    /// How many characters stood before it.
    at: usize,
}

impl Quote {
    /// The words as they stand in the text; of several places where they do, the one nearest to character `near`.
    /// Nothing when they don't stand there, or there are none.
    #[must_use]
    pub fn of(text: &str, words: &str, near: usize) -> Option<Self> {
        let exact = in_one_row(words);
        let folded = Folded::of(text);
        let starts = folded.starts_of(&exact);
        let start = starts.into_iter().min_by_key(|start| folded.chars_before(*start).abs_diff(near))?;
        let (before, after) = (&folded.text[..start], &folded.text[start + exact.len()..]);
        Some(Self {
            at: folded.chars_before(start),
            before: last_chars(before, CONTEXT_CHARS).to_owned(),
            after: after.chars().take(CONTEXT_CHARS).collect(),
            exact,
        })
    }

    /// Where the words stand in a text, in bytes. Of several places it is the one whose neighbours are most like those that
    /// the words had, then the one nearest to where they were.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Range<usize>> {
        let folded = Folded::of(text);
        let rank = |start: &usize| {
            let likeness = self.likeness(&folded.text[..*start], &folded.text[*start + self.exact.len()..]);
            (likeness, std::cmp::Reverse(folded.chars_before(*start).abs_diff(self.at)))
        };
        let start = folded.starts_of(&self.exact).into_iter().max_by_key(rank)?;
        Some(folded.in_text(start..start + self.exact.len()))
    }

    /// How many characters next to the words are as they were.
    fn likeness(&self, before: &str, after: &str) -> usize {
        let same = |(a, b): &(char, char)| a == b;
        before.chars().rev().zip(self.before.chars().rev()).take_while(same).count()
            + after.chars().zip(self.after.chars()).take_while(same).count()
    }
}

/// A text with one blank for each run of white space, none around it, and where each of its bytes came from.
struct Folded {
    text: String,
    /// For each byte of `text`, the byte of the original; one more for the end.
    origins: Vec<usize>,
}

impl Folded {
    fn of(original: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(original.len()), origins: Vec::new() };
        let mut end = 0;
        for word in original.split_whitespace() {
            // Where the word stands: `split_whitespace` cuts the text itself.
            let start = end + original[end..].find(word).unwrap_or(0);
            if !folded.text.is_empty() {
                folded.text.push(' ');
                folded.origins.push(end);
            }
            folded.text.push_str(word);
            folded.origins.extend(start..start + word.len());
            end = start + word.len();
        }
        folded.origins.push(end);
        folded
    }

    /// Where the words begin, overlapping ones included.
    fn starts_of(&self, words: &str) -> Vec<usize> {
        let (mut starts, mut from) = (Vec::new(), 0);
        let Some(first) = words.chars().next() else { return starts };
        while let Some(found) = self.text.get(from..).and_then(|rest| rest.find(words)) {
            starts.push(from + found);
            from += found + first.len_utf8();
        }
        starts
    }

    fn chars_before(&self, at: usize) -> usize {
        self.text[..at].chars().count()
    }

    /// A part that begins and ends with a sign, in the original.
    fn in_text(&self, part: Range<usize>) -> Range<usize> {
        let origin = |at: usize| self.origins.get(at).copied().unwrap_or_default();
        let end = part.end.checked_sub(1).map_or(0, |last| origin(last) + 1);
        origin(part.start)..end
    }
}

fn in_one_row(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn last_chars(text: &str, count: usize) -> &str {
    let start = text.char_indices().rev().nth(count.saturating_sub(1)).map_or(0, |(at, _)| at);
    &text[start..]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(text: &str, words: &str, near: usize, later: &str) -> Option<String> {
        let range = Quote::of(text, words, near).unwrap().find(later)?;
        Some(format!("{}[{}]{}", &later[..range.start], &later[range.clone()], &later[range.end..]))
    }

    #[test]
    fn words_are_found_where_their_neighbours_are() {
        let text = "You own the build and the release of the API.";
        let second = text.find("the release").unwrap();
        assert_eq!(
            found(text, "the", second, text).as_deref(),
            Some("You own the build and [the] release of the API.")
        );
        let later = "Here is the thing: you own the fast build and the release of the API.";
        let expected = "Here is the thing: you own the fast build and [the] release of the API.";
        assert_eq!(found(text, "the", second, later).as_deref(), Some(expected));
    }

    #[test]
    fn white_space_is_no_difference_and_another_word_is_one() {
        let text = "build  REST\n APIs with care";
        assert_eq!(found(text, "REST APIs", 0, text).as_deref(), Some("build  [REST\n APIs] with care"));
        assert_eq!(found(text, " REST  APIs ", 0, "all REST APIs").as_deref(), Some("all [REST APIs]"));
        assert_eq!(found(text, "REST APIs", 0, "build HTTP APIs"), None);
        assert_eq!(found(text, "REST APIs", 0, ""), None);
        assert_eq!(Quote::of(text, "SOAP", 0), None);
        assert_eq!(Quote::of(text, " \n ", 0), None);
        assert_eq!(Quote::of("", "x", 0), None);
    }

    #[test]
    fn no_character_is_cut_in_two() {
        assert_eq!(found("a 👩\u{200d}💻 codes é", "é", 0, "é, é").as_deref(), Some("é, [é]"));
        assert_eq!(found("שלום 😀 x", "😀", 0, "x😀😀").as_deref(), Some("x😀[😀]"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn a_selection_is_found_again_in_the_same_text(text in "[ab é😀\n]{1,60}", from in 0_usize..60, len in 1_usize..30) {
            let row: Vec<char> = in_one_row(&text).chars().collect();
            let from = from % row.len().max(1);
            let words: String = row[from..(from + len).min(row.len())].iter().collect();
            prop_assume!(!words.trim().is_empty());
            let near = from + words.chars().take_while(|c| *c == ' ').count();
            let quote = Quote::of(&text, &words, near).unwrap();
            prop_assert_eq!(quote.at, near);
            let range = quote.find(&text).unwrap();
            prop_assert_eq!(in_one_row(&text[range.clone()]), quote.exact.clone());
            // A sign behind what stands before it, so that a blank between them counts.
            prop_assert_eq!(in_one_row(&format!("{}x", &text[..range.start])).chars().count() - 1, near);
        }

        #[test]
        fn words_are_found_exactly_when_they_are_there(text in "[ab ]{0,30}", words in "[ab ]{1,4}", later in "[ab \n]{0,40}") {
            if let Some(quote) = Quote::of(&text, &words, 0) {
                let range = quote.find(&later);
                prop_assert_eq!(range.is_some(), in_one_row(&later).contains(&in_one_row(&words)));
                if let Some(range) = range {
                    prop_assert_eq!(in_one_row(&later[range]), in_one_row(&words));
                }
            }
        }

        #[test]
        fn anything_can_be_looked_for_in_anything(text in any::<String>(), words in any::<String>(), later in any::<String>(), near in any::<usize>()) {
            if let Some(quote) = Quote::of(&text, &words, near) {
                prop_assert!(quote.find(&text).is_some());
                let _ = quote.find(&later);
            }
        }
    }
}
