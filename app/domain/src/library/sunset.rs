//! The day after which an item that is out of use is archived: nobody inserts it any more, old revisions still show it.

use thiserror::Error;
use time::Date;

use super::ItemStatus;
use crate::time::{Timestamp, read_date};

/// Furthest day in the future, in days.
const FAR: i64 = 3_660;

/// Why a day can't be the last one of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SunsetError {
    #[error("Choose a day, or leave it empty.")]
    NoDay,
    #[error("Choose today or a later day.")]
    Past,
    #[error("Choose a day within the next ten years.")]
    TooFar,
}

/// Reads the last day of an item as a form sends it; empty for none.
///
/// # Errors
/// [`SunsetError`]
pub fn read_sunset(text: &str, today: Date) -> Result<Option<Date>, SunsetError> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let day = read_date(text.trim()).ok_or(SunsetError::NoDay)?;
    match (day - today).whole_days() {
        ..=-1 => Err(SunsetError::Past),
        0..=FAR => Ok(Some(day)),
        _ => Err(SunsetError::TooFar),
    }
}

impl ItemStatus {
    /// How an item reads at a moment: one that is out of use is archived once the day of its sunset is over.
    #[must_use]
    pub fn at(self, now: Timestamp, sunset_on: Option<Date>) -> Self {
        let is_over = sunset_on.is_some_and(|day| now.date() > day);
        if self == Self::Deprecated && is_over { Self::Archived } else { self }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn a_last_day_is_today_or_later_or_none() {
        let today = date!(2026 - 11 - 26);
        for (text, expected) in [
            ("", Ok(None)),
            (" ", Ok(None)),
            ("2026-11-26", Ok(Some(today))),
            ("2026-11-25", Err(SunsetError::Past)),
            ("2040-01-01", Err(SunsetError::TooFar)),
            ("tomorrow", Err(SunsetError::NoDay)),
        ] {
            assert_eq!(read_sunset(text, today), expected, "{text:?}");
        }
    }

    #[test]
    fn only_what_is_out_of_use_is_archived_after_its_last_day() {
        let day = date!(2026 - 11 - 26);
        let (on, after) = (Timestamp::at_start_of(day), Timestamp::at_start_of(date!(2026 - 11 - 27)));
        assert_eq!(ItemStatus::Deprecated.at(on, Some(day)), ItemStatus::Deprecated);
        assert_eq!(ItemStatus::Deprecated.at(after, Some(day)), ItemStatus::Archived);
        assert_eq!(ItemStatus::Deprecated.at(after, None), ItemStatus::Deprecated);
        assert_eq!(ItemStatus::Published.at(after, Some(day)), ItemStatus::Published);
    }
}
