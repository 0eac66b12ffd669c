//! Sittings: updates that were written without a long pause, as one thing that people remember.

use std::{collections::BTreeSet, time::Duration};

use super::Share;
use crate::{ids::UserId, posting::ScopeSet, time::Timestamp};

/// A longer pause begins a new sitting.
const PAUSE: Duration = Duration::from_secs(10 * 60);
/// A day of steady writing is several moments to come back to, not one.
const LONGEST: Duration = Duration::from_secs(60 * 60);

/// A committed update, as the time line sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    pub seq: i64,
    pub author: UserId,
    pub at: Timestamp,
    pub bytes: u64,
    /// Where it writes.
    pub scopes: ScopeSet,
}

/// Consecutive writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sitting {
    /// The first update and the last one.
    pub from: i64,
    pub seq: i64,
    pub from_at: Timestamp,
    pub to_at: Timestamp,
    /// In the order in which they first wrote.
    pub shares: Vec<Share>,
}

impl Sitting {
    fn begin(written: Written) -> Self {
        let Written { seq, at, .. } = written;
        let shares = vec![Share::of(&written)];
        Self { from: seq, seq, from_at: at, to_at: at, shares }
    }

    fn goes_on_with(&self, written: &Written) -> bool {
        self.to_at.until(written.at) <= PAUSE && self.from_at.until(written.at) <= LONGEST
    }

    fn add(&mut self, written: Written) {
        self.join(Self::begin(written));
    }

    /// Takes in the sitting that followed.
    pub fn join(&mut self, later: Self) {
        self.seq = later.seq;
        // A clock that was set back does not turn time around.
        self.to_at = self.to_at.max(later.to_at);
        for share in later.shares {
            match self.shares.iter_mut().find(|known| known.author == share.author) {
                Some(known) => known.join(share),
                None => self.shares.push(share),
            }
        }
    }
}

/// The sittings that `earlier` ones and what was `written` after them make, both the oldest first. A sitting ends after
/// each update that is one of the `cuts`: a moment that was named, submitted or restored stands for itself.
#[must_use]
pub fn sittings(
    earlier: Vec<Sitting>,
    written: impl IntoIterator<Item = Written>,
    cuts: &BTreeSet<i64>,
) -> Vec<Sitting> {
    let mut sittings = earlier;
    for update in written {
        match sittings.last_mut() {
            Some(last) if !cuts.contains(&last.seq) && last.goes_on_with(&update) => last.add(update),
            _ => sittings.push(Sitting::begin(update)),
        }
    }
    sittings
}

