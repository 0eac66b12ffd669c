//! One of the people: a replica to write with, a socket, and an eye on the others.

use std::{
    cell::RefCell,
    collections::{HashMap, VecDeque},
    rc::Rc,
    time::Duration,
};

use domain::{
    document::{ClientId, Draft, Operation},
    ids::LineId,
    protocol::ToServer,
};
use rand::Rng;
use tokio::{
    sync::watch,
    time::{Instant, sleep_until},
};
use yrs::{Update, updates::decoder::Decode};

use super::{
    Site,
    company::Place,
    meter::Meter,
    socket::{News, Socket},
};
use crate::Trouble;

/// The length of what is typed each time.
const WORD: &str = "abc";

/// What everybody does now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    Waits,
    Writes,
    Leaves,
}

pub(super) struct Person {
    socket: Socket,
    /// Knows only what everybody found and what this person wrote: enough to write with, and cheap for thousands.
    draft: Draft,
    client: ClientId,
    line: LineId,
    document: usize,
    others: usize,
    pause: Duration,
    clock: u32,
    number: u32,
    acknowledged: usize,
    /// When each edit left that has no answer yet.
    travelling: VecDeque<Instant>,
    /// How many edits of each of the others have arrived.
    seen: HashMap<u64, usize>,
    meter: Rc<RefCell<Meter>>,
}

impl Person {
    pub async fn enter(site: &Site, place: Place, rate: f64, meter: Rc<RefCell<Meter>>) -> Result<Self, Trouble> {
        let client = ClientId(rand::rng().random_range(1_000..ClientId::MAX));
        let draft = Draft::load(client, &place.state).map_err(|error| Trouble::Unexpected(error.to_string()))?;
        let hello = ToServer::Open { client, epoch: 1, state_vector: draft.state_vector() };
        let socket = Socket::open(site.speech, site.door, &place, &hello).await?;
        let snapshot = draft.snapshot();
        let lines: Vec<_> = snapshot.sections.iter().filter(|section| !section.locked).flat_map(|s| &s.lines).collect();
        let line = lines.get(place.rank % lines.len().max(1)).map(|line| line.id.clone());
        let line = line.ok_or_else(|| Trouble::Unexpected("the draft has no line to write in".to_owned()))?;
        Ok(Self {
            socket,
            draft,
            client,
            line,
            document: place.document,
            others: place.others,
            pause: if rate > 0.0 { Duration::from_secs_f64(1.0 / rate) } else { Duration::MAX },
            clock: 0,
            number: 0,
            acknowledged: 0,
            travelling: VecDeque::new(),
            seen: HashMap::new(),
            meter,
        })
    }

    pub async fn work(mut self, mut phase: watch::Receiver<Phase>) -> Result<(), Trouble> {
        // Nobody types in step with the others.
        let mut next: Option<Instant> = None;
        loop {
            let now = *phase.borrow_and_update();
            match now {
                Phase::Leaves => return Ok(()),
                Phase::Waits => next = None,
                Phase::Writes => {
                    let share = rand::rng().random_range(0.0..1.0);
                    next.get_or_insert_with(|| Instant::now() + self.pause.mul_f64(share));
                }
            }
            tokio::select! {
                news = self.socket.hear() => self.take(news?),
                () = sleep_until(next.unwrap_or_else(Instant::now)), if next.is_some() => {
                    next = next.map(|at| at + self.pause);
                    self.write().await?;
                }
                _ = phase.changed() => {}
            }
        }
    }

    async fn write(&mut self) -> Result<(), Trouble> {
        let word = Operation::SpliceText { id: self.line.clone(), at: u32::MAX, remove: 0, insert: WORD.to_owned() };
        let update = self.draft.apply(&word, 0).map_err(|error| Trouble::Unexpected(error.to_string()))?;
        self.clock = clocks(&update).into_iter().find(|(id, _)| *id == self.client.0).map_or(self.clock, |(_, c)| c);
        self.number += 1;
        self.travelling.push_back(Instant::now());
        self.meter.borrow_mut().wrote((self.document, self.client.0), self.clock, self.others);
        self.socket.push(self.number, update).await
    }

    fn take(&mut self, news: News) {
        match news {
            News::Update(update) => {
                let mut meter = self.meter.borrow_mut();
                let found = clocks(&update).into_iter().filter(|(client, _)| *client != self.client.0);
                meter.brought(update.len());
                for (client, clock) in found {
                    meter.arrived((self.document, client), clock, self.seen.entry(client).or_default());
                }
            }
            News::Saved(count) => {
                while self.acknowledged < count {
                    self.acknowledged += 1;
                    if let Some(left) = self.travelling.pop_front() {
                        self.meter.borrow_mut().acknowledged(left);
                    }
                }
            }
            News::Nothing => {}
        }
    }
}

/// Whose edits an update carries, and how far their clocks are with it.
fn clocks(update: &[u8]) -> Vec<(u64, u32)> {
    let Ok(update) = Update::decode_v1(update) else { return Vec::new() };
    let written = update.insertions(true);
    let last = written.iter().map(|(client, ranges)| (client.get(), ranges.iter().map(|range| range.end).max()));
    last.filter_map(|(client, clock)| Some((client, clock?))).collect()
}

#[cfg(test)]
mod tests {
    use domain::{document::combine, posting::FactKey};

    use super::*;

    /// As they travel: alone, and several people's together, none of them from the beginning.
    #[test]
    fn the_clocks_of_an_update_are_those_of_its_last_edits() {
        let mut drafts = [1_u64, 2].map(|id| Draft::load(ClientId(id), &Draft::new(ClientId(9)).encode()).unwrap());
        let mut write = |index: usize, value: &str| {
            let title = Operation::SetFact { key: FactKey::Title, value: value.to_owned() };
            drafts[index].apply(&title, 0).unwrap()
        };
        drop(write(0, "A"));
        let (first, second, others) = (write(0, "AB"), write(0, "ABC"), write(1, "D"));
        let at = |update: &[u8]| match clocks(update)[..] {
            [(_, clock)] => clock,
            ref several => panic!("{several:?}"),
        };
        assert!(0 < at(&first) && at(&first) < at(&second));
        let expected = [(1, at(&second)), (2, at(&others))];
        assert_eq!(clocks(&combine(&[first, second, others]).unwrap()), expected);
        assert_eq!(clocks(b"no update"), []);
    }
}
