//! What changes around a room: what the sweep finds, what others commit, a draft that is started over or gone.

use std::sync::Arc;

use domain::{
    accounts::Actor,
    document::gather,
    protocol::{Access, SeatId, ToBrowser, close},
};
use services::{DraftHead, LiveDraft, SeatStanding};

use super::state::{Doing, Hot, Job, Room, Waiting};
use crate::outbox::frame;

impl Room {
    pub(super) fn swept(&mut self, standings: Vec<(SeatId, SeatStanding)>, head: Option<DraftHead>) -> Option<Job> {
        for (seat, standing) in standings {
            match standing {
                SeatStanding::Gone => self.dismiss(seat, close::SIGNED_OUT),
                SeatStanding::Hidden => self.dismiss(seat, close::HIDDEN),
                SeatStanding::Here { actor, access } => self.stand(seat, actor, access),
            }
        }
        if let Some(head) = head {
            self.heard = (self.heard.0.max(head.epoch), self.heard.1.max(head.seq));
        }
        if !matches!(self.doing, Doing::Away) || self.is_stopping {
            return None;
        }
        // Nobody knows any more what those who left meanwhile may do; their browsers still have what they wrote.
        for waiting in &mut self.waiting {
            if let Waiting::Push(push) = waiting {
                push.by = None;
            }
        }
        self.load()
    }

    fn stand(&mut self, seat: SeatId, actor: Actor, access: Access) {
        for waiting in &mut self.waiting {
            if let Waiting::Open(newcomer) = waiting
                && newcomer.seat == seat
            {
                (newcomer.actor, newcomer.access) = (Arc::new(actor.clone()), access.clone());
            }
        }
        self.guests.set_standing(seat, actor, access);
    }

    pub(super) fn load(&mut self) -> Option<Job> {
        self.doing = Doing::Loading;
        Some(Job::Load)
    }

    /// Reads what somebody else committed. Only when the draft is just what the database says.
    pub(super) fn catch_up(&mut self) -> Option<Job> {
        let hot = self.hot.as_ref()?;
        if !matches!(self.doing, Doing::Nothing) || !self.gathered.is_empty() {
            return None;
        }
        if self.heard.0 > hot.epoch {
            return self.load();
        }
        let after = hot.seq;
        let is_rung = std::mem::take(&mut self.is_rung);
        (is_rung || self.heard.1 > after).then(|| {
            self.doing = Doing::Fetching;
            Job::Fetch { after }
        })
    }

    pub(super) fn fetched(&mut self, updates: &[(i64, Vec<u8>)]) -> Option<Job> {
        self.doing = Doing::Nothing;
        let hot = self.hot.as_mut()?;
        for (seq, update) in updates {
            // A room that was left behind for very long finds that what it lacks was folded meanwhile.
            if *seq != hot.seq + 1 || hot.draft.merge(update).is_err() {
                return self.load();
            }
            hot.seq = *seq;
        }
        hot.remember();
        self.stakes.edited();
        let (news, seq): (Vec<Vec<u8>>, i64) = (updates.iter().map(|(_, update)| update.clone()).collect(), hot.seq);
        if updates.is_empty() {
            self.heard.1 = seq;
        }
        self.tell_committed(&news, seq, |_| true);
        None
    }

    pub(super) fn loaded(&mut self, live: LiveDraft) {
        self.doing = Doing::Nothing;
        self.stakes.heard(true);
        let hot = Hot::of(live);
        // Somebody may have heard of something newer while this was read.
        self.heard = (self.heard.0.max(hot.epoch), self.heard.1.max(hot.seq));
        let Some(previous) = self.hot.replace(hot) else { return };
        let Some(hot) = &self.hot else { return };
        let (seq, epoch) = (hot.seq, hot.epoch);
        if epoch != previous.epoch {
            self.start_over(epoch);
        } else if seq > previous.seq
            && let Ok(update) = hot.draft.changes_since(&previous.known)
        {
            self.tell_committed(&[update], seq, |_| true);
        }
    }

    /// Tells what is in the database now.
    pub(super) fn tell_committed(&self, updates: &[Vec<u8>], seq: i64, whom: impl Fn(SeatId) -> bool) {
        for update in gather(updates.to_vec()) {
            self.guests.tell(&frame(&ToBrowser::Remote { seq, update }), &whom);
        }
    }

    /// The draft is another one now: replicas of the old one can't go on.
    fn start_over(&mut self, epoch: i32) {
        let sentence = "The draft was started over and is opened anew. Enter your last changes again.".to_owned();
        self.guests.tell(&frame(&ToBrowser::Reset { epoch, sentence }), |_| true);
        self.guests.send_all_away(close::AGAIN);
        self.waiting.retain(|waiting| matches!(waiting, Waiting::Open(_)));
    }

    /// The posting is gone.
    pub(super) fn vanish(&mut self) {
        self.is_gone = true;
        self.guests.send_all_away(close::HIDDEN);
        for waiting in self.waiting.drain(..) {
            if let Waiting::Open(newcomer) = waiting {
                newcomer.outbox.close(close::HIDDEN);
            }
        }
    }
}
