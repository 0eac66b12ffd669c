//! What goes into the database together, and what everybody hears of it afterwards.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use domain::{
    accounts::Actor,
    document::ClientId,
    ids::{LineId, UserId},
    permissions::Refusal,
    posting::ScopeSet,
    protocol::{SeatId, ToBrowser, close},
};
use services::{BatchOutcome, DraftBatch, Gist, ServiceError, Writing, is_time_for_state};

use super::state::{Doing, Job, Push, Room, Waiting};
use crate::writer::NotNow;

/// A push that was looked at and waits for its answer.
#[derive(Debug)]
pub(super) struct Entry {
    pub seat: SeatId,
    pub number: u32,
    pub author: Arc<Actor>,
    pub update: Vec<u8>,
    pub verdict: Verdict,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It says something new in these scopes, under this client id unless it only deletes; in the words of these lines if
    /// that is all.
    Writes {
        client: Option<ClientId>,
        scopes: ScopeSet,
        typed: Option<BTreeSet<LineId>>,
    },
    /// The draft knows all of it, or will when what is under way is committed.
    Known,
    Refused(String),
}

impl Verdict {
    /// Of one that writes: the lines in whose words it does, if that is all.
    pub(super) const fn written(&self) -> Option<Option<&BTreeSet<LineId>>> {
        if let Self::Writes { typed, .. } = self { Some(typed.as_ref()) } else { None }
    }
}

impl Entry {
    fn writes(&self) -> bool {
        matches!(self.verdict, Verdict::Writes { .. })
    }
}

/// A commit under way.
#[derive(Debug)]
pub(super) struct Flight {
    pub entries: Vec<Entry>,
    /// The gist of the draft with it, and its state vector.
    after: Arc<Gist>,
    known: Vec<u8>,
}

impl Room {
    /// Commits what has gathered; what needs no commit is answered at once.
    pub(super) fn begin(&mut self) -> Option<Job> {
        let entries = std::mem::take(&mut self.gathered);
        if !entries.iter().any(Entry::writes) {
            self.settle(entries);
            return None;
        }
        let writings: Vec<Writing> = entries.iter().filter_map(|entry| self.writing(entry)).collect();
        let hot = self.hot.as_ref()?;
        let keeps_state = is_time_for_state(hot.seq, writings.len());
        let (after, known) = (hot.gist_with(&entries), hot.draft.state_vector());
        let batch = DraftBatch {
            posting: self.posting,
            epoch: hot.epoch,
            seq: hot.seq,
            writings,
            before: hot.committed.clone(),
            after: after.clone(),
            state: keeps_state.then(|| hot.draft.encode()),
        };
        self.doing = Doing::Committing(Flight { entries, after, known });
        Some(Job::Commit(Box::new(batch)))
    }

    fn writing(&self, entry: &Entry) -> Option<Writing> {
        let Verdict::Writes { client, scopes, .. } = entry.verdict else { return None };
        // As the sweep knows them now; those who left, as they left.
        let actor = self.guests.get(entry.seat).map_or(&entry.author, |guest| &guest.actor);
        Some(Writing { actor: Arc::clone(actor), client, update: entry.update.clone(), scopes })
    }

    /// The writer has answered.
    pub(super) fn answered(&mut self, outcome: Result<BatchOutcome, NotNow>) -> Option<Job> {
        let Doing::Committing(flight) = std::mem::replace(&mut self.doing, Doing::Nothing) else { return None };
        match outcome {
            Ok(BatchOutcome::Committed { seq }) => self.committed(flight, seq),
            Ok(BatchOutcome::Stale) => {
                self.put_back(flight.entries);
                return self.load();
            }
            Ok(BatchOutcome::Refused(error)) => return self.refused(flight.entries, &error),
            Err(NotNow) => {
                self.put_back(flight.entries);
                self.doing = Doing::Away;
            }
        }
        None
    }

