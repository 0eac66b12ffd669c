//! What writing puts at stake: which approvals the draft's changes void, and which one more would void.
//!
//! It is looked at some time after the last edit, once for everybody in the room and beside everything else: no edit waits
//! for it. Where nobody has approved anything, edits lead to nothing here. Each is told about the place where they work.

use std::time::{Duration, Instant};

use domain::{
    posting::Snapshot,
    protocol::{Access, SeatId, ToBrowser, Whereabouts},
    review::AtStake,
};
use services::Result;

use super::state::{Doing, Room};

/// How long edits gather before it is looked at what they void.
const SETTLE: Duration = Duration::from_millis(800);
/// After this time it is looked at in any case: approvals lapse, and what other nodes tell may get lost.
const AGAIN: Duration = Duration::from_secs(60);

/// What is known of that.
#[derive(Debug, Default)]
pub(super) struct Stakes {
    /// As it was found when it was looked at last.
    found: Option<AtStake>,
    is_looking: bool,
    /// Somebody has written since.
    has_changed: bool,
    /// Somebody may have decided since.
    is_rung: bool,
    due: Option<Instant>,
    looked_at: Option<Instant>,
}

/// A look that is wanted.
#[derive(Debug)]
pub(crate) struct Look {
    /// What the draft says; nothing while it says more here than in the database.
    pub content: Option<Snapshot>,
}

impl Stakes {
    /// The draft says something else.
    pub(super) fn edited(&mut self) {
        self.has_changed |= self.is_looking || self.found.as_ref().is_none_or(|found| !found.is_empty());
    }

    /// Look at once, if somebody rang: the draft was opened, or something was decided.
    pub(super) const fn heard(&mut self, is_rung: bool) {
        self.is_rung |= is_rung;
    }

    /// Sets when to look, from what happened.
    pub(super) fn settle(&mut self, now: Instant) {
        let is_old = self.looked_at.is_some_and(|looked| now >= looked + AGAIN);
        if std::mem::take(&mut self.is_rung) || (is_old && !self.is_looking) {
            self.due = Some(now);
        }
        if std::mem::take(&mut self.has_changed) {
            self.due.get_or_insert(now + SETTLE);
        }
    }
}

impl Room {
    /// When to look, if somebody is here to be told.
    pub(super) fn look_due(&self) -> Option<Instant> {
        let is_kept_up = self.hot.is_some() && !matches!(self.doing, Doing::Loading | Doing::Away);
        self.stakes.due.filter(|_| is_kept_up && !self.stakes.is_looking && !self.guests.is_empty())
    }

    /// Whether it is to be looked at now. To be answered with [`super::Message::Looked`].
    pub(crate) fn look(&mut self, now: Instant) -> Option<Look> {
        self.look_due().filter(|due| *due <= now)?;
        let hot = self.hot.as_ref()?;
        (self.stakes.is_looking, self.stakes.due, self.stakes.looked_at) = (true, None, Some(now));
        let is_committed = matches!(self.doing, Doing::Nothing) && self.gathered.is_empty();
        Some(Look { content: is_committed.then(|| hot.draft.snapshot()) })
    }

    pub(super) fn looked(&mut self, found: Result<AtStake>) {
        self.stakes.is_looking = false;
        match found {
            Ok(found) => {
                self.stakes.found = Some(found);
                self.tell_at_stake(|_| true);
            }
            // The next edit or the next minute brings another look.
            Err(error) => {
                tracing::debug!(%error, posting = %self.posting, "it is not known what writing puts at stake");
                self.stakes.has_changed = true;
            }
        }
    }

    /// Somebody works elsewhere now.
    pub(super) fn went(&mut self, seat: SeatId, whereabouts: Option<Whereabouts>) {
        if self.guests.set_whereabouts(seat, whereabouts) {
            self.tell_at_stake(|other| other == seat);
        }
    }

    /// Tells everybody what changed for them, where they work.
    pub(super) fn tell_at_stake(&mut self, whom: impl Fn(SeatId) -> bool) {
        let (Some(found), Some(hot)) = (&self.stakes.found, &self.hot) else { return };
        for (_, guest) in self.guests.each().filter(|(seat, _)| whom(**seat)) {
            let scope = guest.worked_in.as_ref().and_then(|field| hot.draft.scope_of(field));
            let writer = (guest.access == Access::Edit).then_some(guest.actor.id);
            let sentence = found.told_to(writer, scope);
            if guest.at_stake.as_ref() != Some(&sentence) {
                guest.say(&ToBrowser::AtStake(sentence.clone()));
                guest.at_stake = Some(sentence);
            }
        }
    }
}
