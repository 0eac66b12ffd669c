//! Moments and days. The clock itself is an edge of the server; the domain only compares and prints.

use std::{fmt, ops::Add, time::Duration};

use serde::{Deserialize, Serialize};
use time::{Date, Month, OffsetDateTime, format_description::well_known::Rfc3339, macros::format_description};

/// A moment: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The first moment of a day, in UTC.
    #[must_use]
    pub fn at_start_of(day: Date) -> Self {
        Self(day.midnight().assume_utc().unix_timestamp().saturating_mul(1_000))
    }

    /// The day, in UTC.
    #[must_use]
    pub fn date(self) -> Date {
        self.moment().date()
    }

    /// As RFC 3339, for machines: `2026-11-21T09:30:00Z`.
    #[must_use]
    pub fn rfc3339(self) -> String {
        self.moment().format(&Rfc3339).unwrap_or_default()
    }

    /// How long before `later` this was; zero if it was not.
    #[must_use]
    pub fn until(self, later: Self) -> Duration {
        Duration::from_millis(u64::try_from(later.0 - self.0).unwrap_or(0))
    }

    fn moment(self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000_000).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }
}

/// For people: `21 Nov 2026, 09:30 UTC`.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let style = format_description!("[day padding:none] [month repr:short] [year], [hour]:[minute] UTC");
        f.write_str(&self.moment().format(style).unwrap_or_default())
    }
}

impl Add<Duration> for Timestamp {
    type Output = Self;

    fn add(self, span: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(span.as_millis()).unwrap_or(i64::MAX)))
    }
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

// Days are read and written without the format machinery of the time crate: it weighs 7 kB (brotli) in the browser.

/// Reads a day as forms and schema.org write it: `2026-11-21`.
#[must_use]
pub fn read_date(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, '-');
    let mut number = |digits: usize| {
        let part =
            parts.next().filter(|part| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()))?;
        part.parse::<u16>().ok()
    };
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    Date::from_calendar_date(year.into(), month, u8::try_from(day).ok()?).ok()
}

/// Writes a day as forms and schema.org write it: `2026-11-21`.
#[must_use]
pub fn write_date(day: Date) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), u8::from(day.month()), day.day())
}

/// Writes a day for people: `21 Nov 2026`.
#[must_use]
pub fn show_date(day: Date) -> String {
    let month = MONTHS.get(usize::from(u8::from(day.month())) - 1).copied().unwrap_or_default();
    format!("{} {month} {}", day.day(), day.year())
}

/// A span as one would guess it, rounded up: `40 minutes`, `3 hours`, `2 days`.
#[must_use]
pub fn roughly(span: Duration) -> String {
    let minutes = span.as_secs().div_ceil(60).max(1);
    let (count, unit) = match minutes {
        ..=59 => (minutes, "minute"),
        60..=2_879 => (minutes.div_ceil(60), "hour"),
        _ => (minutes.div_ceil(1_440), "day"),
    };
    if count == 1 { format!("1 {unit}") } else { format!("{count} {unit}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guess_is_rounded_up_to_what_one_would_say() {
        for (seconds, said) in
            [(1, "1 minute"), (61, "2 minutes"), (3_600, "1 hour"), (170_000, "48 hours"), (180_000, "3 days")]
        {
            assert_eq!(roughly(Duration::from_secs(seconds)), said);
        }
    }

    #[test]
    fn a_day_reads_as_it_was_written() {
        let mut day = Date::from_calendar_date(2023, Month::December, 28).unwrap();
        for _ in 0..800 {
            assert_eq!(read_date(&write_date(day)), Some(day));
            day = day.next_day().unwrap();
        }
        assert_eq!(write_date(day), "2026-03-07");
        assert_eq!(show_date(day), "7 Mar 2026");
    }

    #[test]
    fn what_is_no_day_of_the_calendar_is_not_read() {
        for text in [
            "",
            "2026",
            "2026-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-1-1",
            "+026-01-01",
            "2026-01-01-",
            "26-01-01",
            "２０２６-01-01",
        ] {
            assert_eq!(read_date(text), None, "{text}");
        }
    }
}
