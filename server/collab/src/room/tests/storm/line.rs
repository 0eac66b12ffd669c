//! A connection: what is sent arrives in order, until it breaks. Then the rest is lost, and each side notices in its
//! own time.

use std::{collections::VecDeque, sync::Arc};

use domain::protocol::{Access, SeatId, ToBrowser, ToServer, decode, encode};

use super::{
    database::Database,
    faults::{Fault, Plant},
    node::Node,
};
use crate::{
    outbox::{Frame, Outbox, Outgoing, RoomEnd, frame},
    room::{Message, Newcomer, tests::base::actor},
};

pub struct Line {
    pub who: u128,
    pub node: usize,
    pub seat: SeatId,
    /// What the page sent and the node has not read.
    up: VecDeque<Vec<u8>>,
    /// What waits in the node.
    outbox: Outbox,
    /// What the node sent and the page has not read.
    down: VecDeque<Frame>,
    /// The page has gone.
    pub is_cut: bool,
    /// The node has forgotten the connection.
    pub is_over: bool,
    number: u32,
    /// Each push with its number.
    pub pushed: Vec<(u32, Vec<u8>)>,
    /// How the draft was when the page began to connect.
    pub before: Vec<u8>,
}

/// What comes next at the page's end.
pub enum Incoming {
    Message(ToBrowser),
    Closed(u16),
}

impl Line {
    pub fn new(who: u128, node: usize, seat: SeatId, before: Vec<u8>) -> Self {
        Self {
            who,
            node,
            seat,
            up: VecDeque::new(),
            outbox: Outbox::default(),
            down: VecDeque::new(),
            is_cut: false,
            is_over: false,
            number: 0,
            pushed: Vec::new(),
            before,
        }
    }

    pub fn say(&mut self, message: &ToServer) {
        if let ToServer::Push { number, update } = message {
            self.pushed.push((*number, update.clone()));
        }
        self.up.push_back(encode(message));
    }

    /// The node reads one message, or notices that the page has gone.
    pub fn read(&mut self, node: &mut Node, database: &Database, plant: Plant) -> Result<bool, Fault> {
        if self.is_over {
            return Ok(false);
        }
        let Some(bytes) = self.up.pop_front() else {
            if self.is_cut {
                self.is_over = true;
                node.tell(Message::Leave(self.seat));
            }
            return Ok(self.is_cut);
        };
        match decode(&bytes).map_err(|error| Fault::Refused(error.to_string()))? {
            ToServer::Open { client, epoch, state_vector } => node.tell(Message::Open(Newcomer {
                seat: self.seat,
                actor: Arc::new(actor(self.who)),
                access: Access::Edit,
                client,
                epoch,
                state_vector,
                head: (database.epoch, database.seq),
                outbox: RoomEnd(self.outbox.clone()),
            })),
            ToServer::Push { number, update } => {
                if self.number + 1 != number {
                    return Err(Fault::Refused(format!("push {number} after {}", self.number)));
                }
                self.number = number;
                if plant == Plant::AcknowledgesUnsaved {
                    self.outbox.put(frame(&ToBrowser::Ack { number, seq: 0 }));
                }
                node.tell(Message::Push { seat: self.seat, number, update });
            }
            _ => {}
        }
        Ok(true)
    }

    /// Something is put in as if the room had said it.
    pub fn slip_in(&self, message: &ToBrowser) {
        self.outbox.put(frame(message));
    }

    /// The last push that the node has read.
    pub fn last_read(&self) -> Option<&[u8]> {
        self.pushed.iter().find(|(number, _)| *number == self.number).map(|(_, update)| &**update)
    }

    /// The node sends what waits.
    pub fn send(&mut self) {
        while let Some(Outgoing::Frame(frame)) = self.outbox.take() {
            self.down.push_back(frame);
        }
    }

    /// The page reads one message.
    pub fn hear(&mut self) -> Option<Incoming> {
        if self.down.is_empty() {
            self.send();
        }
        if let Some(frame) = self.down.pop_front() {
            return Some(Incoming::Message(decode(&frame).unwrap()));
        }
        match self.outbox.take() {
            Some(Outgoing::Close(code)) => Some(Incoming::Closed(code)),
            _ => None,
        }
    }

    /// It breaks: of what is on its way up only so much arrives.
    pub fn cut(&mut self, arrives: usize) {
        self.up.truncate(arrives);
        self.down.clear();
        self.is_cut = true;
    }

    /// The node has ended.
    pub fn end(&mut self) {
        (self.is_over, self.outbox) = (true, Outbox::default());
        self.outbox.close(domain::protocol::close::AGAIN);
    }

    pub fn on_its_way(&self) -> (usize, usize) {
        (self.up.len(), self.down.len())
    }
}
