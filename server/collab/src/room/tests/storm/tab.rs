//! A page of somebody's browser: its replica, what it has not saved, and the record of that in the browser.
//!
//! It does what the editor does (`app/src/collab/editor`, `work.rs`, `channel.rs` and `keeping.rs`), on the real outbox.

use crowd::Turn;
use domain::{
    document::{ClientId, Draft, Operation},
    protocol::{Outbox, ToBrowser, ToServer, Welcome, close},
};

use super::{
    database::Database,
    faults::{Fault, Plant},
    line::{Incoming, Line},
};

/// What a tab keeps in the browser.
#[derive(Debug, Clone)]
pub struct Kept {
    pub epoch: i32,
    pub edits: Vec<(ClientId, Vec<u8>)>,
}

pub struct Tab {
    pub who: u128,
    pub client: ClientId,
    pub draft: Draft,
    pub outbox: Outbox,
    pub epoch: i32,
    /// Nothing of this replica can be sent any more.
    pub starts_over: bool,
    /// Its connection among all of them.
    pub line: Option<usize>,
    /// The server has answered; edits may travel.
    pub is_open: bool,
    pub kept: Option<Kept>,
    /// What was written since it was last kept.
    pub fresh: Vec<Vec<u8>>,
    /// What was typed and is not acknowledged, for a page that would write it anew.
    typed: Vec<Operation>,
}

/// What the page does about what it heard.
#[derive(Debug, PartialEq, Eq)]
pub enum Then {
    GoOn,
    /// The edits that wait may travel.
    Depart,
    /// It hangs up and comes back.
    Break,
    /// As [`Then::Break`], and what it has not saved is handed to its writer.
    StartOver,
}

impl Tab {
    /// A new page; `client` is a fresh id.
    pub fn load(who: u128, client: ClientId, database: &Database) -> Self {
        let draft = Draft::load(client, &database.read().encode()).unwrap();
        Self {
            who,
            client,
            draft,
            outbox: Outbox::default(),
            epoch: database.epoch,
            starts_over: false,
            line: None,
            is_open: false,
            kept: None,
            fresh: Vec::new(),
            typed: Vec::new(),
        }
    }

    /// Takes up what a tab that is gone could not save; false if that is of another draft.
    pub fn inherit(&mut self, kept: &Kept) -> bool {
        kept.epoch == self.epoch
            && kept.edits.iter().all(|(author, update)| {
                let merged = self.draft.merge(update);
                self.outbox.add(*author, update.clone());
                merged.is_ok()
            })
    }

    pub fn act(&mut self, turn: &Turn, bits: u64) {
        let update = match turn {
            Turn::Edit(operations) => {
                self.typed.extend(operations.iter().filter(|one| matches!(one, Operation::SpliceText { .. })).cloned());
                self.draft.apply_all(operations, bits).ok()
            }
            Turn::Undo => self.draft.undo(),
            Turn::Redo => self.draft.redo(),
            Turn::Pause => {
                self.draft.close_undo_step();
                None
            }
        };
        if let Some(update) = update.filter(|update| !update.is_empty()) {
            self.outbox.add(self.client, update.clone());
            self.fresh.push(update);
        }
    }

    /// Keeps what is not saved, and forgets the record when everything is.
    pub fn keep(&mut self) {
        self.kept = (!self.outbox.is_empty()).then(|| Kept { epoch: self.epoch, edits: self.outbox.everything() });
    }

    /// What is said first on a new connection.
    pub fn hello(&mut self, plant: Plant) -> ToServer {
        self.outbox.reconnected();
        match plant {
            Plant::ForgetsUnsent => self.outbox = Outbox::default(),
            Plant::WritesAnew => {
                for operation in std::mem::take(&mut self.typed) {
                    self.act(&Turn::Edit(vec![operation]), 1);
                }
            }
            _ => {}
        }
        let state_vector = if self.starts_over { Vec::new() } else { self.draft.state_vector() };
        ToServer::Open { client: self.client, epoch: self.epoch, state_vector }
    }

    pub fn hear(
        &mut self,
        incoming: Incoming,
        line: &Line,
        database: &mut Database,
        plant: Plant,
    ) -> Result<Then, Fault> {
        let message = match incoming {
            Incoming::Message(message) => message,
            Incoming::Closed(close::AGAIN | close::TOO_MUCH) => return Ok(Then::Break),
            Incoming::Closed(code) => return Err(Fault::Refused(format!("closed with {code}"))),
        };
        match message {
            ToBrowser::Welcome(mut welcome) => {
                demand_committed(&welcome.update, welcome.epoch, database)?;
                if plant == Plant::WelcomesStale {
                    welcome.update.clone_from(&line.before);
                }
                self.welcome(&welcome, ClientId(self.client.0 + 1_000_000))?;
                self.is_open = true;
                Ok(Then::Depart)
            }
            ToBrowser::Ack { number, .. } => {
                demand_saved(line, number, self.epoch, database)?;
                self.outbox.confirm(number);
                if self.outbox.is_empty() {
                    self.typed.clear();
                }
                Ok(Then::GoOn)
            }
            ToBrowser::Remote { update, .. } => {
                demand_committed(&update, self.epoch, database)?;
                Ok(if self.draft.merge(&update).is_ok() { Then::GoOn } else { Then::Break })
            }
            ToBrowser::Reject { sentence, .. } if !database.has_refused => Err(Fault::Refused(sentence)),
            ToBrowser::Reject { .. } | ToBrowser::Reset { .. } => {
                self.starts_over = true;
                Ok(Then::StartOver)
            }
            _ => Ok(Then::GoOn),
        }
    }

    fn welcome(&mut self, welcome: &Welcome, fresh: ClientId) -> Result<(), Fault> {
        if !self.starts_over && welcome.epoch == self.epoch {
            return match self.draft.merge(&welcome.update) {
                Ok(_) => Ok(()),
                Err(error) => Err(Fault::Refused(format!("a page can't read its welcome: {error}"))),
            };
        }
        let draft = Draft::load(fresh, &welcome.update).map_err(|error| Fault::Refused(error.to_string()))?;
        (self.draft, self.client, self.epoch, self.starts_over) = (draft, fresh, welcome.epoch, false);
        (self.outbox, self.typed) = (Outbox::default(), Vec::new());
        self.fresh.clear();
        Ok(())
    }

    /// Sends what waits.
    pub fn depart(&mut self, line: &mut Line) {
        while self.is_open
            && let Some(push) = self.outbox.depart()
        {
            line.say(&push);
        }
    }
}

/// What is shown is in the database.
fn demand_committed(update: &[u8], epoch: i32, database: &mut Database) -> Result<(), Fault> {
    if epoch != database.epoch {
        return Ok(());
    }
    match database.draft.merge(update) {
        Ok(false) => Ok(()),
        changed => Err(Fault::ShownTooSoon(format!("{changed:?}"))),
    }
}

/// What is acknowledged is in the database.
fn demand_saved(line: &Line, number: u32, epoch: i32, database: &Database) -> Result<(), Fault> {
    let acknowledged = line.pushed.iter().filter(|(pushed, _)| *pushed <= number);
    let missing = acknowledged.filter(|(_, update)| epoch == database.epoch && !database.knows(update));
    match missing.count() {
        0 => Ok(()),
        _ => Err(Fault::AcknowledgedTooSoon(format!("push {number} of {:?}", line.seat))),
    }
}
