//! Undo while others edit: it takes back one's own and nothing else, and redo brings it back.
//!
//! Three people edit one draft, each hears of everything. Who wrote a register last, and who typed or deleted a letter
//! last, is written down beside it. What another person's undo brought back counts as written by that person.

use std::collections::{BTreeMap, BTreeSet};

use yrs::{GetString, Map, Transact};

use super::*;
use crate::document::edit::{Random, Write};

/// Everything that is written: registers by name, and letters in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Said {
    registers: BTreeMap<String, String>,
    letters: Vec<char>,
}

struct Story {
    team: Team,
    dice: Random,
    stamps: u32,
    /// Who wrote a register last.
    wrote: BTreeMap<String, usize>,
    /// Who typed a letter that is there, and who deleted one that is not.
    typed: BTreeMap<char, usize>,
    deleted: BTreeMap<char, usize>,
}

fn registers(draft: &Draft) -> BTreeMap<String, String> {
    let values = draft.registers().into_iter().filter_map(|write| match write {
        Write::Fact(key, value) => Some((format!("fact {key}"), value)),
        Write::Section(key, value) => Some((format!("section {key}"), value)),
        Write::Place(key, value) => Some((format!("place {key}"), value)),
        Write::Marks(key, value) => Some((format!("marks {key}"), value)),
        _ => None,
    });
    values.collect()
}

/// The letters that people typed, in all texts, hidden ones too, in order.
fn letters(draft: &Draft) -> Vec<char> {
    let transaction = &draft.doc.transact();
    let mut texts: Vec<(String, String)> = draft
        .roots
        .texts
        .iter(transaction)
        .filter_map(|(key, value)| value.cast::<yrs::TextRef>().ok().map(|text| (key.to_owned(), text)))
        .map(|(key, text)| (key, text.get_string(transaction)))
        .collect();
    texts.sort();
    let all = texts.iter().flat_map(|(_, text)| text.chars());
    all.filter(|letter| u32::from(*letter) >= 0x2_0000).collect()
}

impl Said {
    fn by(draft: &Draft) -> Self {
        Self { registers: registers(draft), letters: letters(draft) }
    }

    /// The registers that the other has otherwise.
    fn rewritten<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a String> {
        other.registers.iter().filter(|(key, value)| self.registers.get(*key) != Some(value)).map(|(key, _)| key)
    }

    /// The letters that the other lacks.
    fn lacking(&self, other: &Self) -> BTreeSet<char> {
        self.letters.iter().filter(|letter| !other.letters.contains(letter)).copied().collect()
    }

    /// The letters that the other has too, in order.
    fn common(&self, other: &Self) -> Vec<char> {
        self.letters.iter().filter(|letter| other.letters.contains(letter)).copied().collect()
    }
}

impl Story {
    fn of(people: usize, seed: u64) -> Self {
        let (wrote, typed, deleted) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Self { team: Team::of(people), dice: Random(seed), stamps: 0, wrote, typed, deleted }
    }

    fn roll(&mut self, sides: usize) -> usize {
        (self.dice.next() % sides as u64) as usize
    }

    /// Some letters that nobody else writes.
    fn words(&mut self) -> String {
        let count = 1 + self.roll(3);
        (0..count)
            .map(|_| {
                self.stamps += 1;
                char::from_u32(0x2_0000 + self.stamps).unwrap()
            })
            .collect()
    }

