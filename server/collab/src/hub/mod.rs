//! The hub: which rooms are open on this node and who is in them. It counts, introduces and ends; what is said in a
//! room never passes through it. No lock is held while something is waited for.

mod sweep;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use domain::{
    ids::{PostingId, UserId},
    protocol::{SeatId, close},
};
use services::{NodeId, SeatQuestion, Services};
use thiserror::Error;
use tokio::{sync::mpsc, task::JoinSet, time::timeout};

use crate::{
    Bell, Outbox, Visit, locked,
    nodes::{Nodes, Presence, new_node},
    room::{self, Desk, INBOX_MAX, Message, Newcomer, Room},
    writer::Writer,
};

/// The most connections that one person may have.
const PER_PERSON: usize = 8;
/// The most connections from one address.
const PER_ADDRESS: usize = 200;
/// How long the end of a node may take to tell.
const PARTED_WITHIN: Duration = Duration::from_secs(1);

/// Why somebody is not let in now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Crowded {
    #[error("This person has {PER_PERSON} connections already.")]
    Person,
    #[error("This address has {PER_ADDRESS} connections already.")]
    Address,
    #[error("The server is about to stop.")]
    Closing,
}

/// Who wants to open a draft, as the front door knows them.
#[derive(Clone)]
pub struct Visitor {
    /// The session's id: a secret, so that this can't be printed.
    pub session: String,
    pub user: UserId,
    pub posting: PostingId,
    /// Where the connection comes from.
    pub address: String,
}

/// All open rooms of this node. Cheap to clone.
#[derive(Clone)]
pub struct Hub(Arc<Inner>);

pub(crate) struct Inner {
    pub services: Services,
    writer: Writer,
    people: Mutex<People>,
    seats_made: AtomicU64,
    is_closing: AtomicBool,
    nodes: Option<Arc<Nodes>>,
    /// What goes on by itself among the nodes.
    among_nodes: Mutex<JoinSet<()>>,
}

#[derive(Default)]
struct People {
    rooms: HashMap<PostingId, mpsc::Sender<Message>>,
    /// Those who are in a room, or about to enter it.
    seated: BTreeMap<SeatId, SeatQuestion>,
    /// All connections.
    outboxes: BTreeMap<SeatId, Outbox>,
    by_person: HashMap<UserId, usize>,
    by_address: HashMap<String, usize>,
}

impl Hub {
    /// Starts the sweep, the writer and what goes on among nodes. Needs the runtime; all end with the last handle of the
    /// hub.
    #[must_use]
    pub fn start(services: Services, bell: Arc<Bell>) -> Self {
        let me = new_node();
        let nodes = Nodes::new(me, &services);
        let hub = Self(Arc::new(Inner {
            writer: Writer::start(services.clone(), nodes.as_ref().map(|nodes| Arc::clone(&nodes.outgoing))),
            services,
            people: Mutex::default(),
            seats_made: AtomicU64::new(first_seat(me)),
            is_closing: AtomicBool::new(false),
            nodes,
            among_nodes: Mutex::default(),
        }));
        let weak = Arc::downgrade(&hub.0);
        if let Some(nodes) = &hub.0.nodes {
            *locked(&hub.0.among_nodes) = nodes.start(&weak, &hub.0.services, &bell);
        }
        tokio::spawn(sweep::keep(weak, bell));
        hub
    }

    /// Lets a connection in, which must already be allowed to read the posting.
    ///
    /// # Errors
    /// [`Crowded`]
    pub fn visit(&self, visitor: Visitor) -> Result<Visit, Crowded> {
        if self.0.is_closing.load(Ordering::Acquire) {
            return Err(Crowded::Closing);
        }
        let (seat, outbox) = (SeatId(self.0.seats_made.fetch_add(1, Ordering::Relaxed)), Outbox::default());
        locked(&self.0.people).count_in(&visitor, seat, &outbox)?;
        Ok(Visit::new(self.clone(), seat, visitor, outbox))
    }

    /// Ends everything: rooms finish the commit under way, then every socket is told to come back. Returns when all
    /// have gone.
    pub async fn stop(&self) {
        self.0.is_closing.store(true, Ordering::Release);
        let rooms: Vec<_> = locked(&self.0.people).rooms.drain().map(|(_, room)| room).collect();
        for room in &rooms {
            drop(room.send(Message::Stop).await);
        }
        for room in rooms {
            room.closed().await;
        }
        locked(&self.0.people).outboxes.values().for_each(|outbox| outbox.close(close::AGAIN));
        while !locked(&self.0.people).outboxes.is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        self.part().await;
    }

