//! Writing an update as it is read: how tests forge one.

use super::{
    Content, GONE, HAS_KEY, HAS_LEFT, HAS_RIGHT, Id, Parent, Struct, TYPE, TYPE_TEXT, VALUE_STRING, VALUES, WORDS,
    Written,
};

/// The bytes of an update without deletions.
pub(in crate::document) fn write_update(written: &Written<'_>) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.number(written.runs.len() as u64);
    for run in &written.runs {
        writer.number(run.structs.len() as u64);
        writer.id(Id { client: run.client, clock: run.start() });
        run.structs.iter().for_each(|piece| writer.piece(piece));
    }
    writer.number(0);
    writer.bytes
}

#[derive(Default)]
struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    fn piece(&mut self, piece: &Struct<'_>) {
        let flag = |set: bool, flag: u8| if set { flag } else { 0 };
        let is_root = matches!(piece.parent, Parent::Root { .. });
        let flags =
            flag(piece.left.is_some(), HAS_LEFT) | flag(piece.right.is_some(), HAS_RIGHT) | flag(is_root, HAS_KEY);
        self.bytes.push(flags | piece.content.kind());
        piece.left.into_iter().chain(piece.right).for_each(|id| self.id(id));
        match piece.parent {
            Parent::Neighbours => {}
            Parent::Root { name, key } => {
                self.number(1);
                self.string(name);
                self.string(key);
            }
            Parent::Text(id) => {
                self.number(0);
                self.id(id);
            }
        }
        match &piece.content {
            Content::Gone => self.number(u64::from(piece.len)),
            Content::Words(words) => self.string(words),
            Content::Text => self.bytes.push(TYPE_TEXT),
            Content::Values(values) => {
                self.number(values.len() as u64);
                for value in values {
                    self.bytes.push(VALUE_STRING);
                    self.string(value);
                }
            }
        }
    }

    fn id(&mut self, id: Id) {
        self.number(id.client);
        self.number(u64::from(id.clock));
    }

    fn string(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }
}

impl Content<'_> {
    const fn kind(&self) -> u8 {
        match self {
            Self::Gone => GONE,
            Self::Words(_) => WORDS,
            Self::Values(_) => VALUES,
            Self::Text => TYPE,
        }
    }
}
