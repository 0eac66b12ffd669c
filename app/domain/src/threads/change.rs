//! A suggested change: what it would do to the posting, and whether it still can.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Place;
use crate::{
    document::{HEADING_MAX_CHARS, LINE_MAX_BYTES, Operation, merged},
    ids::{LineId, SectionId},
    posting::{FactKey, Scope, Section, Snapshot, words},
    review::difference::{Span, SpanKind, spans},
};

words! {
    /// What became of a suggestion.
    SuggestionState {
        Open = "open", "Waits for an answer";
        Accepted = "accepted", "Accepted";
        Rejected = "rejected", "Rejected";
        Withdrawn = "withdrawn", "Taken back";
    }
}

/// What somebody would change, with what they saw there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    RewordLine {
        line: LineId,
        before: String,
        after: String,
    },
    SetFact {
        key: FactKey,
        before: String,
        after: String,
    },
    RemoveLine {
        line: LineId,
        before: String,
    },
    /// A new line behind another one, which stood in this section.
    AddLine {
        behind: LineId,
        section: SectionId,
        text: String,
    },
}

/// Why a change can't be suggested, or not be made any more. The sentence is for the person who tried.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ChangeError {
    #[error("This line is not in the posting any more.")]
    LineGone,
    #[error("The section that this line was for is not in the posting any more.")]
    SectionGone,
    #[error("This section is set by its template, so nothing can be changed in it.")]
    Locked,
    #[error("Write the words first.")]
    NoWords,
    #[error("This says the same as before.")]
    Same,
    #[error("That is too long; the limit is {max} characters.")]
    TooLong { max: usize },
    #[error(
        "Somebody changed the same words meanwhile: they now read “{now}”. The suggestion reads “{suggested}”. \
         Reword it by hand, or reject the suggestion."
    )]
    Overtaken { now: String, suggested: String },
}

impl Change {
    /// Other words for a line or a fact, as this content has them.
    ///
    /// # Errors
    /// [`ChangeError`] when that can't be.
    pub fn reword(place: &Place, typed: &str, said: &Snapshot) -> Result<Self, ChangeError> {
        match place {
            Place::Line(id) => {
                let before = line_text(id, said)?;
                let after = line_words(typed)?;
                different(before, &after)?;
                Ok(Self::RewordLine { line: id.clone(), before: before.to_owned(), after })
            }
            Place::Fact(key) => {
                let before = said.facts.get(*key);
                let after = visible(typed);
                bounded(after.chars().count(), key.max_chars())?;
                different(before, &after)?;
                Ok(Self::SetFact { key: *key, before: before.to_owned(), after })
            }
            Place::Posting | Place::Section(_) => Err(ChangeError::LineGone),
        }
    }

    /// # Errors
    /// [`ChangeError`] when the line is gone or locked.
    pub fn remove(line: &LineId, said: &Snapshot) -> Result<Self, ChangeError> {
        Ok(Self::RemoveLine { line: line.clone(), before: line_text(line, said)?.to_owned() })
    }

    /// # Errors
    /// [`ChangeError`] when the line that it is to stand behind is gone or locked, or for no words.
    pub fn add(behind: &LineId, typed: &str, said: &Snapshot) -> Result<Self, ChangeError> {
        line_text(behind, said)?;
        let section = said.line(behind).map(|(section, _)| section.id.clone()).ok_or(ChangeError::LineGone)?;
        Ok(Self::AddLine { behind: behind.clone(), section, text: line_words(typed)? })
    }

    /// Where it stands on a page.
    #[must_use]
    pub fn place(&self) -> Place {
        match self {
            Self::SetFact { key, .. } => Place::Fact(*key),
            Self::RewordLine { line, .. } | Self::RemoveLine { line, .. } | Self::AddLine { behind: line, .. } => {
                Place::Line(line.clone())
            }
        }
    }

    /// The scope that it changes; none when its place is gone.
    #[must_use]
    pub fn scope(&self, now: &Snapshot) -> Option<Scope> {
        match self {
            Self::AddLine { section, .. } => {
                self.place().scope(now).or_else(|| now.section(section).map(|section| section.kind.scope()))
            }
            other => other.place().scope(now),
        }
    }

    /// The words that it is about and the words that it would have, with what differs marked.
    #[must_use]
    pub fn spans(&self) -> Vec<Span> {
        match self {
            Self::RewordLine { before, after, .. } | Self::SetFact { before, after, .. } => spans(before, after),
            Self::RemoveLine { before, .. } => vec![Span { kind: SpanKind::Removed, text: before.clone() }],
            Self::AddLine { text, .. } => vec![Span { kind: SpanKind::Added, text: text.clone() }],
        }
    }

