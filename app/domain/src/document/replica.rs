//! A replica: loading, encoding, and merging what other replicas did.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use yrs::{
    Doc, MapRef, OffsetKind, Options, ReadTxn, StateVector, Transact, Update, updates::decoder::Decode,
    updates::encoder::Encode,
};

use super::{
    history::History,
    ledger::LedgerCell,
    wire::{self, Unreadable},
};

/// Who writes: 53 bits, unique for every open tab. Two replicas that write under one id damage the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClientId(pub u64);

impl ClientId {
    /// The largest id that every program reading the format understands.
    pub const MAX: u64 = (1 << 53) - 1;
}

/// The update that changes nothing.
pub const NO_CHANGE: [u8; 2] = [0, 0];

/// Why bytes from storage or from the server are not used. The replica is as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Damaged {
    #[error("these bytes are no update of a draft")]
    Unreadable,
    #[error("an earlier update is missing before this one")]
    Gap,
    #[error("this update does not fit the draft")]
    Unfit,
}

impl From<Unreadable> for Damaged {
    fn from(_: Unreadable) -> Self {
        Self::Unreadable
    }
}

/// One copy of a draft, with the undo steps of the person who edits it.
pub struct Draft {
    pub(super) doc: Doc,
    pub(super) roots: Roots,
    pub(super) history: History,
    pub(super) ledger: LedgerCell,
}

/// The five root maps.
pub(super) struct Roots {
    pub meta: MapRef,
    pub sections: MapRef,
    pub lines: MapRef,
    pub marks: MapRef,
    pub texts: MapRef,
}

impl Draft {
    /// An empty draft. Only the server makes one; every other replica is loaded.
    #[must_use]
    pub fn new(client: ClientId) -> Self {
        let client = yrs::ClientID::new(client.0 & ClientId::MAX);
        let mut options = Options::with_guid_and_client_id("draft".into(), client);
        options.offset_kind = OffsetKind::Utf16;
        let doc = Doc::with_options(options);
        let roots = Roots {
            meta: doc.get_or_insert_map("meta"),
            sections: doc.get_or_insert_map("sections"),
            lines: doc.get_or_insert_map("lines"),
            marks: doc.get_or_insert_map("marks"),
            texts: doc.get_or_insert_map("texts"),
        };
        Self { doc, roots, history: History::default(), ledger: LedgerCell::default() }
    }

    /// A replica of a whole state, as [`Draft::encode`] wrote it.
    ///
    /// # Errors
    /// [`Damaged`] when the bytes are not a complete draft.
    pub fn load(client: ClientId, state: &[u8]) -> Result<Self, Damaged> {
        let mut draft = Self::new(client);
        draft.merge(state)?;
        Ok(draft)
    }

    /// The whole state (Yjs update, version 1). Two replicas that know the same give the same bytes once both were
    /// loaded from an encoding.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        self.doc.transact().encode_state_as_update_v1(&StateVector::default())
    }

    /// What this replica knows, for [`Draft::changes_since`] of another.
    #[must_use]
    pub fn state_vector(&self) -> Vec<u8> {
        self.doc.transact().state_vector().encode_v1()
    }

    /// What a replica with this state vector lacks.
    ///
    /// # Errors
    /// [`Damaged::Unreadable`] when that is no state vector.
    pub fn changes_since(&self, state_vector: &[u8]) -> Result<Vec<u8>, Damaged> {
        let known = wire::read_state_vector(state_vector)?;
        let known = known.into_iter().map(|(client, clock)| (yrs::ClientID::new(client), clock)).collect();
        Ok(self.doc.transact().encode_diff_v1(&known))
    }

    /// Takes in what a trusted peer (storage, the server) sends; true if something changed.
    ///
    /// # Errors
    /// [`Damaged`] when the update can't be read or lacks its predecessors ([`Damaged::Gap`]: ask for the difference);
    /// the replica is unchanged then.
    pub fn merge(&mut self, update: &[u8]) -> Result<bool, Damaged> {
        let read = wire::read_update(update)?;
        if !read.follows(|client| self.known_clock(client)) {
            return Err(Damaged::Gap);
        }
        let decoded = Update::decode_v1(update).map_err(|_| Damaged::Unreadable)?;
        let changed = {
            let mut transaction = self.doc.transact_mut();
            transaction.apply_update(decoded).map_err(|_| Damaged::Unfit)?;
            transaction.has_changes()
        };
        if changed {
            self.ledger.note(update);
        }
        Ok(changed)
    }

    /// How far this replica knows the writings of a client.
    pub(super) fn known_clock(&self, client: u64) -> u32 {
        self.doc.transact().state_vector().get(&yrs::ClientID::new(client))
    }

    pub(super) fn waits_for_something(&self) -> bool {
        self.doc.transact().has_missing_updates()
    }
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Draft").field("client", &self.doc.client_id()).field("snapshot", &self.snapshot()).finish()
    }
}