    fn operation(&mut self) -> Operation {
        let snapshot = self.team.snapshot();
        let lines: Vec<LineId> =
            snapshot.lines().map(|(_, line)| line.id.clone()).chain([line("a"), line("b")]).collect();
        let sections: Vec<SectionId> =
            snapshot.sections.iter().map(|one| one.id.clone()).chain([section("duties")]).collect();
        let (first, second) = (self.roll(lines.len()), self.roll(lines.len()));
        let id = lines[first].clone();
        let before = Some(lines[second].clone());
        let chosen = self.roll(sections.len());
        let section = sections[chosen].clone();
        match self.roll(13) {
            0 => Operation::SetFact { key: FactKey::Industry, value: self.words() },
            1 => Operation::RenameSection { id: section, heading: self.words() },
            2 => Operation::MoveSection { id: section, before: None },
            3 => Operation::RemoveSection { id: section },
            4 => Operation::RestoreSection { id: super::section("duties") },
            5 => Operation::AddSection {
                id: SectionId::from_random(self.dice.next()),
                kind: SectionKind::Overview,
                heading: self.words(),
                before: Some(section),
            },
            6 => add_line(LineId::from_random(self.dice.next()).as_str(), section.as_str(), &self.words()),
            7 | 8 => Operation::MoveLine { id, section, before },
            9 => Operation::RemoveLine { id },
            10 => Operation::SetRequirement { id, requirement: Requirement::ALL[self.stamps as usize % 3] },
            _ => {
                let (at, remove) = (self.roll(12) as u32, self.roll(5) as u32);
                Operation::SpliceText { id, at, remove, insert: self.words() }
            }
        }
    }

    /// Somebody does something, and everybody hears of it; what was said before and after.
    fn change(&mut self, person: usize, change: impl FnOnce(&mut Draft) -> bool) -> Option<(Said, Said)> {
        let before = Said::by(&self.team.drafts[person]);
        let changed = change(&mut self.team.drafts[person]);
        self.team.share();
        let after = Said::by(&self.team.drafts[person]);
        assert!(changed || before == after);
        changed.then_some((before, after))
    }

    fn note(&mut self, person: usize, before: &Said, after: &Said) {
        self.wrote.extend(before.rewritten(after).map(|register| (register.clone(), person)));
        self.typed.extend(after.lacking(before).into_iter().map(|letter| (letter, person)));
        self.deleted.extend(before.lacking(after).into_iter().map(|letter| (letter, person)));
    }

    fn edit(&mut self, person: usize) {
        let (operation, random) = (self.operation(), self.dice.next());
        let done = self.change(person, |draft| {
            draft.close_undo_step();
            draft.apply(&operation, random).is_ok_and(|update| !update.is_empty())
        });
        let Some((before, after)) = done else { return };
        self.note(person, &before, &after);
        if self.roll(4) > 0 {
            return;
        }
        // At once: everything is as it was, but what a new part began with.
        let Some((_, undone)) = self.change(person, |draft| draft.undo().is_some()) else { panic!("nothing to undo") };
        for (register, value) in &before.registers {
            assert_eq!(undone.registers.get(register), Some(value), "{register} by {operation:?}");
        }
        assert_eq!(undone.common(&before), before.letters, "by {operation:?}");
        self.note(person, &after, &undone);
    }

    /// Undo or redo, and perhaps the way back.
    fn step(&mut self, person: usize, is_undo: bool) {
        let take = |is_undo: bool| move |draft: &mut Draft| if is_undo { draft.undo() } else { draft.redo() }.is_some();
        let Some((before, after)) = self.change(person, take(is_undo)) else { return };
        for register in before.rewritten(&after) {
            assert_eq!(self.wrote.get(register), Some(&person), "{register} is not {person}'s");
        }
        for letter in before.lacking(&after) {
            assert_eq!(self.typed.get(&letter), Some(&person), "{letter} was typed by somebody else");
        }
        for letter in after.lacking(&before) {
            assert_eq!(self.deleted.get(&letter), Some(&person), "{letter} was deleted by somebody else");
        }
        assert_eq!(before.common(&after), after.common(&before), "what stays keeps its order");
        self.note(person, &before, &after);
        if self.roll(3) == 0 {
            let Some((_, back)) = self.change(person, take(!is_undo)) else { panic!("there is no way back") };
            assert_eq!(back, before, "the way back leads to where it began");
            self.note(person, &after, &back);
        }
    }
}

#[test]
fn undo_takes_back_ones_own_whatever_others_do_and_redo_brings_it_back() {
    for seed in 0..400 {
        let mut story = Story::of(3, seed);
        for _ in 0..40 {
            let person = story.roll(3);
            match story.roll(10) {
                0..=5 => story.edit(person),
                6..=8 => story.step(person, true),
                _ => story.step(person, false),
            }
        }
    }
}