    /// What its place says by now, if that is neither what the suggestion began with nor what it asks for.
    #[must_use]
    pub fn overtaken_by<'s>(&self, now: &'s Snapshot) -> Option<&'s str> {
        let (before, after) = match self {
            Self::RewordLine { before, after, .. } | Self::SetFact { before, after, .. } => (before, after),
            Self::RemoveLine { before, .. } => (before, before),
            Self::AddLine { .. } => return None,
        };
        self.place().text(now).filter(|text| text != before && text != after)
    }

    /// The operations that make it in a draft that says this by now, merged with what others wrote in other words of the
    /// same line. None when it says so already. `id` is for a new line.
    ///
    /// # Errors
    /// [`ChangeError`] when it can't be made any more.
    pub fn operations(&self, now: &Snapshot, id: LineId) -> Result<Vec<Operation>, ChangeError> {
        let operation = match self {
            Self::RewordLine { line, before, after } => {
                let theirs = line_text(line, now)?;
                let text = merged(before, after, theirs).ok_or_else(|| overtaken(theirs, after))?;
                (text != theirs).then(|| Operation::SetText { id: line.clone(), text })
            }
            Self::SetFact { key, before, after } => set_fact(*key, before, after, now)?,
            Self::RemoveLine { line, before } => match line_text(line, now) {
                Err(ChangeError::LineGone) => None,
                Err(error) => return Err(error),
                Ok(theirs) if theirs != before => return Err(overtaken(theirs, "")),
                Ok(_) => Some(Operation::RemoveLine { id: line.clone() }),
            },
            Self::AddLine { behind, section, text } => Some(add_line(behind, section, text, id, now)?),
        };
        Ok(operation.into_iter().collect())
    }
}

/// Prose is merged with what others wrote; everything else is replaced, if it is as it was.
fn set_fact(key: FactKey, before: &str, after: &str, now: &Snapshot) -> Result<Option<Operation>, ChangeError> {
    let theirs = now.facts.get(key);
    let value = match merged(before, after, theirs).filter(|_| key.is_prose() || theirs == before || theirs == after) {
        Some(value) => value,
        None => return Err(overtaken(theirs, after)),
    };
    Ok((value != theirs).then_some(Operation::SetFact { key, value }))
}

/// Behind the line that it was meant for, wherever that is; without it at the end of the section.
fn add_line(
    behind: &LineId,
    section: &SectionId,
    text: &str,
    id: LineId,
    now: &Snapshot,
) -> Result<Operation, ChangeError> {
    let home = now.line(behind).map(|(section, _)| section).or_else(|| now.section(section));
    let home: &Section = home.ok_or(ChangeError::SectionGone)?;
    if home.locked {
        return Err(ChangeError::Locked);
    }
    let place = home.lines.iter().position(|line| line.id == *behind);
    let next = place.and_then(|place| home.lines.get(place + 1));
    Ok(Operation::AddLine {
        id,
        section: home.id.clone(),
        before: next.map(|line| line.id.clone()),
        text: text.to_owned(),
        source: None,
        requirement: home.kind.usual_requirement(),
        level: None,
    })
}

fn line_text<'s>(id: &LineId, said: &'s Snapshot) -> Result<&'s str, ChangeError> {
    match said.line(id) {
        None => Err(ChangeError::LineGone),
        Some((section, _)) if section.locked => Err(ChangeError::Locked),
        Some((_, line)) => Ok(&line.text),
    }
}

fn line_words(typed: &str) -> Result<String, ChangeError> {
    let words = visible(typed);
    if words.is_empty() {
        return Err(ChangeError::NoWords);
    }
    bounded(words.len(), LINE_MAX_BYTES)?;
    Ok(words)
}

/// What was typed, without control characters but line breaks. Blanks stay as they are: they are no difference of their own.
fn visible(typed: &str) -> String {
    let kept: String = typed.chars().filter(|c| !c.is_control() || *c == '\n').collect();
    kept.trim().to_owned()
}

const fn bounded(length: usize, max: usize) -> Result<(), ChangeError> {
    if length > max { Err(ChangeError::TooLong { max }) } else { Ok(()) }
}

fn different(before: &str, after: &str) -> Result<(), ChangeError> {
    if before.trim() == after { Err(ChangeError::Same) } else { Ok(()) }
}

/// A glance at both texts is enough in a sentence; the page shows all of them.
fn overtaken(now: &str, suggested: &str) -> ChangeError {
    let short = |text: &str| {
        let end = text.char_indices().nth(HEADING_MAX_CHARS).map_or(text.len(), |(end, _)| end);
        text[..end].to_owned()
    };
    ChangeError::Overtaken { now: short(now), suggested: short(suggested) }
}

#[cfg(test)]
mod tests;
