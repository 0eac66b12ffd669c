//! The way in: people and their pushes wait in the order in which they came, and are taken when the room may.

use std::sync::Arc;

use domain::{
    accounts::Actor,
    document::{Rejection, admit},
    protocol::{Access, SeatId, ToBrowser, Welcome, close},
};
use services::SERVER;

use super::{
    batch::{Entry, Verdict},
    guests::Newcomer,
    state::{Doing, Push, Room, Waiting},
};
use crate::outbox::frame;

/// The most bytes that wait for a commit in one room: more comes together only while the database is away.
const OWED_MAX_BYTES: usize = 4 * 1024 * 1024;
/// What a waiting push costs beside its bytes.
const OWED_EACH: usize = 64;

impl Room {
    pub(super) fn queue_open(&mut self, newcomer: Newcomer) {
        if self.is_stopping {
            return;
        }
        self.heard = (self.heard.0.max(newcomer.head.0), self.heard.1.max(newcomer.head.1));
        self.waiting.push_back(Waiting::Open(newcomer));
    }

    pub(super) fn queue_push(&mut self, push: Push) {
        if self.is_stopping {
            return;
        }
        if self.owed() + push.update.len() > OWED_MAX_BYTES {
            self.dismiss(push.seat, close::TOO_MUCH);
        } else {
            self.waiting.push_back(Waiting::Push(push));
        }
    }

    /// The bytes that nobody has been given an answer for.
    fn owed(&self) -> usize {
        let waiting = self.waiting.iter().map(|waiting| match waiting {
            Waiting::Open(_) => 0,
            Waiting::Push(push) => push.update.len() + OWED_EACH,
        });
        let in_flight: &[Entry] = if let Doing::Committing(flight) = &self.doing { &flight.entries } else { &[] };
        let entries = self.gathered.iter().chain(in_flight).map(|entry| entry.update.len() + OWED_EACH);
        waiting.chain(entries).sum()
    }

    pub(super) fn gather(&mut self) {
        while self.waiting.front().is_some_and(|next| self.may_take(next)) {
            match self.waiting.pop_front() {
                Some(Waiting::Open(newcomer)) => self.welcome(newcomer),
                Some(Waiting::Push(push)) => self.gather_push(push),
                None => return,
            }
        }
    }

    fn may_take(&self, next: &Waiting) -> bool {
        let is_idle = matches!(self.doing, Doing::Nothing);
        match next {
            Waiting::Open(_) => is_idle && self.gathered.is_empty(),
            Waiting::Push(_) if !self.one_by_one => true,
            Waiting::Push(push) => {
                let author = self.author(push).map(|actor| actor.id);
                is_idle && self.gathered.first().is_none_or(|entry| Some(entry.author.id) == author)
            }
        }
    }

    fn author(&self, push: &Push) -> Option<Arc<Actor>> {
        self.guests.get(push.seat).map(|guest| guest.actor.clone()).or_else(|| push.by.clone())
    }

    fn gather_push(&mut self, push: Push) {
        let Some(author) = self.author(&push) else { return };
        let verdict = match self.guests.get(push.seat) {
            Some(guest) if guest.refused => return,
            Some(guest) => match &guest.access {
                Access::Edit => self.judge(&push.update),
                Access::Read(sentence) => Verdict::Refused(sentence.clone()),
            },
            None => self.judge(&push.update),
        };
        if let (Verdict::Refused(_), Some(guest)) = (&verdict, self.guests.get_mut(push.seat)) {
            guest.refused = true;
        }
        let Push { seat, number, update, .. } = push;
        self.gathered.push(Entry { seat, number, author, update, verdict });
    }

    /// Takes the update into the draft, if it may be.
    fn judge(&mut self, update: &[u8]) -> Verdict {
        let Some(hot) = &mut self.hot else { return Verdict::Refused(Rejection::Unfit.to_string()) };
        match admit(&hot.draft, update) {
            Err(rejection) => Verdict::Refused(rejection.to_string()),
            Ok(admitted) if admitted.client == Some(SERVER) => Verdict::Refused(Rejection::Foreign.to_string()),
            Ok(admitted) if admitted.touched.is_empty() => Verdict::Known,
            Ok(admitted) => match hot.draft.take_in(&admitted) {
                Ok(scopes) => Verdict::Writes {
                    client: admitted.client,
                    scopes,
                    typed: admitted.is_typing.then_some(admitted.touched.lines),
                },
                Err(_) => Verdict::Refused(Rejection::Unfit.to_string()),
            },
        }
    }

    fn welcome(&mut self, newcomer: Newcomer) {
        let Some(hot) = &self.hot else { return };
        for other in self.guests.with_client(newcomer.client) {
            if self.guests.get(other).is_none_or(|guest| guest.actor.id != newcomer.actor.id) {
                return newcomer.outbox.close(close::MALFORMED);
            }
            // The same tab on a new connection; the old one has not been noticed to be gone.
            self.guests.send_away(other, close::AGAIN);
        }
        let knows_something = newcomer.epoch == hot.epoch && !newcomer.state_vector.is_empty();
        let update =
            if knows_something { hot.draft.changes_since(&newcomer.state_vector) } else { Ok(hot.draft.encode()) };
        let Ok(update) = update else { return newcomer.outbox.close(close::MALFORMED) };
        let welcome = ToBrowser::Welcome(Welcome {
            seat: newcomer.seat,
            epoch: hot.epoch,
            seq: hot.seq,
            update,
            state_vector: hot.known.clone(),
            access: newcomer.access.clone(),
            people: self.guests.people(),
        });
        newcomer.outbox.put_large(frame(&welcome));
        let seat = newcomer.seat;
        self.guests.enter(newcomer);
        self.tell_at_stake(|other| other == seat);
    }

    /// Somebody has left. What they had sent is still theirs to say.
    pub(super) fn leave(&mut self, seat: SeatId) {
        let actor = self.guests.leave(seat).filter(|guest| !guest.refused && guest.access == Access::Edit);
        let actor = actor.map(|guest| guest.actor.clone());
        self.waiting.retain(|waiting| !matches!(waiting, Waiting::Open(newcomer) if newcomer.seat == seat));
        for waiting in &mut self.waiting {
            if let Waiting::Push(push) = waiting
                && push.seat == seat
                && actor.is_some()
            {
                push.by.clone_from(&actor);
            }
        }
    }

    /// Sends somebody away, and forgets what they wanted.
    pub(super) fn dismiss(&mut self, seat: SeatId, code: u16) {
        self.guests.send_away(seat, code);
        self.waiting.retain(|waiting| match waiting {
            Waiting::Push(push) => push.seat != seat,
            Waiting::Open(newcomer) if newcomer.seat == seat => {
                newcomer.outbox.close(code);
                false
            }
            Waiting::Open(_) => true,
        });
    }
}
