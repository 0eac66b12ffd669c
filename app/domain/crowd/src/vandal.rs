//! Somebody who writes the bytes of messages by hand, to do harm.
//!
//! [`Vandal::forge`] makes updates that are well formed for the most part: real ids, real names, plausible values, and
//! something about them that no editor does. [`spoil`] damages what an editor wrote.

use domain::document::{ClientId, Draft};

use crate::{Dice, vandal::writer::Writer};

mod values;
mod writer;

const LEFT: u8 = 0x80;
const RIGHT: u8 = 0x40;
const KEY: u8 = 0x20;

const GONE: u8 = 1;
const WORDS: u8 = 4;
const TYPE: u8 = 7;
const VALUES: u8 = 8;

/// Somebody with the draft in hand.
#[derive(Debug)]
pub struct Vandal {
    author: u64,
    /// Whose writing there is, and how much.
    clocks: Vec<(u64, u32)>,
    /// Names under which something is or could be: root and key.
    names: Vec<(&'static str, String)>,
}

impl Vandal {
    #[must_use]
    pub fn with(draft: &Draft, author: ClientId) -> Self {
        let snapshot = draft.snapshot();
        let mut names: Vec<(&str, String)> =
            ["title", "industry", "employerOverview", "nothing"].map(|fact| ("meta", fact.to_owned())).into();
        for section in &snapshot.sections {
            names.push(("sections", section.id.to_string()));
            names.push(("sections", format!("{}/heading", section.id)));
        }
        for (_, line) in snapshot.lines() {
            names.extend(["lines", "marks", "texts"].map(|root| (root, line.id.to_string())));
        }
        for (root, key) in [("sections", "new"), ("lines", "new"), ("marks", "new"), ("texts", "new"), ("other", "x")] {
            names.push((root, key.to_owned()));
        }
        Self { author: author.0, clocks: writer::read_state_vector(&draft.state_vector()), names }
    }

    /// An update.
    pub fn forge(&self, dice: &mut Dice) -> Vec<u8> {
        let mut out = Writer::default();
        let runs = if dice.chance(85) { 1 } else { dice.roll(4) };
        out.number(if dice.chance(2) { dice.bits() } else { runs as u64 });
        for _ in 0..runs {
            self.run(&mut out, dice);
        }
        self.deletions(&mut out, dice);
        if dice.chance(2) {
            out.byte(dice.byte());
        }
        out.bytes
    }

    fn run(&self, out: &mut Writer, dice: &mut Dice) {
        let pieces = 1 + dice.roll(4);
        let client = if dice.chance(85) { self.author } else { self.some_client(dice) };
        let known = self.clocks.iter().find(|(other, _)| *other == client).map_or(0, |(_, clock)| *clock);
        let clock = match dice.roll(20) {
            0 => known.wrapping_add(1 + dice.byte() as u32),
            1 => u32::MAX - dice.byte() as u32,
            2 | 3 => known.saturating_sub(dice.roll(4) as u32),
            _ => known,
        };
        out.number(if dice.chance(2) { dice.bits() >> 40 } else { pieces as u64 });
        out.id(client, clock);
        let mut next = clock;
        for _ in 0..pieces {
            next = next.wrapping_add(self.piece(out, dice, next));
        }
    }

    /// One piece; how long it says to be.
    fn piece(&self, out: &mut Writer, dice: &mut Dice, clock: u32) -> u32 {
        let kind = match dice.roll(20) {
            0..=7 => WORDS,
            8..=12 => VALUES,
            13 | 14 => GONE,
            15 | 16 => TYPE,
            _ => dice.byte() & 0x1f,
        };
        let (root, key) = dice.pick(&self.names).cloned().unwrap_or_default();
        let has_left = dice.chance(if kind == WORDS { 70 } else { 30 });
        let has_right = dice.chance(if kind == WORDS { 40 } else { 8 });
        let is_named = !dice.chance(20);
        let flags = [(has_left, LEFT), (has_right, RIGHT), (is_named, KEY)];
        out.byte(kind | flags.iter().filter(|(set, _)| *set).fold(0, |all, (_, flag)| all | flag));
        for _ in 0..usize::from(has_left) + usize::from(has_right) {
            let (client, clock) = self.some_id(dice, clock);
            out.id(client, clock);
        }
        if !has_left && !has_right {
            if is_named || dice.chance(30) {
                out.number(1);
                out.string(root);
                if is_named {
                    out.string(&key);
                }
            } else {
                out.number(u64::from(dice.byte() & 1));
                let (client, clock) = self.some_id(dice, clock);
                out.id(client, clock);
            }
        }
        self.content(out, dice, kind, (root, &key))
    }

