//! What may be said in a comment, and as the reason of a suggestion.

use thiserror::Error;

use crate::input::paragraphs;

/// The longest comment, in characters.
pub const WORDS_MAX_CHARS: usize = 4_000;
/// The longest reason of a suggestion, in characters.
pub const REASON_MAX_CHARS: usize = 500;

/// What is wrong with what was typed. The sentence is for the person who typed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum WordsError {
    #[error("Write something first.")]
    Empty,
    #[error("That is too long; the limit is {max} characters.")]
    TooLong { max: usize },
}

/// A comment as it is kept: its lines, without anything invisible.
///
/// # Errors
/// [`WordsError`]
pub fn read_words(text: &str) -> Result<String, WordsError> {
    let words = bounded(text, WORDS_MAX_CHARS)?;
    if words.is_empty() { Err(WordsError::Empty) } else { Ok(words) }
}

/// The reason of a suggestion, which may be left out.
///
/// # Errors
/// [`WordsError::TooLong`]
pub fn read_reason(text: &str) -> Result<String, WordsError> {
    bounded(text, REASON_MAX_CHARS)
}

fn bounded(text: &str, max: usize) -> Result<String, WordsError> {
    let words = paragraphs(text);
    if words.chars().count() > max { Err(WordsError::TooLong { max }) } else { Ok(words) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_keeps_its_lines_and_nothing_invisible() {
        let typed = "  First\u{202e} line \r\n\r\n\r\n\tsecond\u{0} one\u{7f}  \n ";
        assert_eq!(read_words(typed).as_deref(), Ok("First line\n\nsecond one"));
        for nothing in ["", " \n ", "\u{0}\u{200b}"] {
            assert_eq!(read_words(nothing), Err(WordsError::Empty), "{nothing:?}");
        }
    }

    #[test]
    fn the_length_is_counted_in_characters() {
        let longest = "é".repeat(WORDS_MAX_CHARS);
        assert_eq!(read_words(&longest), Ok(longest.clone()));
        assert_eq!(read_words(&format!("{longest}é")), Err(WordsError::TooLong { max: WORDS_MAX_CHARS }));
        assert_eq!(read_reason(""), Ok(String::new()));
        assert!(read_reason(&"x".repeat(REASON_MAX_CHARS + 1)).is_err());
    }
}
