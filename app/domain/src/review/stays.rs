//! How long postings stay in the stages on the way to publication, told from what happened to them.

use std::{
    collections::{BTreeMap, HashMap},
    time::Duration,
};

use super::StageName;
use crate::{ids::PostingId, time::Timestamp};

/// Something that moved a posting, or may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    pub posting: PostingId,
    pub at: Timestamp,
    /// The stage that it is in from then on.
    pub to: StageName,
}

/// How long postings stayed in one stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stays {
    pub count: usize,
    pub median: Duration,
    /// Nine of ten stays were no longer.
    pub nine_in_ten: Duration,
}

/// What moves a posting to which stage, by the action that the audit log calls it. Where a withdrawn posting goes, its
/// writers go on with it.
const MOVES: [(&str, StageName); 7] = [
    ("posting_created", StageName::Draft),
    ("posting_withdrawn", StageName::Draft),
    ("posting_submitted", StageName::InReview),
    ("changes_requested", StageName::ChangesRequested),
    ("posting_approved", StageName::Approved),
    ("posting_published", StageName::Published),
    ("posting_archived", StageName::Archived),
];

/// The stages in which something is to be done, and so a stay may be too long.
const COUNTED: [StageName; 4] =
    [StageName::Draft, StageName::InReview, StageName::ChangesRequested, StageName::Approved];

/// The actions that move postings.
pub fn moving_actions() -> impl Iterator<Item = &'static str> {
    MOVES.iter().map(|(action, _)| *action)
}

/// The stage that an action leads to.
#[must_use]
pub fn moved_to(action: &str) -> Option<StageName> {
    MOVES.iter().find(|(moves, _)| *moves == action).map(|(_, stage)| *stage)
}

/// The stays that ended since `from`, by stage. The moves come in the order in which they happened.
#[must_use]
pub fn stays(moves: &[Move], from: Timestamp) -> BTreeMap<StageName, Stays> {
    let mut here: HashMap<PostingId, (StageName, Timestamp)> = HashMap::new();
    let mut spans: BTreeMap<StageName, Vec<Duration>> = BTreeMap::new();
    for moved in moves {
        let before = here.get(&moved.posting).copied();
        // Who submits again while the review runs does not begin it anew.
        if before.is_some_and(|(stage, _)| stage == moved.to) {
            continue;
        }
        here.insert(moved.posting, (moved.to, moved.at));
        if let Some((stage, since)) = before
            && moved.at >= from
            && COUNTED.contains(&stage)
        {
            spans.entry(stage).or_default().push(since.until(moved.at));
        }
    }
    spans.into_iter().filter_map(|(stage, spans)| Some((stage, summary(spans)?))).collect()
}

fn summary(mut spans: Vec<Duration>) -> Option<Stays> {
    spans.sort_unstable();
    let last = spans.len().checked_sub(1)?;
    Some(Stays { count: spans.len(), median: spans[last / 2], nine_in_ten: spans[(last * 9).div_ceil(10)] })
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const HOUR: i64 = 3_600_000;

    fn moved(posting: u128, hour: i64, action: &str) -> Move {
        let to = moved_to(action).unwrap();
        Move { posting: PostingId(Uuid::from_u128(posting)), at: Timestamp(hour * HOUR), to }
    }

    fn hours(hours: u64) -> Duration {
        Duration::from_secs(hours * 3_600)
    }

    #[test]
    fn a_stay_counts_when_it_has_ended_and_submitting_again_does_not_begin_it_anew() {
        let moves = [
            moved(1, 0, "posting_created"),
            moved(1, 5, "posting_submitted"),
            moved(2, 6, "posting_created"),
            moved(1, 8, "posting_submitted"),
            moved(1, 15, "changes_requested"),
            moved(1, 16, "posting_submitted"),
            moved(1, 18, "posting_approved"),
        ];
        let found = stays(&moves, Timestamp(0));
        let only = |count, median, nine_in_ten| Stays { count, median: hours(median), nine_in_ten: hours(nine_in_ten) };
        let expected = [
            (StageName::Draft, only(1, 5, 5)),
            (StageName::InReview, only(2, 2, 10)),
            (StageName::ChangesRequested, only(1, 1, 1)),
        ];
        assert_eq!(found, BTreeMap::from(expected));
    }

    #[test]
    fn what_ended_earlier_is_left_out_and_what_began_earlier_is_counted_whole() {
        let moves = [
            moved(1, 0, "posting_created"),
            moved(1, 5, "posting_submitted"),
            moved(1, 30, "posting_approved"),
            moved(1, 31, "posting_published"),
            moved(1, 90, "posting_archived"),
        ];
        let found = stays(&moves, Timestamp(10 * HOUR));
        let counted: Vec<_> = found.iter().map(|(stage, stays)| (*stage, stays.median)).collect();
        assert_eq!(counted, [(StageName::InReview, hours(25)), (StageName::Approved, hours(1))]);
    }

    #[test]
    fn nine_of_ten_stays_are_no_longer() {
        let spans: Vec<_> = (1..=10).map(hours).collect();
        let Stays { count, median, nine_in_ten } = summary(spans).unwrap();
        assert_eq!((count, median, nine_in_ten), (10, hours(5), hours(10)));
        let spans: Vec<_> = (1..=11).map(hours).collect();
        assert_eq!(summary(spans).unwrap().nine_in_ten, hours(10));
    }

    #[test]
    fn every_action_that_moves_is_one_of_the_audit_log() {
        let known: Vec<&str> = crate::events::Topic::ALL.iter().flat_map(|topic| topic.actions()).copied().collect();
        assert!(moving_actions().all(|action| known.contains(&action)));
    }
}
