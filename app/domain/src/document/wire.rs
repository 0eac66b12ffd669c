//! The bytes of an update (Yjs format, version 1), read completely and in safe Rust before the CRDT sees them.
//!
//! Every length is checked against what is there, nothing is allocated because a length claims it, and only the
//! kinds of content that a draft consists of can be read at all: text, strings, texts as values of a map, and what
//! remains of deleted ones. Everything else (formats, embeds, documents in documents, gaps, …) is unreadable.

use std::collections::{BTreeMap, BTreeSet};

#[cfg(test)]
mod write;

#[cfg(test)]
pub(super) use write::write_update;

/// Bytes that are no update, or not one that a draft could have made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unreadable;

type Read<T> = Result<T, Unreadable>;

/// The name of one unit of writing: its author, and the author's count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Id {
    pub client: u64,
    pub clock: u32,
}

impl Id {
    pub(super) fn plus(self, units: u32) -> Self {
        Self { clock: self.clock.saturating_add(units), ..self }
    }
}

/// A whole update.
#[derive(Debug, Default)]
pub(super) struct Written<'a> {
    pub runs: Vec<Run<'a>>,
    pub deleted: Vec<Deleted>,
}

/// What one client wrote, without gaps.
#[derive(Debug)]
pub(super) struct Run<'a> {
    pub client: u64,
    pub structs: Vec<Struct<'a>>,
}

/// One piece of writing.
#[derive(Debug)]
pub(super) struct Struct<'a> {
    pub id: Id,
    pub len: u32,
    pub left: Option<Id>,
    pub right: Option<Id>,
    pub parent: Parent<'a>,
    pub content: Content<'a>,
}

/// Where a piece says that it belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parent<'a> {
    /// Where its neighbours belong.
    Neighbours,
    /// Under a key of a root map.
    Root { name: &'a str, key: &'a str },
    /// Into the text that this piece created.
    Text(Id),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content<'a> {
    /// Deleted before it was ever sent, or long ago.
    Gone,
    Words(&'a str),
    Values(Vec<&'a str>),
    Text,
}

/// Units of one client that are deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Deleted {
    pub start: Id,
    pub len: u32,
}

impl Struct<'_> {
    pub(super) fn end(&self) -> u32 {
        self.id.clock.saturating_add(self.len)
    }
}

impl Run<'_> {
    pub(super) fn start(&self) -> u32 {
        self.structs.first().map_or(0, |first| first.id.clock)
    }

    pub(super) fn end(&self) -> u32 {
        self.structs.last().map_or(0, Struct::end)
    }
}

impl Written<'_> {
    /// Is everything that this update builds upon known, here or in the update itself?
    pub(super) fn follows(&self, known: impl Fn(u64) -> u32) -> bool {
        let ends: BTreeMap<u64, u32> = self.runs.iter().map(|run| (run.client, run.end())).collect();
        let reach = |client: u64| known(client).max(ends.get(&client).copied().unwrap_or(0));
        let is_known = |id: Id| id.clock < reach(id.client);
        self.runs.iter().all(|run| run.start() <= known(run.client))
            && self.runs.iter().flat_map(|run| &run.structs).all(|piece| piece.depends_on().all(is_known))
            && self.deleted.iter().all(|range| range.start.plus(range.len).clock <= reach(range.start.client))
    }
}

impl Struct<'_> {
    fn depends_on(&self) -> impl Iterator<Item = Id> {
        let parent = if let Parent::Text(id) = self.parent { Some(id) } else { None };
        [self.left, self.right, parent].into_iter().flatten()
    }
}

/// Reads an update to its last byte.
pub(super) fn read_update(bytes: &[u8]) -> Read<Written<'_>> {
    let mut reader = Reader { rest: bytes };
    let mut written = Written::default();
    let (mut writers, mut deleters) = (BTreeSet::new(), BTreeSet::new());
    for _ in 0..reader.number()? {
        let run = reader.run()?;
        unseen(&mut writers, run.client)?;
        written.runs.push(run);
    }
    for _ in 0..reader.number()? {
        let client = reader.client()?;
        unseen(&mut deleters, client)?;
        reader.deletions(client, &mut written.deleted)?;
    }
    if reader.rest.is_empty() { Ok(written) } else { Err(Unreadable) }
}

/// Reads a state vector to its last byte.
pub(super) fn read_state_vector(bytes: &[u8]) -> Read<BTreeMap<u64, u32>> {
    let mut reader = Reader { rest: bytes };
    let mut known = BTreeMap::new();
    for _ in 0..reader.number()? {
        let Id { client, clock } = reader.id()?;
        known.insert(client, clock);
    }
    if reader.rest.is_empty() { Ok(known) } else { Err(Unreadable) }
}

/// A client that is named twice could mean two things.
fn unseen(seen: &mut BTreeSet<u64>, client: u64) -> Read<()> {
    if seen.insert(client) { Ok(()) } else { Err(Unreadable) }
}

