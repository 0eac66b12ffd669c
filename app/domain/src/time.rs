//! Moments and days. The clock itself is an edge of the server; the domain only compares and prints.

use std::{fmt, ops::Add, time::Duration};

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime, format_description::well_known::Rfc3339, macros::format_description};

/// A moment: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
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

/// Reads a day as forms and schema.org write it: `2026-11-21`.
#[must_use]
pub fn read_date(text: &str) -> Option<Date> {
    Date::parse(text, format_description!("[year]-[month]-[day]")).ok()
}

/// Writes a day as forms and schema.org write it: `2026-11-21`.
#[must_use]
pub fn write_date(day: Date) -> String {
    day.format(format_description!("[year]-[month]-[day]")).unwrap_or_default()
}

/// Writes a day for people: `21 Nov 2026`.
#[must_use]
pub fn show_date(day: Date) -> String {
    day.format(format_description!("[day padding:none] [month repr:short] [year]")).unwrap_or_default()
}
