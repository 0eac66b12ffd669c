//! A virtual database, a room on it, and the tabs of people in it.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use domain::{
    accounts::{Actor, Email},
    document::{ClientId, Draft, Field, Operation},
    ids::{LineId, PostingId, SectionId, UserId},
    permissions::Refusal,
    posting::{Requirement, SectionKind},
    protocol::{Access, SeatId, ToBrowser, Whereabouts, decode},
};
use services::{BatchOutcome, DraftBatch, DraftHead, Gist, LiveDraft, SERVER, SeatStanding, ServiceError};

use crate::{
    outbox::{Outbox, Outgoing, RoomEnd},
    room::{Done, Job, Message, Newcomer, Room},
    writer::NotNow,
};

/// What is stored, and what goes wrong.
pub struct Base {
    pub draft: Draft,
    pub seq: i64,
    pub epoch: i32,
    pub updates: Vec<(i64, Vec<u8>)>,
    pub is_away: bool,
    pub may_not_write: Vec<UserId>,
    /// Commits, but the answer gets lost.
    pub loses_answers: bool,
}

pub fn line() -> LineId {
    LineId::from_random(2)
}

impl Base {
    fn new() -> Self {
        let mut draft = Draft::new(SERVER);
        let section = SectionId::from_random(1);
        let line = Operation::AddLine {
            id: line(),
            section: section.clone(),
            before: None,
            text: "Bread.".to_owned(),
            source: None,
            requirement: Requirement::Plain,
            level: None,
        };
        let heading = "About".to_owned();
        let section = Operation::AddSection { id: section, kind: SectionKind::Overview, heading, before: None };
        draft.apply_all(&[section, line], 3).unwrap();
        drop(draft.add_missing_texts());
        let draft = Draft::load(SERVER, &draft.encode()).unwrap();
        let (updates, may_not_write) = (Vec::new(), Vec::new());
        Self { draft, seq: 0, epoch: 1, updates, is_away: false, may_not_write, loses_answers: false }
    }

    fn commit(&mut self, batch: &DraftBatch) -> Result<BatchOutcome, NotNow> {
        if self.is_away {
            return Err(NotNow);
        }
        if (batch.seq, batch.epoch) != (self.seq, self.epoch) {
            return Ok(BatchOutcome::Stale);
        }
        if batch.writings.iter().any(|writing| self.may_not_write.contains(&writing.actor.id)) {
            return Ok(BatchOutcome::Refused(ServiceError::Refused(Refusal::NotOnTheTeam)));
        }
        assert_eq!(*batch.before, Gist::of(&self.draft.snapshot()), "the batch knows what the database says");
        for writing in &batch.writings {
            self.write(&writing.update);
        }
        assert_eq!(*batch.after, Gist::of(&self.draft.snapshot()), "the batch knows what it does");
        if self.loses_answers { Err(NotNow) } else { Ok(BatchOutcome::Committed { seq: self.seq }) }
    }

    /// As another node does.
    pub fn write(&mut self, update: &[u8]) {
        assert!(self.draft.merge(update).unwrap(), "stored twice");
        self.seq += 1;
        self.updates.push((self.seq, update.to_vec()));
    }

    /// Somebody types at the end of the line by a plain form or on another node.
    pub fn write_elsewhere(&mut self, client: u64, words: &str) {
        let mut other = Draft::load(ClientId(client), &self.draft.encode()).unwrap();
        let text = format!("{}{words}", text(&other));
        let update = other.apply(&Operation::SetText { id: line(), text }, client).unwrap();
        self.write(&update);
    }

    /// All but the newest updates are folded to moments.
    pub fn fold(&mut self) {
        let newest = self.updates.len().saturating_sub(1);
        drop(self.updates.drain(..newest));
    }

    fn live(&self) -> LiveDraft {
        let draft = Draft::load(SERVER, &self.draft.encode()).unwrap();
        LiveDraft { draft, seq: self.seq, epoch: self.epoch, locked: false }
    }

    pub fn perform(&mut self, job: Job) -> Done {
        let away = || ServiceError::Unavailable("away".to_owned());
        match job {
            Job::Commit(batch) => Done::Committed(self.commit(&batch)),
            Job::Load if self.is_away => Done::Loaded(Err(away())),
            Job::Load => Done::Loaded(Ok(Box::new(self.live()))),
            Job::Fetch { .. } if self.is_away => Done::Fetched(Err(away())),
            Job::Fetch { after } => {
                Done::Fetched(Ok(self.updates.iter().filter(|(seq, _)| *seq > after).cloned().collect()))
            }
        }
    }

    pub fn says(&self) -> String {
        text(&self.draft)
    }
}

pub fn text(draft: &Draft) -> String {
    draft.snapshot().line(&line()).unwrap().1.text.clone()
}

/// A room with its database.
pub struct Table {
    pub room: Room,
    pub base: Base,
    pub job: Option<Job>,
    pub now: Instant,
    seats: u64,
}

impl Table {
    pub fn set() -> Self {
        let (mut room, now) = (Room::new(PostingId(user(7).0)), Instant::now());
        let job = room.start(now);
        let mut table = Self { room, base: Base::new(), job, now, seats: 0 };
        table.work();
        table
    }

    pub fn tell(&mut self, message: Message) {
        let job = self.room.handle(message, self.now);
        assert!(job.is_none() || self.job.is_none(), "a room wants one thing at a time");
        self.job = self.job.take().or(job);
    }

