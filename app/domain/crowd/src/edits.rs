//! What people do to a draft, at random.
//!
//! Whatever somebody writes carries a *stamp*: a character that nobody else writes. A stamp that is seen twice has been
//! doubled, and a stamp tells who wrote it.

use domain::{
    document::{ClientId, Draft, NewLine, NewSection, Operation, OperationError},
    ids::{LineId, SectionId},
    posting::{FactKey, Facts, ItemRef, Level, Requirement, SectionKind, Snapshot},
};

use crate::Dice;

/// The characters that are stamps: each takes two UTF-16 units, so that every story has pairs to tear apart.
pub const STAMPS: std::ops::Range<u32> = 0x2_0000..0x2_A000;

/// Bits of words that are easily torn apart: a pair, a combined letter, a joined family, right to left.
const WORDS: &[&str] = &["", "", " and ", "Rust ", "😀", "e\u{301}", "👩\u{200d}💻", "שלום", "한", "x"];

/// One thing that somebody does.
#[derive(Debug, Clone)]
pub enum Turn {
    /// One operation, or several as one step.
    Edit(Vec<Operation>),
    Undo,
    Redo,
    /// A pause: what is typed next is a step of its own.
    Pause,
}

/// Those who edit one draft, and every part of it that they ever heard of, removed ones included.
#[derive(Debug, Default)]
pub struct Crowd {
    lines: Vec<LineId>,
    sections: Vec<SectionId>,
    stamped: u32,
    /// Lines come from library items that exist in no library.
    makes_up_items: bool,
}

/// The stamps in a text.
pub fn stamps(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|character| STAMPS.contains(&u32::from(*character)))
}

impl Crowd {
    /// A draft to start with: two open sections of three lines each, a locked one, and a title.
    ///
    /// # Errors
    /// Never: it is a small draft.
    pub fn gather(server: ClientId) -> Result<(Self, Draft), OperationError> {
        let mut stamped = 0;
        let mut line = |number: usize| NewLine {
            text: format!("Line {number} {} 😀 of the posting", next_stamp(&mut stamped).unwrap_or_default()),
            source: None,
            requirement: Requirement::Plain,
            level: None,
        };
        let mut section = |kind, locked| NewSection {
            kind,
            heading: format!("{kind}"),
            locked,
            lines: (0..if locked { 1 } else { 3 }).map(&mut line).collect(),
        };
        let sections = [
            section(SectionKind::Overview, false),
            section(SectionKind::Responsibilities, false),
            section(SectionKind::Disclosures, true),
        ];
        let mut facts = Facts::default();
        facts.set(FactKey::Title, "Developer");
        let mut random = 0;
        let draft = Draft::from_parts(server, &sections, &facts, || {
            random += 1;
            random
        })?;
        Ok((Self { makes_up_items: true, stamped, ..Self::around(&draft.snapshot()) }, draft))
    }

    /// People around a draft that is there, who leave the library alone.
    #[must_use]
    pub fn around(snapshot: &Snapshot) -> Self {
        let sections = snapshot.sections.iter().map(|section| section.id.clone());
        let lines = snapshot.lines().map(|(_, line)| line.id.clone());
        Self { sections: sections.collect(), lines: lines.collect(), ..Self::default() }
    }

    /// What somebody who sees this does next. Not all of it can be done: parts may be locked or gone.
    pub fn turn(&mut self, seen: &Snapshot, dice: &mut Dice) -> Turn {
        match dice.roll(20) {
            0 | 1 => Turn::Undo,
            2 => Turn::Redo,
            3 => Turn::Pause,
            4 => Turn::Edit((0..2 + dice.roll(3)).map(|_| self.operation(seen, dice)).collect()),
            _ => Turn::Edit(vec![self.operation(seen, dice)]),
        }
    }

    /// One operation.
    pub fn operation(&mut self, seen: &Snapshot, dice: &mut Dice) -> Operation {
        match dice.roll(27) {
            0 => self.write_fact(dice),
            1 => self.add_section(seen, dice),
            24 => self.type_into_fact(seen, dice),
            25 => self.type_into_heading(seen, dice),
            2 => Operation::RenameSection { id: self.section(seen, dice), heading: self.words(dice) },
            3 => Operation::MoveSection { id: self.section(seen, dice), before: some_section(seen, dice) },
            4 => Operation::RemoveSection { id: self.section(seen, dice) },
            5 | 6 => Operation::RestoreSection { id: self.section(seen, dice) },
            7 | 8 => self.add_line(seen, dice),
            9..=12 => Operation::MoveLine {
                id: self.line(seen, dice),
                section: self.section(seen, dice),
                before: some_line(seen, dice),
            },
            13 => Operation::RemoveLine { id: self.line(seen, dice) },
            14 => Operation::RestoreLine { id: self.line(seen, dice) },
            15 => Operation::SetRequirement { id: self.line(seen, dice), requirement: one_of(Requirement::ALL, dice) },
            16 => Operation::SetLevel { id: self.line(seen, dice), level: dice.pick(Level::ALL).copied() },
            17 => self.take_source(seen, dice),
            18 | 19 => self.reword(seen, dice),
            _ => self.type_words(seen, dice),
        }
    }

    fn write_fact(&mut self, dice: &mut Dice) -> Operation {
        // A few facts, so that people meet in them.
        let key = one_of(&[FactKey::Title, FactKey::Industry, FactKey::EmployerOverview], dice);
        Operation::SetFact { key, value: if dice.chance(20) { String::new() } else { self.words(dice) } }
    }