    fn committed(&mut self, flight: Flight, seq: i64) {
        if let Some(hot) = &mut self.hot {
            (hot.seq, hot.committed, hot.known) = (seq, flight.after, flight.known);
        }
        self.stakes.edited();
        self.tell_others(&flight.entries, seq);
        self.settle(flight.entries);
    }

    /// Everybody hears what others wrote, nobody what they wrote themselves.
    fn tell_others(&self, entries: &[Entry], seq: i64) {
        let writers: BTreeSet<SeatId> = entries.iter().filter(|entry| entry.writes()).map(|entry| entry.seat).collect();
        let not_of = |seat: Option<SeatId>| -> Vec<Vec<u8>> {
            let others = entries.iter().filter(|entry| entry.writes() && Some(entry.seat) != seat);
            others.map(|entry| entry.update.clone()).collect()
        };
        self.tell_committed(&not_of(None), seq, |seat| !writers.contains(&seat));
        for writer in &writers {
            self.tell_committed(&not_of(Some(*writer)), seq, |seat| seat == *writer);
        }
    }

    /// Gives everybody their answer. Who is refused something has to come back and start from what is there.
    fn settle(&mut self, entries: Vec<Entry>) {
        let seq = self.hot.as_ref().map_or(0, |hot| hot.seq);
        let (mut taken, mut refused) = (BTreeMap::new(), BTreeMap::new());
        for entry in entries {
            match entry.verdict {
                Verdict::Refused(sentence) => _ = refused.entry(entry.seat).or_insert((entry.number, sentence)),
                _ => _ = taken.insert(entry.seat, entry.number),
            }
        }
        for (seat, number) in taken {
            if let Some(guest) = self.guests.get(seat) {
                guest.say(&ToBrowser::Ack { number, seq });
            }
        }
        for (seat, (number, sentence)) in refused {
            if let Some(guest) = self.guests.get(seat) {
                guest.say(&ToBrowser::Reject { number, sentence });
            }
            self.dismiss(seat, close::AGAIN);
        }
    }

    /// The database holds nothing of the batch, but the draft here does: it is read anew, and what was not refused is
    /// looked at again.
    fn refused(&mut self, entries: Vec<Entry>, error: &ServiceError) -> Option<Job> {
        let authors: BTreeSet<UserId> =
            entries.iter().filter(|entry| entry.writes()).map(|entry| entry.author.id).collect();
        if authors.len() > 1 {
            self.one_by_one = true;
            self.put_back(entries);
            return self.load();
        }
        let sentence = sentence(error);
        let (mut refused, again): (Vec<Entry>, Vec<Entry>) = entries.into_iter().partition(Entry::writes);
        for entry in &mut refused {
            entry.verdict = Verdict::Refused(sentence.clone());
        }
        let seats: BTreeSet<SeatId> = refused.iter().map(|entry| entry.seat).collect();
        self.put_back(again);
        self.waiting.retain(|waiting| !matches!(waiting, Waiting::Push(push) if seats.contains(&push.seat)));
        self.settle(refused);
        self.load()
    }

    /// What was looked at will be looked at again, before everything that came after it.
    fn put_back(&mut self, mut entries: Vec<Entry>) {
        entries.append(&mut self.gathered);
        for Entry { seat, number, author, update, .. } in entries.into_iter().rev() {
            if let Some(guest) = self.guests.get_mut(seat) {
                guest.refused = false;
            }
            self.waiting.push_front(Waiting::Push(Push { seat, number, update, by: Some(author) }));
        }
    }
}

fn sentence(error: &ServiceError) -> String {
    match error {
        ServiceError::Refused(refusal) => refusal.to_string(),
        ServiceError::Conflict(sentence) | ServiceError::Gone(sentence) => sentence.clone(),
        ServiceError::NotFound => Refusal::Hidden.to_string(),
        ServiceError::Invalid(fields) => fields.first().map(|field| field.message.clone()).unwrap_or_default(),
        _ => "Something went wrong on our side. It has been noted.".to_owned(),
    }
}
