//! Moments in the words that people use, each as a `<time>` that a machine can read and that says the exact moment
//! when pointed at.

use std::time::Duration;

use domain::time::Timestamp;
use leptos::prelude::*;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
/// From here on the day says more than its distance.
const FAR: u64 = 14 * DAY;
/// Deadlines nearer than so many days are told in hours: “due in 1 day” could be anything up to two.
const DEADLINE_DAYS: u64 = 3;

/// When something happened or will: “3 hours ago”, “in 2 days”, “4 Mar 2026”.
#[component]
pub fn Moment(at: Timestamp, now: Timestamp) -> impl IntoView {
    view! { <time datetime=at.rfc3339() title=at.to_string()>{from_now(at, now)}</time> }
}

/// Until when something has to be done: “due in 5 hours”, “2 days overdue”.
#[component]
pub fn DueBy(at: Timestamp, now: Timestamp) -> impl IntoView {
    let words = if at < now {
        format!("{} overdue", span(at.until(now), DEADLINE_DAYS))
    } else {
        format!("due in {}", span(now.until(at), DEADLINE_DAYS))
    };
    view! { <time datetime=at.rfc3339() title=at.to_string()>{words}</time> }
}

fn from_now(at: Timestamp, now: Timestamp) -> String {
    let distance = at.until(now).max(now.until(at));
    match distance.as_secs() {
        ..MINUTE => "just now".to_owned(),
        FAR.. => day(at),
        _ if at < now => format!("{} ago", span(distance, 1)),
        _ => format!("in {}", span(distance, 1)),
    }
}

/// “21 Nov 2026”, the day of the moment's own words.
fn day(at: Timestamp) -> String {
    let words = at.to_string();
    words.split_once(',').map_or(words.clone(), |(day, _)| day.to_owned())
}

/// Rounded down: 90 minutes are “1 hour”. In days from so many of them on.
fn span(span: Duration, days_from: u64) -> String {
    let seconds = span.as_secs();
    let (count, unit) = match seconds {
        ..MINUTE => return "under a minute".to_owned(),
        MINUTE..HOUR => (seconds / MINUTE, "minute"),
        _ if seconds < days_from * DAY => (seconds / HOUR, "hour"),
        _ => (seconds / DAY, "day"),
    };
    if count == 1 { format!("1 {unit}") } else { format!("{count} {unit}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_795_251_600_000);

    fn at(seconds: i64) -> Timestamp {
        Timestamp(NOW.0 + seconds * 1_000)
    }

    #[test]
    fn a_moment_is_told_by_its_distance_until_the_day_says_more() {
        for (seconds, words) in [
            (0, "just now"),
            (-59, "just now"),
            (30, "just now"),
            (-60, "1 minute ago"),
            (-3_599, "59 minutes ago"),
            (-7_200, "2 hours ago"),
            (-86_400, "1 day ago"),
            (5 * 3_600 + 1, "in 5 hours"),
            (-14 * 86_400 + 1, "13 days ago"),
            (-14 * 86_400, "7 Nov 2026"),
            (30 * 86_400, "21 Dec 2026"),
        ] {
            assert_eq!(from_now(at(seconds), NOW), words, "{seconds}");
        }
    }

    #[test]
    fn a_span_is_told_in_its_largest_full_unit() {
        for (seconds, words) in
            [(0, "under a minute"), (60, "1 minute"), (5_400, "1 hour"), (172_800, "2 days"), (8_640_000, "100 days")]
        {
            assert_eq!(span(Duration::from_secs(seconds), 1), words, "{seconds}");
        }
        assert_eq!(span(Duration::from_secs(172_799), DEADLINE_DAYS), "47 hours");
        assert_eq!(span(Duration::from_secs(259_200), DEADLINE_DAYS), "3 days");
    }
}
