//! What a room thinks: a message comes in, messages go into the outboxes, and perhaps one thing is to be done. No I/O,
//! no waiting, and the time is handed in.
//!
//! The draft here may be ahead of the database by what is being committed and by what gathers for the next commit. Both
//! are shown to nobody: newcomers wait until the draft is just what is committed, and others hear of a push after its
//! commit. One thing is done at a time; what arrives meanwhile waits in the order in which it came.

use std::{
    collections::VecDeque,
    sync::Arc,
    time::{Duration, Instant},
};

use domain::{
    accounts::Actor,
    document::Draft,
    ids::PostingId,
    protocol::{Person, SeatId, Whereabouts},
    review::AtStake,
};
use services::{BatchOutcome, DraftBatch, DraftHead, Gist, LiveDraft, Result, SeatStanding, ServiceError};

use super::{
    at_stake::Stakes,
    batch::{Entry, Flight},
    guests::{Guests, Newcomer},
};
use crate::writer::NotNow;

/// How long an empty room is kept for somebody who comes back.
const KEPT_EMPTY: Duration = Duration::from_secs(60);

/// How long a room rests between two commits for each who is in it, and at most: nobody sees 25 ms. Less than the clock
/// of the runtime tells apart is no rest.
const REST_EACH: Duration = Duration::from_micros(125);
const REST_MAX: Duration = Duration::from_millis(25);
const REST_MIN: Duration = Duration::from_millis(2);

/// What a room is told.
#[derive(Debug)]
pub(crate) enum Message {
    Open(Newcomer),
    Push {
        seat: SeatId,
        number: u32,
        update: Vec<u8>,
    },
    Here {
        seat: SeatId,
        whereabouts: Option<Whereabouts>,
    },
    Leave(SeatId),
    /// What the sweep found.
    Swept {
        standings: Vec<(SeatId, SeatStanding)>,
        head: Option<DraftHead>,
        /// Somebody rang: something about the posting or the people changed.
        is_rung: bool,
    },
    /// Another node committed something.
    Rung,
    /// All who are in the draft at other nodes.
    Elsewhere(Vec<Person>),
    Done(Done),
    /// What writing puts at stake.
    Looked(Result<AtStake>),
    Tick,
    Stop,
}

/// What a room wants done. It wants one thing at a time.
#[derive(Debug)]
pub(crate) enum Job {
    Load,
    Fetch { after: i64 },
    Commit(Box<DraftBatch>),
}

/// How it went.
#[derive(Debug)]
pub(crate) enum Done {
    Loaded(Result<Box<LiveDraft>>),
    Fetched(Result<Vec<(i64, Vec<u8>)>>),
    Committed(std::result::Result<BatchOutcome, NotNow>),
}

#[derive(Debug)]
pub(super) enum Doing {
    Nothing,
    Loading,
    Fetching,
    Committing(Flight),
    /// The database is away; the next sweep that succeeds says that it is back, and who is still allowed in.
    Away,
}

/// The draft while it is open.
#[derive(Debug)]
pub(super) struct Hot {
    /// With what is being committed and what gathers.
    pub draft: Draft,
    pub seq: i64,
    pub epoch: i32,
    /// The gist of the database's draft, and its state vector.
    pub committed: Arc<Gist>,
    pub known: Vec<u8>,
}

/// Something that has to wait its turn.
#[derive(Debug)]
pub(super) enum Waiting {
    Open(Newcomer),
    Push(Push),
}

#[derive(Debug)]
pub(super) struct Push {
    pub seat: SeatId,
    pub number: u32,
    pub update: Vec<u8>,
    /// Whose it is, when they may have left meanwhile.
    pub by: Option<Arc<Actor>>,
}

/// One room.
#[derive(Debug)]
pub(crate) struct Room {
    pub(super) posting: PostingId,
    pub(super) guests: Guests,
    pub(super) doing: Doing,
    pub(super) hot: Option<Hot>,
    pub(super) waiting: VecDeque<Waiting>,
    pub(super) gathered: Vec<Entry>,
    /// Somebody's words were refused: until all is settled, everybody's are committed apart, so that nobody answers
    /// for somebody else.
    pub(super) one_by_one: bool,
    /// The newest epoch and number in the database that the room has heard of.
    pub(super) heard: (i32, i64),
    /// Another node said that there is more, not how much.
    pub(super) is_rung: bool,
    pub(super) stakes: Stakes,
    /// A full room commits no sooner.
    rests_until: Option<Instant>,
    empty_since: Option<Instant>,
    pub(super) is_stopping: bool,
    pub(super) is_gone: bool,
}

impl Room {
    pub(crate) fn new(posting: PostingId) -> Self {
        Self {
            posting,
            guests: Guests::default(),
            doing: Doing::Nothing,
            hot: None,
            waiting: VecDeque::new(),
            gathered: Vec::new(),
            one_by_one: false,
            heard: (0, 0),
            is_rung: false,
            stakes: Stakes::default(),
            rests_until: None,
            empty_since: None,
            is_stopping: false,
            is_gone: false,
        }
    }

    pub(crate) const fn posting(&self) -> PostingId {
        self.posting
    }