/// At most `most` sittings: those that lie close together for their age become one. The newest always stays as it is.
#[must_use]
pub fn thinned(mut sittings: Vec<Sitting>, most: usize) -> Vec<Sitting> {
    while sittings.len() > most.max(2) {
        let newest = sittings.last().map_or(Timestamp(0), |last| last.to_at);
        let closest = (0..sittings.len() - 2).min_by_key(|at| {
            let (earlier, later) = (&sittings[*at], &sittings[at + 1]);
            let (span, age) = (earlier.from_at.until(later.to_at), earlier.from_at.until(newest));
            span.as_millis() * 1_000_000 / (age.as_millis() + 1)
        });
        let Some(closest) = closest else { break };
        let later = sittings.remove(closest + 1);
        sittings[closest].join(later);
    }
    sittings
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::posting::{Authorship, Scope};

    const MINUTE: i64 = 60_000;

    fn person(number: u128) -> UserId {
        UserId(Uuid::from_u128(number))
    }

    fn written(seq: i64, author: u128, minute: i64) -> Written {
        let scopes = Scope::ALL[seq as usize % Scope::ALL.len()].into();
        Written { seq, author: person(author), at: Timestamp(minute * MINUTE), bytes: 10, scopes }
    }

    fn spans(sittings: &[Sitting]) -> Vec<(i64, i64)> {
        sittings.iter().map(|sitting| (sitting.from, sitting.seq)).collect()
    }

    #[test]
    fn a_long_pause_begins_a_new_sitting_and_a_short_one_does_not() {
        let rows = [written(1, 1, 0), written(2, 2, 10), written(3, 1, 11), written(4, 1, 22)];
        let made = sittings(Vec::new(), rows, &BTreeSet::new());
        assert_eq!(spans(&made), [(1, 3), (4, 4)]);
        let shares: Vec<_> = made[0].shares.iter().map(|share| (share.author, share.bytes, share.last)).collect();
        assert_eq!(shares, [(person(1), 20, 3), (person(2), 10, 2)]);
        assert_eq!((made[0].from_at, made[0].to_at), (Timestamp(0), Timestamp(11 * MINUTE)));
    }

    #[test]
    fn nobody_writes_for_more_than_an_hour_in_one_sitting() {
        let rows = (0..13).map(|number| written(number + 1, 1, number * 9));
        assert_eq!(spans(&sittings(Vec::new(), rows, &BTreeSet::new())), [(1, 7), (8, 13)]);
    }

    #[test]
    fn a_named_moment_ends_a_sitting() {
        let rows = (1..=4).map(|seq| written(seq, 1, 0));
        assert_eq!(spans(&sittings(Vec::new(), rows, &BTreeSet::from([2]))), [(1, 2), (3, 4)]);
    }

    #[test]
    fn a_clock_that_was_set_back_does_not_turn_time_around() {
        let rows = [written(1, 1, 50), written(2, 1, 3), written(3, 1, 51)];
        let made = sittings(Vec::new(), rows, &BTreeSet::new());
        assert_eq!(spans(&made), [(1, 3)]);
        assert_eq!(made[0].to_at, Timestamp(51 * MINUTE));
    }

    proptest! {
        #[test]
        fn it_does_not_matter_where_the_rows_are_parted(
            steps in prop::collection::vec((0_i64..14, 1_u128..4), 1..60),
            parted in 0_usize..60,
            cuts in prop::collection::btree_set(1_i64..60, 0..4),
        ) {
            let mut minute = 0;
            let rows: Vec<Written> = (1..).zip(&steps).map(|(seq, (pause, author))| {
                minute += pause;
                written(seq, *author, minute)
            }).collect();
            let whole = sittings(Vec::new(), rows.clone(), &cuts);
            let (first, rest) = rows.split_at(parted.min(rows.len()));
            let in_parts = sittings(sittings(Vec::new(), first.to_vec(), &cuts), rest.to_vec(), &cuts);
            prop_assert_eq!(&in_parts, &whole);
        }

        #[test]
        fn thinning_keeps_every_update_and_whoever_wrote_where_after_any_number(
            steps in prop::collection::vec((11_i64..5_000, 1_u128..4), 1..60),
            most in 2_usize..20,
        ) {
            let mut minute = 0;
            let rows: Vec<Written> = (1..).zip(&steps).map(|(seq, (pause, author))| {
                minute += pause;
                written(seq, *author, minute)
            }).collect();
            let whole = sittings(Vec::new(), rows.clone(), &BTreeSet::new());
            let thin = thinned(whole.clone(), most);
            prop_assert!(thin.len() <= most);
            prop_assert_eq!(thin.last(), whole.last().filter(|_| whole.len() > 1).or(thin.last()));
            prop_assert_eq!(thin[0].from, 1);
            prop_assert!(thin.windows(2).all(|pair| pair[0].seq + 1 == pair[1].from));
            prop_assert_eq!(thin.last().unwrap().seq, whole.last().unwrap().seq);
            for since in 0..=steps.len() as i64 {
                let after = rows.iter().filter(|row| row.seq > since);
                let wrote: Authorship = after.map(|row| (row.author, row.scopes)).collect();
                let shares = thin.iter().flat_map(|sitting| &sitting.shares);
                let told: Authorship = shares.map(|share| (share.author, share.since(since))).collect();
                prop_assert_eq!(told, wrote);
            }
        }
    }
}
