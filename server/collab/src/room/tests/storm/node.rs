//! A program that serves the draft: its room, what the room wants done, and what is on its way to it.

use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

use domain::ids::PostingId;
use services::DraftHead;

use super::database::Database;
use crate::room::{Done, Job, Message, Room};

pub struct Node {
    pub room: Room,
    now: Instant,
    job: Option<Job>,
    /// What the database said and the room has not heard.
    answer: Option<Done>,
    /// What sweeps found and the room has not heard.
    swept: VecDeque<DraftHead>,
}

impl Node {
    pub fn start(now: Instant) -> Self {
        let posting = PostingId("00000000000000000000000000000007".parse().unwrap());
        let mut room = Room::new(posting);
        let job = room.start(now);
        Self { room, now, job, answer: None, swept: VecDeque::new() }
    }

    pub fn tell(&mut self, message: Message) {
        let job = self.room.handle(message, self.now);
        assert!(job.is_none() || (self.job.is_none() && self.answer.is_none()), "a room wants one thing at a time");
        self.job = self.job.take().or(job);
    }

    /// The database does what the room wants.
    pub fn perform(&mut self, database: &mut Database) -> bool {
        let Some(job) = self.job.take() else { return false };
        self.answer = Some(database.perform(job));
        true
    }

    /// The room hears what the database said.
    pub fn hear_answer(&mut self) -> bool {
        let Some(done) = self.answer.take() else { return false };
        self.tell(Message::Done(done));
        true
    }

    /// The sweep looks; the room hears of it later.
    pub fn sweep(&mut self, database: &Database) {
        if !database.is_away {
            self.swept.push_back(database.head());
        }
    }

    pub fn hear_sweep(&mut self) -> bool {
        let Some(head) = self.swept.pop_front() else { return false };
        self.tell(Message::Swept { standings: Vec::new(), head: Some(head), is_rung: false });
        true
    }

    /// Time passes; true if the room is over by then.
    pub fn wait(&mut self, time: Duration) -> bool {
        self.now += time;
        self.tell(Message::Tick);
        self.is_idle() && self.room.is_over(self.now)
    }

    pub fn is_idle(&self) -> bool {
        self.job.is_none() && self.answer.is_none()
    }

    pub const fn now(&self) -> Instant {
        self.now
    }
}