    /// The other nodes need not wait to see that nobody is here any more.
    async fn part(&self) {
        let mut among_nodes = std::mem::take(&mut *locked(&self.0.among_nodes));
        among_nodes.shutdown().await;
        if let Some(nodes) = &self.0.nodes {
            // What is not heard in time is found out.
            drop(timeout(PARTED_WITHIN, nodes.part(&self.0.services)).await);
        }
    }

    pub(crate) fn services(&self) -> &Services {
        &self.0.services
    }

    /// What the other nodes see of the people here, if there can be others.
    pub(crate) fn presence(&self) -> Option<&Presence> {
        self.0.nodes.as_ref().map(|nodes| &nodes.presence)
    }

    /// From now on the sweep asks about this seat.
    pub(crate) fn seat(&self, seat: SeatId, question: SeatQuestion) {
        locked(&self.0.people).seated.insert(seat, question);
    }

    /// Brings a newcomer to the posting's room, which is opened when it is not.
    pub(crate) async fn introduce(&self, posting: PostingId, newcomer: Newcomer) -> Option<mpsc::Sender<Message>> {
        let room = self.room(posting)?;
        match room.send(Message::Open(newcomer)).await {
            Ok(()) => Some(room),
            // It has just come to an end; whoever comes back gets a new one.
            Err(_) => None,
        }
    }

    fn room(&self, posting: PostingId) -> Option<mpsc::Sender<Message>> {
        let mut people = locked(&self.0.people);
        // Asked under the lock: after `stop` has collected the rooms there are no new ones.
        if self.0.is_closing.load(Ordering::Acquire) {
            return None;
        }
        if let Some(room) = people.rooms.get(&posting).filter(|room| !room.is_closed()) {
            return Some(room.clone());
        }
        let (sender, inbox) = mpsc::channel(INBOX_MAX);
        let desk = Desk { services: self.0.services.clone(), writer: self.0.writer.clone() };
        tokio::spawn(room::keep(Room::new(posting), inbox, desk));
        people.rooms.insert(posting, sender.clone());
        Some(sender)
    }

    /// The connection is gone.
    pub(crate) fn count_out(&self, visitor: &Visitor, seat: SeatId) {
        locked(&self.0.people).count_out(visitor, seat);
    }
}

impl Inner {
    /// Those of these rooms that are open here.
    pub(crate) fn open_rooms(&self, postings: &BTreeSet<PostingId>) -> BTreeMap<PostingId, mpsc::Sender<Message>> {
        let people = locked(&self.people);
        let room = |posting: &PostingId| Some((*posting, people.rooms.get(posting)?.clone()));
        postings.iter().filter_map(room).filter(|(_, room)| !room.is_closed()).collect()
    }
}

/// Seats have numbers that no other node gives, and that were not given before a restart.
fn first_seat(node: NodeId) -> u64 {
    u64::from(node.0) << 32
}

impl People {
    fn count_in(&mut self, visitor: &Visitor, seat: SeatId, outbox: &Outbox) -> Result<(), Crowded> {
        if self.by_person.get(&visitor.user).is_some_and(|count| *count >= PER_PERSON) {
            return Err(Crowded::Person);
        }
        if self.by_address.get(&visitor.address).is_some_and(|count| *count >= PER_ADDRESS) {
            return Err(Crowded::Address);
        }
        *self.by_person.entry(visitor.user).or_default() += 1;
        *self.by_address.entry(visitor.address.clone()).or_default() += 1;
        self.outboxes.insert(seat, outbox.clone());
        Ok(())
    }

    fn count_out(&mut self, visitor: &Visitor, seat: SeatId) {
        self.seated.remove(&seat);
        self.outboxes.remove(&seat);
        if let Some(count) = self.by_person.get_mut(&visitor.user) {
            *count -= 1;
        }
        if let Some(count) = self.by_address.get_mut(&visitor.address) {
            *count -= 1;
        }
        self.by_person.retain(|_, count| *count > 0);
        self.by_address.retain(|_, count| *count > 0);
    }
}

#[cfg(test)]
mod tests;