    fn content(&self, out: &mut Writer, dice: &mut Dice, kind: u8, name: (&str, &str)) -> u32 {
        match kind {
            GONE | 0 | 10 => {
                let len = if dice.chance(20) { dice.bits() >> 33 } else { dice.roll(6) as u64 };
                out.number(len);
                len as u32
            }
            WORDS => values::words(out, dice),
            TYPE => {
                out.byte(if dice.chance(70) { 2 } else { dice.byte() % 9 });
                1
            }
            VALUES => {
                let count = if dice.chance(80) { 1 } else { dice.roll(4) };
                out.number(if dice.chance(4) { dice.bits() >> 34 } else { count as u64 });
                for _ in 0..count {
                    let section = self.names.iter().find(|(root, _)| *root == "sections").map_or("", |(_, key)| key);
                    values::value(out, dice, name, section);
                }
                count as u32
            }
            _ => {
                values::any(out, dice, 0);
                1
            }
        }
    }

    fn deletions(&self, out: &mut Writer, dice: &mut Dice) {
        let clients = if dice.chance(60) { 0 } else { 1 + dice.roll(2) };
        out.number(clients as u64);
        for _ in 0..clients {
            let client = self.some_client(dice);
            let reach = self.clocks.iter().find(|(other, _)| *other == client).map_or(8, |(_, clock)| *clock);
            let ranges = 1 + dice.roll(3);
            out.number(client);
            out.number(ranges as u64);
            let mut from: u32 = 0;
            for _ in 0..ranges {
                let (skipped, len) = (dice.roll(reach as usize) as u32, dice.roll(8) as u32);
                let start = if dice.chance(10) { skipped } else { from.saturating_add(skipped) };
                out.number(u64::from(start));
                out.number(if dice.chance(4) { dice.bits() >> 32 } else { u64::from(len) });
                from = start.saturating_add(len);
            }
        }
    }

    fn some_client(&self, dice: &mut Dice) -> u64 {
        match dice.roll(10) {
            0 => self.author,
            1 => dice.bits() >> dice.roll(64),
            _ => dice.pick(&self.clocks).map_or(1, |(client, _)| *client),
        }
    }

    /// Mostly one that is there, and often the very one that others chose, too.
    fn some_id(&self, dice: &mut Dice, own: u32) -> (u64, u32) {
        match dice.roll(12) {
            0 => (self.author, own.wrapping_sub(dice.roll(6) as u32)),
            1 => (self.author, own.wrapping_add(dice.roll(6) as u32)),
            2 => (self.some_client(dice), (dice.bits() >> 33) as u32),
            fate => {
                let (client, clock) = dice.pick(&self.clocks).copied().unwrap_or((1, 1));
                let is_last = (3..6).contains(&fate);
                (client, if is_last { clock.saturating_sub(1) } else { dice.roll(clock as usize) as u32 })
            }
        }
    }
}

/// Damages a message: bytes are changed, taken out, put in, cut off, or come from another one.
pub fn spoil(message: &mut Vec<u8>, other: &[u8], dice: &mut Dice) {
    for _ in 0..=dice.roll(3) {
        let index = dice.roll(message.len());
        match dice.roll(6) {
            0 if !message.is_empty() => message[index] = dice.byte(),
            1 if !message.is_empty() => message[index] ^= 1 << dice.roll(8),
            2 if !message.is_empty() => drop(message.remove(index)),
            3 => message.insert(index, dice.byte()),
            4 => message.truncate(index),
            _ => {
                let from = dice.roll(other.len());
                let to = from + dice.roll(other.len() - from);
                drop(message.splice(index..index, other[from..to].iter().copied()));
            }
        }
    }
}
