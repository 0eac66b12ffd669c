//! Upstream updates: what the library offers to a line, and what a person decides about it.
//!
//! A line that came from the library remembers the item and the version that it started from. When that item has a newer
//! published version, or is deprecated in favour of another one or merged into it, the line is *offered* the new words. Nothing is changed by
//! an offer: only an [`Answer`] of a person who may edit the draft makes [`operations`] of it, and only two of the four
//! answers touch the words at all. *Not here:* which lines are offered something (the database derives it), and keeping
//! what was put aside.

mod key;

pub use key::UpdateKey;

use thiserror::Error;
use time::Date;

use crate::{
    document::Operation,
    posting::{ItemRef, Line, fingerprint, words},
};

/// The longest that an update can be put off, in days.
pub const SNOOZE_MAX_DAYS: i64 = 366;

/// What a person decides about an update.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The library's new words.
    Take,
    /// The words as they are; asked again when the library says something newer still.
    Keep,
    /// A third text.
    Merge(String),
    /// Asked again on this day.
    Snooze(Date),
}

words! {
    /// How an update was put aside.
    Aside {
        Kept = "kept", "Kept as it is";
        Snoozed = "snoozed", "Put off";
    }
}

/// Why an answer can't be carried out. The sentence is for the person who gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum UpdateError {
    #[error("This line is not in the draft any more: somebody removed it meanwhile.")]
    Gone,
    #[error("Somebody decided on this line meanwhile: it goes by another version now. Look again.")]
    Overtaken,
    #[error("Somebody reworded this line meanwhile. Read what it says now, then decide.")]
    Reworded,
    #[error("Write what the line should say.")]
    NoWords,
    #[error("Choose a day after today.")]
    NotLater,
    #[error("Choose a day within the next year.")]
    TooFar,
}

/// What carries an answer out in a draft that has this line; nothing when the words stay, or are the new ones already.
/// `offered` is what the library says now.
///
/// # Errors
/// [`UpdateError`] when the line is not as the person saw it.
pub fn operations(
    line: Option<&Line>,
    key: &UpdateKey,
    offered: &str,
    answer: &Answer,
) -> Result<Vec<Operation>, UpdateError> {
    let text = match answer {
        Answer::Keep | Answer::Snooze(_) => return Ok(Vec::new()),
        Answer::Take => offered,
        Answer::Merge(text) if text.trim().is_empty() => return Err(UpdateError::NoWords),
        Answer::Merge(text) => text,
    };
    let line = line.ok_or(UpdateError::Gone)?;
    // A form that comes twice finds its work done.
    if line.origin.source() == Some(key.to) && line.text == text {
        return Ok(Vec::new());
    }
    if line.origin.source() != Some(key.from) {
        return Err(UpdateError::Overtaken);
    }
    if fingerprint(&line.text) != key.said {
        return Err(UpdateError::Reworded);
    }
    let take = Operation::TakeSource { id: line.id.clone(), source: key.to, text: offered.to_owned() };
    let reword = (text != offered).then(|| Operation::SetText { id: line.id.clone(), text: text.to_owned() });
    Ok(std::iter::once(take).chain(reword).collect())
}

/// Whether an update can be taken without losing anybody's words: the line says just what its version said, or what it is
/// offered.
#[must_use]
pub fn is_conflict_free(line: &Line, offered: &str) -> bool {
    !line.origin.is_override() || line.text.trim() == offered.trim()
}

/// Whether something may be put off until this day.
///
/// # Errors
/// [`UpdateError::NotLater`] and [`UpdateError::TooFar`].
pub fn may_wait_until(day: Date, today: Date) -> Result<(), UpdateError> {
    match (day - today).whole_days() {
        ..=0 => Err(UpdateError::NotLater),
        1..=SNOOZE_MAX_DAYS => Ok(()),
        _ => Err(UpdateError::TooFar),
    }
}

/// What an update offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    /// A newer version of the same item.
    NewVersion,
    /// Another item, in place of one that is out of use.
    Replacement,
    /// Another item, into which the line's was merged.
    Merged,
}

impl Offer {
    #[must_use]
    pub fn of(from: ItemRef, to: ItemRef, is_merged: bool) -> Self {
        match from.item == to.item {
            true => Self::NewVersion,
            false if is_merged => Self::Merged,
            false => Self::Replacement,
        }
    }
}

#[cfg(test)]
mod tests;