    /// Does one thing that the room wants.
    pub fn step(&mut self) -> bool {
        let Some(job) = self.job.take() else { return false };
        let done = self.base.perform(job);
        self.tell(Message::Done(done));
        true
    }

    /// Does everything that the room wants.
    pub fn work(&mut self) {
        while self.step() {}
    }

    /// Time passes and nothing else happens.
    pub fn wait(&mut self, time: Duration) {
        self.now += time;
        self.tell(Message::Tick);
    }

    /// Everything is as it was, and the database has this head.
    pub fn sweep(&mut self) {
        let head = DraftHead { seq: self.base.seq, epoch: self.base.epoch, locked: false };
        self.tell(Message::Swept { standings: Vec::new(), head: Some(head), is_rung: false });
        self.work();
    }

    pub fn stands(&mut self, tab: &Tab, standing: SeatStanding) {
        self.tell(Message::Swept { standings: vec![(tab.seat, standing)], head: None, is_rung: false });
    }

    /// Somebody opens the draft in a new tab, whose replica is as the page brought it.
    pub fn tab(&mut self, who: u128) -> Tab {
        self.seats += 1;
        let client = ClientId(100 + self.seats);
        let replica = Draft::load(client, &self.base.draft.encode()).unwrap();
        let (seat, outbox) = (SeatId(self.seats), Outbox::default());
        let mut tab = Tab { who, seat, client, replica, outbox, number: 0, unanswered: Vec::new(), rejected: None };
        self.open(&mut tab, Access::Edit);
        tab
    }

    pub fn open(&mut self, tab: &mut Tab, access: Access) {
        self.tell(Message::Open(Newcomer {
            seat: tab.seat,
            actor: Arc::new(actor(tab.who)),
            access,
            client: tab.client,
            epoch: self.base.epoch,
            state_vector: tab.replica.state_vector(),
            head: (self.base.epoch, self.base.seq),
            outbox: RoomEnd(tab.outbox.clone()),
        }));
    }

    /// The connection broke; the tab comes back on a new one and sends again what was not answered.
    pub fn reconnect(&mut self, tab: &mut Tab) {
        self.tell(Message::Leave(tab.seat));
        self.seats += 1;
        (tab.seat, tab.outbox, tab.number) = (SeatId(self.seats), Outbox::default(), 0);
        self.open(tab, Access::Edit);
        for (_, update) in std::mem::take(&mut tab.unanswered) {
            self.push(tab, update);
        }
    }

    /// Somebody types words at the end of the line, and the tab sends them.
    pub fn types(&mut self, tab: &mut Tab, words: &str) {
        let text = format!("{}{words}", text(&tab.replica));
        let update = tab.replica.apply(&Operation::SetText { id: line(), text }, tab.client.0).unwrap();
        self.push(tab, update);
    }

    pub fn push(&mut self, tab: &mut Tab, update: Vec<u8>) {
        tab.number += 1;
        tab.unanswered.push((tab.number, update.clone()));
        self.tell(Message::Push { seat: tab.seat, number: tab.number, update });
    }

    /// The tab reads everything that was sent to it; nothing of it may be unknown to the database.
    pub fn read(&self, tab: &mut Tab) -> Vec<ToBrowser> {
        let mut heard = Vec::new();
        while let Some(Outgoing::Frame(frame)) = tab.outbox.take() {
            let message = decode(&frame).unwrap();
            tab.hear(&message, &self.base);
            heard.push(message);
        }
        heard
    }
}

/// An open editor.
pub struct Tab {
    pub who: u128,
    pub seat: SeatId,
    pub client: ClientId,
    pub replica: Draft,
    pub outbox: Outbox,
    number: u32,
    pub unanswered: Vec<(u32, Vec<u8>)>,
    pub rejected: Option<(u32, String)>,
}

impl Tab {
    fn hear(&mut self, message: &ToBrowser, base: &Base) {
        match message {
            ToBrowser::Welcome(domain::protocol::Welcome { update, .. }) | ToBrowser::Remote { update, .. } => {
                let mut copy = Draft::load(SERVER, &base.draft.encode()).unwrap();
                copy.merge(update).unwrap();
                assert_eq!(copy.snapshot(), base.draft.snapshot(), "this was shown before it was committed");
                self.replica.merge(update).unwrap();
            }
            ToBrowser::Ack { number, .. } => self.unanswered.retain(|(waiting, _)| waiting > number),
            ToBrowser::Reject { number, sentence } => self.rejected = Some((*number, sentence.clone())),
            _ => {}
        }
    }

    /// The code that the connection was closed with, after all was read.
    pub fn closed(&self) -> Option<u16> {
        match self.outbox.take() {
            Some(Outgoing::Close(code)) => Some(code),
            _ => None,
        }
    }

    pub fn is_saved(&self) -> bool {
        self.unanswered.is_empty()
    }

    pub fn says(&self) -> String {
        text(&self.replica)
    }
}

fn user(number: u128) -> UserId {
    format!("{number:032x}").parse().unwrap()
}

pub fn actor(who: u128) -> Actor {
    let email = Email::new(&format!("person{who}@northwind.example")).unwrap();
    Actor { id: user(who), display_name: format!("Person {who}"), email, memberships: Vec::new(), guest_of: None }
}

pub fn here(tab: &Tab, from: u32) -> Message {
    let whereabouts = Some(Whereabouts { field: Field::Line(line()), from, to: from });
    Message::Here { seat: tab.seat, whereabouts }
}