    fn add_section(&mut self, seen: &Snapshot, dice: &mut Dice) -> Operation {
        let id = SectionId::from_random(dice.bits());
        self.sections.push(id.clone());
        let before = some_section(seen, dice);
        Operation::AddSection { id, kind: one_of(SectionKind::ALL, dice), heading: self.words(dice), before }
    }

    fn add_line(&mut self, seen: &Snapshot, dice: &mut Dice) -> Operation {
        let id = LineId::from_random(dice.bits());
        self.lines.push(id.clone());
        Operation::AddLine {
            id,
            section: self.section(seen, dice),
            before: some_line(seen, dice),
            text: self.words(dice),
            source: self.item(dice).filter(|_| dice.chance(30)),
            requirement: one_of(Requirement::ALL, dice),
            level: None,
        }
    }

    fn take_source(&mut self, seen: &Snapshot, dice: &mut Dice) -> Operation {
        let (id, text) = (self.line(seen, dice), self.words(dice));
        match self.item(dice) {
            Some(source) => Operation::TakeSource { id, source, text },
            None => Operation::SetText { id, text },
        }
    }

    /// Writes a line anew, and leaves its beginning or its end.
    fn reword(&mut self, seen: &Snapshot, dice: &mut Dice) -> Operation {
        let id = self.line(seen, dice);
        let old: Vec<char> = seen.line(&id).map(|(_, line)| line.text.chars().collect()).unwrap_or_default();
        let (start, end) = old.split_at(dice.roll(old.len() + 1));
        let (kept, new) = (dice.chance(50), self.words(dice));
        let text = if kept { start.iter().collect::<String>() + &new } else { new + &end.iter().collect::<String>() };
        Operation::SetText { id, text }
    }

    /// Types, deletes, or types over a selection; offsets may lie inside a character or past the end.
    fn type_words(&mut self, seen: &Snapshot, dice: &mut Dice) -> Operation {
        let id = self.line(seen, dice);
        let (at, remove, insert) = self.splice(seen.line(&id).map_or("", |(_, line)| line.text.as_str()), dice);
        Operation::SpliceText { id, at, remove, insert }
    }

    fn type_into_heading(&mut self, seen: &Snapshot, dice: &mut Dice) -> Operation {
        let id = self.section(seen, dice);
        let (at, remove, insert) = self.splice(seen.section(&id).map_or("", |section| section.heading.as_str()), dice);
        Operation::SpliceHeading { id, at, remove, insert }
    }

    fn type_into_fact(&mut self, seen: &Snapshot, dice: &mut Dice) -> Operation {
        let key = one_of(&[FactKey::Title, FactKey::EmployerOverview], dice);
        let (at, remove, insert) = self.splice(seen.facts.get(key), dice);
        Operation::SpliceFact { key, at, remove, insert }
    }

    /// A replacement somewhere in a text: where, how much of it, and by what.
    fn splice(&mut self, text: &str, dice: &mut Dice) -> (u32, u32, String) {
        let at = u32::try_from(dice.roll(text.encode_utf16().count() + 2)).unwrap_or(0);
        let remove = if dice.chance(50) { 0 } else { u32::try_from(dice.roll(12)).unwrap_or(0) };
        let insert = if remove > 0 && dice.chance(50) { String::new() } else { self.words(dice) };
        (at, remove, insert)
    }

    /// Words with a stamp.
    fn words(&mut self, dice: &mut Dice) -> String {
        let stamp = next_stamp(&mut self.stamped);
        let mut word = || dice.pick(WORDS).copied().unwrap_or_default();
        let (before, after) = (word(), word());
        before.chars().chain(stamp).chain(after.chars()).collect()
    }

    fn item(&self, dice: &mut Dice) -> Option<ItemRef> {
        let item = format!("0192d7a5-0000-7000-8000-00000000000{}@1", dice.roll(3));
        item.parse().ok().filter(|_| self.makes_up_items)
    }

    /// Mostly one that is seen.
    fn line(&self, seen: &Snapshot, dice: &mut Dice) -> LineId {
        let visible = if dice.chance(85) { some_line(seen, dice) } else { None };
        visible.or_else(|| dice.pick(&self.lines).cloned()).unwrap_or_else(|| LineId::from_random(0))
    }

    fn section(&self, seen: &Snapshot, dice: &mut Dice) -> SectionId {
        let visible = if dice.chance(80) { some_section(seen, dice) } else { None };
        visible.or_else(|| dice.pick(&self.sections).cloned()).unwrap_or_else(|| SectionId::from_random(0))
    }
}

fn next_stamp(stamped: &mut u32) -> Option<char> {
    *stamped += 1;
    char::from_u32(STAMPS.start + *stamped).filter(|stamp| STAMPS.contains(&u32::from(*stamp)))
}

fn some_line(seen: &Snapshot, dice: &mut Dice) -> Option<LineId> {
    let count = seen.lines().count();
    let line = seen.lines().nth(dice.roll(count + 1));
    line.map(|(_, line)| line.id.clone())
}

fn some_section(seen: &Snapshot, dice: &mut Dice) -> Option<SectionId> {
    let index = dice.roll(seen.sections.len() + 1);
    seen.sections.get(index).map(|section| section.id.clone())
}

fn one_of<T: Copy>(list: &[T], dice: &mut Dice) -> T {
    list[dice.roll(list.len())]
}
