//! The parts of a draft without their ids: how a posting is cloned, and how one starts from a template.

use serde::{Deserialize, Serialize};
use yrs::Transact;

use super::{
    ClientId, Draft, Field, HEADING_MAX_CHARS, LINE_MAX_BYTES, LINES_MAX, OperationError, SECTIONS_MAX,
    edit::Write,
    place_finder::positions_in_a_row,
    registers::{Frame, Marks, Place, is_fingerprint},
};
use crate::{
    ids::{LineId, SectionId},
    posting::{FactKey, Facts, ItemRef, Level, Requirement, SectionKind},
};

/// A section to be, or a section without its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewSection {
    pub kind: SectionKind,
    pub heading: String,
    pub locked: bool,
    pub lines: Vec<NewLine>,
}

/// A line to be, or a line without its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewLine {
    pub text: String,
    /// The library item, and the [`crate::posting::fingerprint`] of *its* wording: a text that differs from it is an
    /// override. Anything that is no fingerprint makes an override, too.
    pub source: Option<(ItemRef, String)>,
    pub requirement: Requirement,
    pub level: Option<Level>,
}

/// Everything that one can see in a draft, without ids.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parts {
    pub sections: Vec<NewSection>,
    pub facts: Facts,
}

impl Draft {
    /// A new draft with fresh ids. `random` gives 64 fresh random bits each time.
    ///
    /// # Errors
    /// [`OperationError`] when the parts are more or longer than a draft has room for.
    pub fn from_parts(
        client: ClientId,
        sections: &[NewSection],
        facts: &Facts,
        mut random: impl FnMut() -> u64,
    ) -> Result<Self, OperationError> {
        check(sections, facts)?;
        let mut draft = Self::new(client);
        let mut writes = write_facts(facts);
        let seed = random();
        let mut position_bits = super::edit::Random(seed);
        for (section, position) in sections.iter().zip(positions_in_a_row(|| position_bits.next())) {
            let id = SectionId::from_random(random());
            let frame = Frame { position, kind: section.kind, locked: section.locked, removed: false };
            writes.push(Write::Section(id.to_string(), frame.write()));
            writes.push(Write::NewText(Field::Heading(id.clone()).to_string(), section.heading.clone()));
            write_lines(&mut writes, &id, &section.lines, &mut random);
        }
        drop(draft.create(writes));
        Ok(draft)
    }

    /// What the draft says, for [`Draft::from_parts`] of another posting.
    #[must_use]
    pub fn parts(&self) -> Parts {
        let snapshot = self.snapshot();
        let transaction = &self.doc.transact();
        let line = |line: crate::posting::Line| NewLine {
            source: self.marks(transaction, &line.id).source,
            text: line.text,
            requirement: line.requirement,
            level: line.level,
        };
        let sections = snapshot.sections.into_iter().map(|section| NewSection {
            kind: section.kind,
            heading: section.heading,
            locked: section.locked,
            lines: section.lines.into_iter().map(line).collect(),
        });
        Parts { sections: sections.collect(), facts: snapshot.facts }
    }
}

/// Prose is a text even where nobody has written any yet.
fn write_facts(facts: &Facts) -> Vec<Write> {
    let values = facts.iter().filter(|(key, _)| !key.is_prose());
    let texts = FactKey::prose().map(|key| Write::NewText(Field::Fact(key).to_string(), facts.get(key).to_owned()));
    values.map(|(key, value)| Write::Fact(key.to_string(), value.to_owned())).chain(texts).collect()
}

fn write_lines(writes: &mut Vec<Write>, section: &SectionId, lines: &[NewLine], random: &mut impl FnMut() -> u64) {
    let mut position_bits = super::edit::Random(random());
    for (line, position) in lines.iter().zip(positions_in_a_row(|| position_bits.next())) {
        let id = LineId::from_random(random()).to_string();
        let place = Place { section: section.clone(), position, removed: false };
        let source = line
            .source
            .clone()
            .map(|(item, print)| (item, if is_fingerprint(&print) { print } else { NO_WORDING.to_owned() }));
        let marks = Marks { source, requirement: line.requirement, level: line.level };
        writes.push(Write::Place(id.clone(), place.write()));
        writes.push(Write::Marks(id.clone(), marks.write()));
        writes.push(Write::NewText(id, line.text.clone()));
    }
}

/// A fingerprint that no text will have.
const NO_WORDING: &str = "0000000000000000";

fn check(sections: &[NewSection], facts: &Facts) -> Result<(), OperationError> {
    let too_long = |max, len: usize| if len > max { Err(OperationError::TooLong { max }) } else { Ok(()) };
    if sections.len() > SECTIONS_MAX {
        return Err(OperationError::TooManySections);
    }
    if sections.iter().map(|section| section.lines.len()).sum::<usize>() > LINES_MAX {
        return Err(OperationError::TooManyLines);
    }
    for (key, value) in facts.iter() {
        too_long(key.max_chars(), value.chars().count())?;
    }
    for section in sections {
        too_long(HEADING_MAX_CHARS, section.heading.chars().count())?;
        section.lines.iter().try_for_each(|line| too_long(LINE_MAX_BYTES, line.text.len()))?;
    }
    Ok(())
}
