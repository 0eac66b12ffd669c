//! A short paragraph in bold letters, and nothing else in it: what people write over a section when they don't know, or
//! don't care, that there are headings.

use domain::arrivals::Block;

/// The level of such a heading: below all that are marked as one.
const LEVEL: u8 = 7;
/// Longer ones are words that somebody wants to be read.
const WORDS_MAX: usize = 9;

/// Whether all the words of a paragraph are bold, of which those up to `bold` (a position in it) are known to be.
pub(super) fn is_bold_alone(words: &str, bold: usize) -> bool {
    let is_all = words.get(bold..).is_some_and(|rest| rest.trim().trim_matches(':').is_empty());
    let text = words.trim();
    is_all && !text.is_empty() && text.split_whitespace().count() <= WORDS_MAX && !text.ends_with(['.', '!', ',', ';'])
}

pub(super) const fn bold_alone(text: String) -> Block {
    Block::Heading { level: LEVEL, text }
}

#[cfg(test)]
mod tests {
    use super::is_bold_alone;

    #[test]
    fn only_a_short_paragraph_that_is_bold_to_its_end_is_a_heading() {
        for (words, bold, is_heading) in [
            ("What you get", 12, true),
            ("What you get: ", 12, true),
            ("Note: bring your own cup", 5, false),
            ("Apply now!", 10, false),
            ("", 0, false),
            ("one two three four five six seven eight nine ten", 48, false),
            ("Nothing bold", usize::MAX, false),
        ] {
            assert_eq!(is_bold_alone(words, bold), is_heading, "{words:?}");
        }
    }
}