    /// The first thing to do.
    pub(crate) fn start(&mut self, now: Instant) -> Option<Job> {
        self.empty_since = Some(now);
        self.load()
    }

    pub(crate) fn handle(&mut self, message: Message, now: Instant) -> Option<Job> {
        let job = self.take(message).or_else(|| self.go_on(now));
        for seat in self.guests.closed() {
            self.leave(seat);
        }
        self.guests.tell_whereabouts(now);
        self.stakes.settle(now);
        let is_empty = self.guests.is_empty() && self.waiting.is_empty();
        self.empty_since = is_empty.then(|| self.empty_since.unwrap_or(now));
        job
    }

    /// When to be told that time has passed.
    pub(crate) fn wakes_at(&self) -> Option<Instant> {
        let kept_until = self.empty_since.map(|since| since + KEPT_EMPTY);
        let rested = self.rests_until.filter(|_| self.may_begin());
        self.guests.presence_due().into_iter().chain(kept_until).chain(rested).chain(self.look_due()).min()
    }

    /// Whether the room can go: it was empty for a while, or the program ends and nothing is being committed.
    pub(crate) fn is_over(&self, now: Instant) -> bool {
        let left_alone = self.empty_since.is_some_and(|since| now >= since + KEPT_EMPTY);
        let is_committing = matches!(self.doing, Doing::Committing(_));
        self.is_gone || ((self.is_stopping || left_alone) && !is_committing)
    }

    fn take(&mut self, message: Message) -> Option<Job> {
        match message {
            Message::Open(newcomer) => self.queue_open(newcomer),
            Message::Push { seat, number, update } => self.queue_push(Push { seat, number, update, by: None }),
            Message::Here { seat, whereabouts } => self.went(seat, whereabouts),
            Message::Leave(seat) => self.leave(seat),
            Message::Swept { standings, head, is_rung } => {
                self.stakes.heard(is_rung);
                return self.swept(standings, head);
            }
            Message::Rung => self.is_rung = true,
            Message::Elsewhere(people) => self.guests.set_elsewhere(people),
            Message::Done(done) => return self.done(done),
            Message::Looked(found) => self.looked(found),
            Message::Tick => {}
            Message::Stop => {
                self.is_stopping = true;
                self.waiting.clear();
            }
        }
        None
    }

    fn done(&mut self, done: Done) -> Option<Job> {
        match done {
            Done::Loaded(Ok(live)) => self.loaded(*live),
            Done::Loaded(Err(ServiceError::NotFound)) => self.vanish(),
            Done::Fetched(Ok(updates)) => return self.fetched(&updates),
            Done::Committed(outcome) => return self.answered(outcome),
            Done::Loaded(Err(error)) | Done::Fetched(Err(error)) => {
                tracing::warn!(%error, posting = %self.posting, "an open draft could not be read");
                self.doing = Doing::Away;
            }
        }
        None
    }

    /// Takes what waits, as far as it may go now, and commits what came together.
    fn go_on(&mut self, now: Instant) -> Option<Job> {
        loop {
            if self.is_stopping || matches!(self.doing, Doing::Loading | Doing::Fetching | Doing::Away) {
                return None;
            }
            if let Some(job) = self.catch_up() {
                return Some(job);
            }
            self.gather();
            if !self.may_begin() {
                self.one_by_one &= !(matches!(self.doing, Doing::Nothing) && self.waiting.is_empty());
                return None;
            }
            if self.rests_until.is_some_and(|rested| now < rested) {
                return None;
            }
            self.rests_until = rhythm(self.guests.count()).map(|rest| now + rest);
            if let Some(job) = self.begin() {
                return Some(job);
            }
        }
    }
}

impl Room {
    /// Whether there is something to commit, and nothing else under way.
    fn may_begin(&self) -> bool {
        matches!(self.doing, Doing::Nothing) && !self.gathered.is_empty()
    }
}

/// How far apart commits begin in a room of so many. Each is told to everybody, so what a room costs grows with the
/// square of the people in it, unless more is said at a time.
fn rhythm(guests: usize) -> Option<Duration> {
    let rest = REST_EACH.saturating_mul(u32::try_from(guests).unwrap_or(u32::MAX)).min(REST_MAX);
    (rest >= REST_MIN).then_some(rest)
}

impl Hot {
    pub(super) fn of(live: LiveDraft) -> Self {
        let (committed, known) = (Arc::new(Gist::of(&live.draft.snapshot())), live.draft.state_vector());
        Self { draft: live.draft, seq: live.seq, epoch: live.epoch, committed, known }
    }

    /// The draft is just what the database says.
    pub(super) fn remember(&mut self) {
        self.committed = Arc::new(Gist::of(&self.draft.snapshot()));
        self.known = self.draft.state_vector();
    }

    /// The gist of the draft with what came since the last commit: the same one unless that made another of it.
    pub(super) fn gist_with(&self, entries: &[Entry]) -> Arc<Gist> {
        let mut written = entries.iter().filter_map(|entry| entry.verdict.written());
        let holds = written.all(|typed| typed.is_some_and(|typed| self.committed.holds(&self.draft, typed)));
        if holds { self.committed.clone() } else { Arc::new(Gist::of(&self.draft.snapshot())) }
    }
}
