//! What an open editor and the server say to each other about one draft, as binary frames over one socket.
//!
//! The first byte of every frame is the version of the protocol and means the same for ever; the rest is one message
//! (postcard). A connection belongs to one posting, which its address names, and goes like this:
//!
//! 1. the browser says [`ToServer::Open`] with what its replica knows; the server answers [`ToBrowser::Welcome`] with
//!    what it lacks, and with what the server knows, so that the browser sends only what is missing there;
//! 2. each [`ToServer::Push`] is answered once: [`ToBrowser::Ack`] when it is in the database, [`ToBrowser::Reject`] when
//!    it will never be. What is not answered when the connection breaks is sent again on the next one; the clock in
//!    every update keeps that from counting twice;
//! 3. what others wrote comes as [`ToBrowser::Remote`], always after it is in the database.
//!
//! Nothing here decides who may do what: that is asked of [`crate::permissions`] for every message.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use thiserror::Error;

mod outbox;

pub use outbox::Outbox;

use crate::{
    document::{ClientId, Field, UPDATE_MAX_BYTES},
    ids::UserId,
    library::IndexItem,
    posting::ItemRef,
};

/// The version that this program speaks.
pub const VERSION: u8 = 4;
/// The largest frame that a browser may send, in bytes: one update and what stands around it.
pub const FRAME_MAX_BYTES: usize = UPDATE_MAX_BYTES + 1024;
/// How often an idle side says that it is there, in seconds; silence for longer than [`SILENCE_SECONDS`] means that the
/// connection is gone.
pub const BEAT_SECONDS: u64 = 1;
/// The longest silence of the server that a browser takes for a living connection, in seconds.
pub const SILENCE_SECONDS: u64 = 3;
/// How many colours tell people apart.
pub const COLOURS: u8 = 8;

/// Why the server ends a connection (the codes of a WebSocket's close frame that applications may choose).
pub mod close {
    /// The page and the server are of different versions: reload.
    pub const VERSION: u16 = 4406;
    /// The session is over: sign in again.
    pub const SIGNED_OUT: u16 = 4401;
    /// The posting is not this person's to read any more.
    pub const HIDDEN: u16 = 4404;
    /// A frame was no message, or came out of turn.
    pub const MALFORMED: u16 = 4400;
    /// Too much, too fast: come back in a moment.
    pub const TOO_MUCH: u16 = 4429;
    /// The server stops or has lost track; come back at once.
    pub const AGAIN: u16 = 1012;
}

/// One of the connections to a draft: a tab of somebody's browser. Never used twice while a server runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SeatId(pub u64);

/// What a browser says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ToServer {
    /// The first message of a connection.
    Open {
        /// Under which the replica writes.
        client: ClientId,
        /// Of the state that the replica was opened with.
        epoch: i32,
        #[serde(with = "serde_bytes")]
        state_vector: Vec<u8>,
    },
    /// An edit. Numbers count up from one on each connection.
    Push {
        number: u32,
        #[serde(with = "serde_bytes")]
        update: Vec<u8>,
    },
    /// Where this person is working now.
    Here(Option<Whereabouts>),
    /// Asks for everything that can be inserted from the library.
    AskShelf,
    /// Asks who wrote the words that a line started from.
    AskCredit(ItemRef),
    /// Asks for a sign of life.
    Beat,
}

/// What the server says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ToBrowser {
    /// Answers [`ToServer::Open`].
    Welcome(Welcome),
    /// All pushes up to this number are in the database.
    Ack { number: u32, seq: i64 },
    /// This push, and those after it that built on it, are not taken; the replica has to start over.
    Reject { number: u32, sentence: String },
    /// What others wrote; it is in the database.
    Remote {
        seq: i64,
        #[serde(with = "serde_bytes")]
        update: Vec<u8>,
    },
    /// What this person may do has changed.
    Access(Access),
    /// The draft has been started over: open it anew.
    Reset { epoch: i32, sentence: String },
    /// Somebody came, or works elsewhere now.
    Present(Person),
    /// Somebody left.
    Left(SeatId),
    /// Answers [`ToServer::AskShelf`]: the library, and how well each item fits the posting (`library::fit`).
    Shelf(Vec<IndexItem>, #[serde(with = "serde_bytes")] Vec<u8>),
    /// Answers [`ToServer::AskCredit`]: where the item is found in the library, and a sentence with its name, version and
    /// author. A version that does not exist is not answered.
    Credit { source: ItemRef, slug: String, words: String },
    /// Answers [`ToServer::Beat`].
    Beat,
    /// What this person's writing puts at stake, in whole sentences; empty when that is nothing.
    AtStake(String),
}

/// What a newcomer gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Welcome {
    pub seat: SeatId,
    pub epoch: i32,
    /// How many updates are in the database.
    pub seq: i64,
    /// What the replica lacks; the whole state when it is of another epoch.
    #[serde(with = "serde_bytes")]
    pub update: Vec<u8>,
    /// What the server knows.
    #[serde(with = "serde_bytes")]
    pub state_vector: Vec<u8>,
    pub access: Access,
    /// Everybody else who is here.
    pub people: Vec<Person>,
}

/// What the person at a connection may do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Access {
    Edit,
    /// Only reading; the sentence says why.
    Read(String),
}

/// Somebody who has the draft open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub seat: SeatId,
    pub user: UserId,
    pub name: String,
    pub whereabouts: Option<Whereabouts>,
}

impl Person {
    /// The number of the person's colour, below [`COLOURS`]: the same on every page and every day.
    #[must_use]
    pub fn colour(&self) -> u8 {
        colour_of(self.user)
    }
}

/// The number of a person's colour, below [`COLOURS`].
#[must_use]
pub fn colour_of(user: UserId) -> u8 {
    // The last bytes of an identifier are random, the first are the time.
    user.0.as_bytes().iter().rev().take(8).fold(0, |sum: u8, byte| sum.wrapping_mul(31).wrapping_add(*byte)) % COLOURS
}

/// The field that somebody works in, and what is selected there (UTF-16 units from its start).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whereabouts {
    pub field: Field,
    pub from: u32,
    pub to: u32,
}

/// Why a frame is not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Misunderstood {
    #[error("This page and the server are of different versions. Reload the page.")]
    Version(u8),
    #[error("These bytes are no message.")]
    Malformed,
}

/// A message as a frame.
#[must_use]
pub fn encode<M: Serialize>(message: &M) -> Vec<u8> {
    // Writing into a growing vector has no way to fail: every type above can be written.
    postcard::to_extend(message, vec![VERSION]).unwrap_or_default()
}

/// The message of a frame.
///
/// # Errors
/// [`Misunderstood`], whatever the bytes are. What is read is never larger than the frame.
pub fn decode<M: DeserializeOwned>(frame: &[u8]) -> Result<M, Misunderstood> {
    match frame.split_first() {
        Some((&VERSION, message)) => match postcard::take_from_bytes(message) {
            Ok((message, [])) => Ok(message),
            _ => Err(Misunderstood::Malformed),
        },
        Some((version, _)) => Err(Misunderstood::Version(*version)),
        None => Err(Misunderstood::Malformed),
    }
}

#[cfg(test)]
mod tests;
