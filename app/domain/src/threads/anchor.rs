//! What a thread is about, kept so that it is found again.

use std::ops::Range;

use thiserror::Error;

use super::{Place, QUOTE_MAX_CHARS, Quote};
use crate::{input::capitalized, posting::Snapshot};

/// How much is kept of what a place said when the thread was opened, in characters.
pub const SAID_MAX_CHARS: usize = 300;

/// A place, and perhaps some words in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    pub place: Place,
    pub quote: Option<Quote>,
    /// What the place said when the thread was opened, to tell what it was about when the place is gone.
    pub said: String,
}

/// Why nothing can be said about this. The sentence is for the person who tried.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AnchorError {
    #[error("{} is not in the posting any more, so nothing can be said about it. Say it about the posting as a whole.", capitalized(.0.name()))]
    Gone(Place),
    #[error("These words are not in {}. Select them anew, or leave them out.", .0.name())]
    NotTheseWords(Place),
    #[error("Select fewer words: up to {QUOTE_MAX_CHARS} characters.")]
    TooManyWords,
}

/// How a thread's subject stands in some content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// The place is there, and the thread is about all of it.
    Whole,
    /// The place is there and says the words, from byte to byte.
    Words(Range<usize>),
    /// The place is there, the words are not.
    WordsGone,
    /// The place is not there.
    Gone,
}

impl Anchor {
    /// What somebody selected: a place of this content, and perhaps words in it, near its character `near`.
    ///
    /// # Errors
    /// [`AnchorError`] when it is not there.
    pub fn at(place: Place, words: &str, near: usize, said: &Snapshot) -> Result<Self, AnchorError> {
        let Some(text) = place.text(said) else { return Err(AnchorError::Gone(place)) };
        let words = words.trim();
        if words.chars().count() > QUOTE_MAX_CHARS {
            return Err(AnchorError::TooManyWords);
        }
        let quote = Quote::of(text, words, near);
        if quote.is_none() && !words.is_empty() {
            return Err(AnchorError::NotTheseWords(place));
        }
        Ok(Self { said: shortened(text), quote, place })
    }

    #[must_use]
    pub fn find(&self, said: &Snapshot) -> Found {
        match (self.place.text(said), &self.quote) {
            (None, _) => Found::Gone,
            (Some(_), None) => Found::Whole,
            (Some(text), Some(quote)) => quote.find(text).map_or(Found::WordsGone, Found::Words),
        }
    }

    /// The words that the thread is about, as they were.
    #[must_use]
    pub fn about(&self) -> &str {
        self.quote.as_ref().map_or(&self.said, |quote| &quote.exact)
    }
}

fn shortened(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(SAID_MAX_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ids::{LineId, SectionId},
        posting::{FactKey, Line, Origin, Requirement, Section, SectionKind},
    };

    fn content(lines: &[(u64, &str)]) -> Snapshot {
        let line = |(id, text): &(u64, &str)| Line {
            id: LineId::from_random(*id),
            text: (*text).to_owned(),
            origin: Origin::Custom,
            requirement: Requirement::Plain,
            level: None,
        };
        let section = Section {
            id: SectionId::from_random(1),
            kind: SectionKind::Responsibilities,
            heading: "What you will do".to_owned(),
            locked: false,
            lines: lines.iter().map(line).collect(),
        };
        Snapshot { sections: vec![section], ..Snapshot::default() }
    }

    fn line(id: u64) -> Place {
        Place::Line(LineId::from_random(id))
    }

    #[test]
    fn a_thread_follows_its_line_and_tells_when_words_or_line_are_gone() {
        let first = content(&[(1, "You build REST APIs."), (2, "You test them.")]);
        let anchor = Anchor::at(line(1), "REST APIs", 0, &first).unwrap();
        let moved = content(&[(2, "You test them."), (1, "Sometimes you build good REST APIs.")]);
        assert_eq!(anchor.find(&moved), Found::Words(25..34));
        assert_eq!(anchor.find(&content(&[(1, "You build things.")])), Found::WordsGone);
        assert_eq!(anchor.find(&content(&[(2, "You build REST APIs.")])), Found::Gone);
        assert_eq!(anchor.about(), "REST APIs");
        let whole = Anchor::at(line(2), " ", 0, &first).unwrap();
        assert_eq!((whole.find(&moved), whole.about()), (Found::Whole, "You test them."));
    }

    #[test]
    fn a_fact_and_the_posting_are_always_there() {
        let empty = Snapshot::default();
        for place in [Place::Posting, Place::Fact(FactKey::BaseSalaryMinValue)] {
            assert_eq!(Anchor::at(place, "", 0, &empty).unwrap().find(&empty), Found::Whole);
        }
    }

    #[test]
    fn what_is_not_there_is_refused_with_a_sentence() {
        let content = content(&[(1, "You build REST APIs.")]);
        let refusal = |place, words: &str| Anchor::at(place, words, 0, &content).unwrap_err().to_string();
        assert_eq!(
            refusal(line(9), ""),
            "This line is not in the posting any more, so nothing can be said about it. Say it about the posting as a whole."
        );
        assert_eq!(refusal(line(1), "SOAP"), "These words are not in this line. Select them anew, or leave them out.");
        assert_eq!(
            refusal(Place::Posting, "REST"),
            "These words are not in the posting. Select them anew, or leave them out."
        );
        assert_eq!(refusal(line(1), &"x".repeat(501)), "Select fewer words: up to 500 characters.");
    }

    #[test]
    fn a_long_line_is_kept_in_short() {
        let long = "é".repeat(400);
        let anchor = Anchor::at(line(1), "", 0, &content(&[(1, &long)])).unwrap();
        assert_eq!(anchor.said.chars().count(), SAID_MAX_CHARS + 1);
    }
}
