//! What was typed, tidied; what is wrong with it, and where.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// One field of a form and the sentence that stands beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The form's name of the field.
    pub field: String,
    /// What to do about it, for the person who typed it.
    pub message: String,
}

impl FieldError {
    pub fn new(field: impl Into<String>, message: impl ToString) -> Self {
        Self { field: field.into(), message: message.to_string() }
    }
}

/// The text in lower case, letter by letter: to compare, not to show (a sigma at the end of a word stays an inner one).
/// The standard library's way for whole texts takes four kilobytes in the browser's bundle.
#[must_use]
pub fn lower_case(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// The text with its first letter as a capital.
#[must_use]
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What was typed as one paragraph without anything invisible in it: line breaks, control characters (which PostgreSQL
/// would refuse) and runs of blanks become one blank, accents are composed, direction overrides and the like dropped.
/// Markup stays the characters that were typed.
#[must_use]
pub fn one_paragraph(text: &str) -> String {
    // Plain letters are composed as they stand.
    if text.is_ascii() {
        return in_one_line(text);
    }
    in_one_line(&text.chars().filter(|c| !is_invisible(*c)).nfc().collect::<String>())
}

fn in_one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What was typed as paragraphs: as [`one_paragraph`], but line by line, with at most one empty line in a row.
#[must_use]
pub fn paragraphs(text: &str) -> String {
    let mut kept: Vec<String> = Vec::new();
    for line in text.split('\n').map(one_paragraph) {
        if !line.is_empty() || kept.last().is_some_and(|last| !last.is_empty()) {
            kept.push(line);
        }
    }
    kept.join("\n").trim_end().to_owned()
}

/// Direction overrides and isolates, zero-width blanks and byte-order marks: they make a text read otherwise than it is.
/// The zero-width joiners stay, because scripts and emoji need them.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}
