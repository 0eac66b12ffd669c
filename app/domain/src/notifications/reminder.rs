//! When somebody is reminded of a review.

use std::time::Duration;

use super::NotificationKind;
use crate::time::Timestamp;

/// The longest time before the end at which one is reminded.
const AHEAD: Duration = Duration::from_secs(12 * 60 * 60);

/// What to remind of now, if of anything: the last that became true, so that a program that stood still for days
/// doesn't tell first what is over.
#[must_use]
pub fn reminder(submitted_at: Timestamp, due_at: Timestamp, now: Timestamp) -> Option<NotificationKind> {
    if now >= due_at {
        return Some(NotificationKind::Overdue);
    }
    // A review of four hours is not due soon from its beginning.
    let ahead = AHEAD.min(submitted_at.until(due_at) / 4);
    (now + ahead >= due_at).then_some(NotificationKind::DueSoon)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;

    #[test]
    fn one_is_reminded_of_what_is_true_now() {
        for (due, now, told) in [
            (48, 0, None),
            (48, 35, None),
            (48, 36, Some(NotificationKind::DueSoon)),
            (48, 47, Some(NotificationKind::DueSoon)),
            (48, 48, Some(NotificationKind::Overdue)),
            (48, 500, Some(NotificationKind::Overdue)),
            (4, 0, None),
            (4, 2, None),
            (4, 3, Some(NotificationKind::DueSoon)),
            (0, 0, Some(NotificationKind::Overdue)),
        ] {
            let at = |hours: i64| Timestamp(hours * HOUR);
            assert_eq!(reminder(at(0), at(due), at(now)), told, "due after {due} hours, asked after {now}");
        }
    }
}