const HAS_LEFT: u8 = 0x80;
const HAS_RIGHT: u8 = 0x40;
const HAS_KEY: u8 = 0x20;
const KIND: u8 = 0x1f;
const GONE: u8 = 1;
const WORDS: u8 = 4;
const TYPE: u8 = 7;
const VALUES: u8 = 8;
const TYPE_TEXT: u8 = 2;
const VALUE_STRING: u8 = 119;

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn run(&mut self) -> Read<Run<'a>> {
        let count = self.number()?;
        let Id { client, mut clock } = self.id()?;
        let mut structs = Vec::new();
        for _ in 0..count {
            let piece = self.piece(Id { client, clock })?;
            clock = clock.checked_add(piece.len).filter(|end| *end < u32::MAX / 2).ok_or(Unreadable)?;
            structs.push(piece);
        }
        if structs.is_empty() { Err(Unreadable) } else { Ok(Run { client, structs }) }
    }

    fn piece(&mut self, id: Id) -> Read<Struct<'a>> {
        let info = self.byte()?;
        let left = if info & HAS_LEFT == 0 { None } else { Some(self.id()?) };
        let right = if info & HAS_RIGHT == 0 { None } else { Some(self.id()?) };
        let parent = match (left, right) {
            (None, None) => self.parent(info & HAS_KEY != 0)?,
            _ => Parent::Neighbours,
        };
        let (content, len) = self.content(info & KIND)?;
        if len == 0 { Err(Unreadable) } else { Ok(Struct { id, len, left, right, parent, content }) }
    }

    fn parent(&mut self, has_key: bool) -> Read<Parent<'a>> {
        match (self.number()?, has_key) {
            (1, true) => Ok(Parent::Root { name: self.string()?, key: self.string()? }),
            (0, false) => Ok(Parent::Text(self.id()?)),
            _ => Err(Unreadable),
        }
    }

    fn content(&mut self, kind: u8) -> Read<(Content<'a>, u32)> {
        match kind {
            GONE => Ok((Content::Gone, self.number()?)),
            WORDS => {
                let words = self.string()?;
                Ok((Content::Words(words), super::text::units(words)))
            }
            VALUES => {
                let count = self.number()?;
                let values = (0..count).map(|_| self.value()).collect::<Read<Vec<_>>>()?;
                Ok((Content::Values(values), count))
            }
            TYPE if self.byte()? == TYPE_TEXT => Ok((Content::Text, 1)),
            _ => Err(Unreadable),
        }
    }

    fn value(&mut self) -> Read<&'a str> {
        if self.byte()? == VALUE_STRING { self.string() } else { Err(Unreadable) }
    }

    /// Ranges in order, without overlap.
    fn deletions(&mut self, client: u64, deleted: &mut Vec<Deleted>) -> Read<()> {
        let mut free_from = 0;
        for _ in 0..self.number()? {
            let (clock, len) = (self.number()?, self.number()?);
            let end = clock.checked_add(len).filter(|end| *end < u32::MAX / 2).ok_or(Unreadable)?;
            if len == 0 || clock < free_from {
                return Err(Unreadable);
            }
            free_from = end;
            deleted.push(Deleted { start: Id { client, clock }, len });
        }
        Ok(())
    }

    fn id(&mut self) -> Read<Id> {
        Ok(Id { client: self.client()?, clock: self.number()? })
    }

    fn client(&mut self) -> Read<u64> {
        self.varint(super::ClientId::MAX)
    }

    fn number(&mut self) -> Read<u32> {
        self.varint(u64::from(u32::MAX)).and_then(|number| u32::try_from(number).map_err(|_| Unreadable))
    }

    fn string(&mut self) -> Read<&'a str> {
        let len = self.number()? as usize;
        let (string, rest) = self.rest.split_at_checked(len).ok_or(Unreadable)?;
        self.rest = rest;
        str::from_utf8(string).map_err(|_| Unreadable)
    }

    /// Seven bits a byte, lowest first; never longer than 64 bits need.
    fn varint(&mut self, max: u64) -> Read<u64> {
        let mut value = 0_u64;
        for shift in (0..63).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return if value <= max { Ok(value) } else { Err(Unreadable) };
            }
        }
        Err(Unreadable)
    }

    fn byte(&mut self) -> Read<u8> {
        let (byte, rest) = self.rest.split_first().ok_or(Unreadable)?;
        self.rest = rest;
        Ok(*byte)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lengths_that_claim_more_than_is_there_are_refused_at_once() {
        for bytes in [
            &[0xff, 0xff, 0xff, 0xff, 0x0f][..],
            &[1, 0xff, 0xff, 0xff, 0xff, 0x0f, 1, 0],
            &[1, 1, 1, 0, 4, 0xff, 0xff, 3],
        ] {
            assert_eq!(read_update(bytes).map(|_| ()), Err(Unreadable), "{bytes:?}");
        }
    }

    #[test]
    fn the_empty_update_is_read_and_nothing_may_follow_it() {
        assert!(read_update(&[0, 0]).is_ok());
        assert!(read_update(&[0, 0, 0]).is_err());
        assert!(read_update(&[0]).is_err());
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = read_update(&bytes);
            let _ = read_state_vector(&bytes);
        }
    }
}
