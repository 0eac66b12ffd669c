//! People who work at the same time, all under the same orders.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use domain::{ids::PostingId, posting::Snapshot};
use tokio::{
    sync::watch,
    task::JoinHandle,
    time::{Instant, sleep, timeout},
};

use crate::{Clerk, Door, Ledger, Writer, locked};

const LOOK_EVERY: Duration = Duration::from_millis(2);

/// What the crew is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// Where the server is; without one, nobody tries.
    pub door: Option<Door>,
    /// Whether anything new is to be written. What was written is brought home in any case.
    pub writes: bool,
}

/// How somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Does nothing until there is a door again.
    Parked,
    /// Tries to get in.
    Outside,
    /// At the draft; so many edits have no answer yet.
    Inside { open: usize },
}

/// Everybody's ledgers, by draft.
pub(crate) type Ledgers = Arc<Mutex<BTreeMap<PostingId, Ledger>>>;

/// What somebody of the crew works with.
pub(crate) struct Desk {
    pub orders: watch::Receiver<Order>,
    pub status: watch::Sender<Status>,
    pub ledgers: Ledgers,
}

/// The crew.
pub struct Crew {
    orders: watch::Sender<Order>,
    members: Vec<(watch::Receiver<Status>, Ledgers)>,
    writers: Vec<JoinHandle<Writer>>,
}

impl Default for Crew {
    fn default() -> Self {
        let (orders, _) = watch::channel(Order { door: None, writes: false });
        Self { orders, members: Vec::new(), writers: Vec::new() }
    }
}

impl Crew {
    /// Somebody at an open editor.
    pub fn hire(&mut self, writer: Writer) {
        let desk = self.desk();
        self.writers.push(tokio::spawn(writer.work(desk)));
    }

    /// Somebody with plain forms.
    pub fn employ(&mut self, clerk: Clerk) {
        let desk = self.desk();
        tokio::spawn(clerk.work(desk));
    }

    fn desk(&mut self) -> Desk {
        let (status, watched) = watch::channel(Status::Parked);
        let ledgers = Ledgers::default();
        self.members.push((watched, Arc::clone(&ledgers)));
        Desk { orders: self.orders.subscribe(), status, ledgers }
    }

    pub fn order(&self, door: Option<Door>, writes: bool) {
        self.orders.send_replace(Order { door, writes });
    }

    /// Waits until everybody is as wanted.
    ///
    /// # Errors
    /// How those are who are not when the patience is over, and what surprised anybody.
    pub async fn everybody(&self, patience: Duration, wanted: impl Fn(Status) -> bool) -> Result<(), String> {
        let all = async {
            for (status, _) in &self.members {
                // Somebody who has ended stays as they were.
                drop(status.clone().wait_for(|status| wanted(*status)).await);
            }
        };
        let is_late = timeout(patience, all).await.is_err();
        let others: Vec<Status> =
            self.members.iter().map(|(status, _)| *status.borrow()).filter(|s| !wanted(*s)).collect();
        if others.is_empty() && !is_late {
            return Ok(());
        }
        let surprises: Vec<String> = self.ledgers().into_iter().flat_map(|(_, ledger)| ledger.surprises).collect();
        Err(format!("{others:?}, {surprises:?}"))
    }

    /// How many edits were acknowledged in all.
    #[must_use]
    pub fn saved(&self) -> usize {
        self.ledgers().iter().map(|(_, ledger)| ledger.saved()).sum()
    }

    /// Waits until more than so many edits were acknowledged; how long that took.
    ///
    /// # Errors
    /// How many were, when the patience is over.
    pub async fn saves_more_than(&self, count: usize, patience: Duration) -> Result<Duration, usize> {
        let begun = Instant::now();
        while self.saved() <= count {
            if begun.elapsed() > patience {
                return Err(self.saved());
            }
            sleep(LOOK_EVERY).await;
        }
        Ok(begun.elapsed())
    }

    /// A copy of every ledger, with its draft.
    #[must_use]
    pub fn ledgers(&self) -> Vec<(PostingId, Ledger)> {
        let of_member = |ledgers: &Ledgers| -> Vec<(PostingId, Ledger)> {
            locked(ledgers).iter().map(|(posting, ledger)| (*posting, ledger.clone())).collect()
        };
        self.members.iter().flat_map(|(_, ledgers)| of_member(ledgers)).collect()
    }

    /// Everybody goes home; what the writers' replicas say.
    pub async fn dismiss(self) -> Vec<(PostingId, Snapshot)> {
        drop(self.orders);
        let mut replicas = Vec::new();
        for writer in self.writers {
            replicas.extend(writer.await.ok().and_then(|writer| writer.replica()));
        }
        replicas
    }
}
