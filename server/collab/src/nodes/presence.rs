//! Who sits at the open editors of all nodes. Each writes down its own people and reads the others'. What changed is
//! told at once and then a few times a second, all of it in one go; everything is read once a second. However many rooms
//! there are, it is the same few statements. A node that is alone writes down nothing but that it is alive.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, Weak},
    time::Duration,
};

use domain::{
    ids::PostingId,
    protocol::{Person, SeatId, Whereabouts},
};
use services::{Result, SeatHere};
use tokio::{
    sync::mpsc::error::TrySendError,
    time::{Instant, MissedTickBehavior, interval, sleep},
};

use super::Nodes;
use crate::{hub::Inner, locked, pile::Pile, room::Message};

/// How often a node says that it is alive, and reads everything.
const BEAT: Duration = Duration::from_secs(1);
/// Between two rounds; longer when a round takes long, so that no database is busy with presence alone.
const REST: Duration = Duration::from_millis(200);
const REST_PER_WORK: u32 = 4;
/// Every so many beats the dead are forgotten.
const FORGET_EVERY: u32 = 30;

/// The people of this node, and what is to be done about them.
#[derive(Debug, Default)]
pub(crate) struct Presence {
    seats: Mutex<BTreeMap<SeatId, SeatHere>>,
    news: Pile<News>,
}

#[derive(Debug, Default, PartialEq, Eq)]
struct News {
    /// Those who came, left or moved, and in which draft.
    seats: BTreeMap<SeatId, PostingId>,
    /// Drafts to ask the other nodes about.
    asked: BTreeSet<PostingId>,
}

impl Presence {
    pub(crate) fn enter(&self, seat: SeatHere) {
        let (id, posting) = (seat.seat, seat.posting);
        locked(&self.seats).insert(id, seat);
        self.news.add(|news| {
            news.seats.insert(id, posting);
            news.asked.insert(posting);
        });
    }

    pub(crate) fn moves(&self, seat: SeatId, whereabouts: Option<&Whereabouts>) {
        let moved =
            locked(&self.seats).get_mut(&seat).filter(|here| here.whereabouts.as_ref() != whereabouts).map(|here| {
                here.whereabouts = whereabouts.cloned();
                here.posting
            });
        self.noted(seat, moved);
    }

    pub(crate) fn leave(&self, seat: SeatId) {
        let left = locked(&self.seats).remove(&seat).map(|here| here.posting);
        self.noted(seat, left);
    }

    fn noted(&self, seat: SeatId, posting: Option<PostingId>) {
        if let Some(posting) = posting {
            self.news.add(|news| _ = news.seats.insert(seat, posting));
        }
    }

    /// Somebody came, left or moved at another node.
    pub(super) fn look_at(&self, postings: BTreeSet<PostingId>) {
        if !postings.is_empty() {
            self.news.add(|news| news.asked.extend(postings));
        }
    }

    fn everybody(&self) -> Vec<SeatHere> {
        locked(&self.seats).values().cloned().collect()
    }

    /// Those of the seats that are taken, and those that are not.
    fn found(&self, seats: &BTreeMap<SeatId, PostingId>) -> (Vec<SeatHere>, Vec<SeatId>) {
        let all = locked(&self.seats);
        let left = seats.keys().filter(|seat| !all.contains_key(seat)).copied().collect();
        (seats.keys().filter_map(|seat| all.get(seat).cloned()).collect(), left)
    }
}

pub(super) async fn keep(nodes: Arc<Nodes>, hub: Weak<Inner>) {
    let mut watch = Watch::default();
    let mut beats = interval(BEAT);
    beats.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let (is_beat, news) = tokio::select! {
            _ = beats.tick() => (true, nodes.presence.news.take()),
            news = nodes.presence.news.taken() => (false, news),
        };
        let Some(hub) = hub.upgrade() else { return };
        let started = Instant::now();
        if let Err(error) = watch.round(&nodes, &hub, news, is_beat).await {
            tracing::debug!(%error, "the people at other nodes are not known");
            watch.is_known = false;
        }
        drop(hub);
        sleep(REST.max(started.elapsed() * REST_PER_WORK).min(BEAT)).await;
    }
}

/// What is remembered from one round to the next.
#[derive(Default)]
struct Watch {
    beats: u32,
    has_others: bool,
    /// Everybody here is written down as they are, but for what is new.
    is_known: bool,
    /// The rooms that were told of people elsewhere.
    told: BTreeSet<PostingId>,
}

impl Watch {
    async fn round(&mut self, nodes: &Nodes, hub: &Inner, news: News, is_beat: bool) -> Result<()> {
        if is_beat {
            self.beat(nodes, hub).await?;
        }
        if self.has_others {
            self.write_down(nodes, hub, &news.seats).await?;
            let asked: Vec<PostingId> = news.asked.into_iter().collect();
            if is_beat || !asked.is_empty() {
                let only = (!is_beat).then_some(asked.as_slice());
                let people = hub.services.people_elsewhere(nodes.me, only).await?;
                self.tell_rooms(hub, only, people);
            }
        } else if is_beat {
            self.tell_rooms(hub, None, Vec::new());
        }
        Ok(())
    }

    async fn beat(&mut self, nodes: &Nodes, hub: &Inner) -> Result<()> {
        let roll = hub.services.node_is_alive(nodes.me).await?;
        // What changes while nobody else is there is not written down.
        self.is_known &= self.has_others && !roll.is_new;
        self.has_others = roll.has_others;
        nodes.outgoing.has_listeners(roll.has_others);
        self.beats = self.beats.wrapping_add(1);
        if self.beats.is_multiple_of(FORGET_EVERY) {
            hub.services.forget_dead_nodes().await?;
        }
        Ok(())
    }

    async fn write_down(&mut self, nodes: &Nodes, hub: &Inner, seats: &BTreeMap<SeatId, PostingId>) -> Result<()> {
        let postings: BTreeSet<PostingId> = if self.is_known {
            let (here, left) = nodes.presence.found(seats);
            hub.services.show_seats(nodes.me, &here, &left).await?;
            seats.values().copied().collect()
        } else {
            let everybody = nodes.presence.everybody();
            hub.services.show_all_seats(nodes.me, &everybody).await?;
            self.is_known = true;
            everybody.iter().map(|seat| seat.posting).collect()
        };
        if !postings.is_empty() {
            nodes.outgoing.tell(|notice| notice.seats.extend(postings));
        }
        Ok(())
    }

    /// Tells the rooms of these drafts, or all, who sits elsewhere.
    fn tell_rooms(&mut self, hub: &Inner, only: Option<&[PostingId]>, people: Vec<(PostingId, Person)>) {
        let mut by_posting: BTreeMap<PostingId, Vec<Person>> = BTreeMap::new();
        for (posting, person) in people {
            by_posting.entry(posting).or_default().push(person);
        }
        let concerned: BTreeSet<PostingId> = match only {
            Some(only) => only.iter().copied().collect(),
            None => by_posting.keys().chain(&self.told).copied().collect(),
        };
        let rooms = hub.open_rooms(&concerned);
        for posting in concerned {
            let people = by_posting.remove(&posting).unwrap_or_default();
            let is_empty = people.is_empty();
            let told = rooms.get(&posting).map(|room| room.try_send(Message::Elsewhere(people)));
            match told {
                Some(Ok(())) if !is_empty => _ = self.told.insert(posting),
                // A room with a full inbox is told again.
                Some(Err(TrySendError::Full(_))) => {}
                _ => _ = self.told.remove(&posting),
            }
        }
    }
}
