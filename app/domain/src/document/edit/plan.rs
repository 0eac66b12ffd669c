//! What each operation writes, and when it is refused.

use yrs::{ReadTxn, Transact, Transaction};

use super::{Plan, Random, Write};
use crate::{
    document::{
        Draft, HEADING_MAX_CHARS, LINE_MAX_BYTES, LINES_MAX, Operation, OperationError, SECTIONS_MAX,
        place_finder::position_before,
        read::{heading_key, register},
        registers::{Frame, Marks, Place},
        text,
    },
    ids::{LineId, SectionId},
    posting::{FactKey, ItemRef, SectionKind, fingerprint},
};

type Planned = Result<Plan, OperationError>;

impl Draft {
    pub(super) fn plan(&self, operation: &Operation, random: &mut Random) -> Planned {
        let view = &View { draft: self, transaction: self.doc.transact() };
        match operation {
            Operation::SetFact { key, value } => view.set_fact(*key, value),
            Operation::AddSection { id, kind, heading, before } => {
                view.add_section(id, *kind, heading, before.as_ref(), random)
            }
            Operation::RenameSection { id, heading } => view.rename_section(id, heading),
            Operation::MoveSection { id, before } => view.move_section(id, before.as_ref(), random),
            Operation::RemoveSection { id } => view.show_section(id, false),
            Operation::RestoreSection { id } => view.show_section(id, true),
            Operation::AddLine { id, section, before, text, source, requirement, level } => {
                let source = source.map(|source| (source, fingerprint(text)));
                let marks = Marks { source, requirement: *requirement, level: *level };
                view.add_line(id, (section, before.as_ref()), text, &marks, random)
            }
            Operation::MoveLine { id, section, before } => view.move_line(id, section, before.as_ref(), random),
            Operation::RemoveLine { id } => view.show_line(id, false),
            Operation::RestoreLine { id } => view.show_line(id, true),
            Operation::SetText { id, text } => view.set_text(id, text),
            Operation::SpliceText { id, at, remove, insert } => view.splice_text(id, *at, *remove, insert),
            Operation::SetRequirement { id, requirement } => {
                view.set_marks(id, |marks| marks.requirement = *requirement)
            }
            Operation::SetLevel { id, level } => view.set_marks(id, |marks| marks.level = *level),
            Operation::TakeSource { id, source, text } => view.take_source(id, *source, text),
        }
    }
}

/// The draft as it is while an operation is planned.
struct View<'a> {
    draft: &'a Draft,
    transaction: Transaction<'a>,
}

impl View<'_> {
    fn set_fact(&self, key: FactKey, value: &str) -> Planned {
        at_most(key.max_chars(), value.chars().count())?;
        let name = key.to_string();
        let old = register(&self.draft.roots.meta, &self.transaction, &name);
        if old.as_deref().unwrap_or_default() == value {
            return Ok(Plan::default());
        }
        // Undoing the first value of a fact shall leave an empty one: no register ever vanishes.
        let create = if old.is_none() { vec![Write::Fact(name.clone(), String::new())] } else { Vec::new() };
        Ok(Plan { create, ..Plan::edit(vec![Write::Fact(name, value.to_owned())]) })
    }

    fn add_section(
        &self,
        id: &SectionId,
        kind: SectionKind,
        heading: &str,
        before: Option<&SectionId>,
        random: &mut Random,
    ) -> Planned {
        at_most(HEADING_MAX_CHARS, heading.chars().count())?;
        if self.draft.frame(&self.transaction, id).is_some() {
            return Err(OperationError::DuplicateSection(id.clone()));
        }
        let siblings = self.draft.section_siblings(&self.transaction);
        room(siblings.len(), SECTIONS_MAX, OperationError::TooManySections)?;
        let position = position_before(&siblings, id, before, random.next());
        let frame = Frame { position, kind, locked: false, removed: false };
        let hidden = Frame { removed: true, ..frame.clone() };
        Ok(Plan {
            create: vec![
                Write::Section(id.to_string(), hidden.write()),
                Write::Section(heading_key(id), heading.to_owned()),
            ],
            ..Plan::edit(vec![Write::Section(id.to_string(), frame.write())])
        })
    }

    fn rename_section(&self, id: &SectionId, heading: &str) -> Planned {
        at_most(HEADING_MAX_CHARS, heading.chars().count())?;
        self.open_section(id)?;
        if self.draft.heading(&self.transaction, id) == heading {
            return Ok(Plan::default());
        }
        Ok(Plan::edit(vec![Write::Section(heading_key(id), heading.to_owned())]))
    }

    fn move_section(&self, id: &SectionId, before: Option<&SectionId>, random: &mut Random) -> Planned {
        let frame = self.open_section(id)?;
        let siblings = self.draft.section_siblings(&self.transaction);
        if stands_before(&siblings, id, before) {
            return Ok(Plan::default());
        }
        let position = position_before(&siblings, id, before, random.next());
        Ok(Plan::edit(vec![Write::Section(id.to_string(), Frame { position, ..frame }.write())]))
    }

    fn show_section(&self, id: &SectionId, shown: bool) -> Planned {
        let frame = self.open_section(id)?;
        if frame.removed != shown {
            return Ok(Plan::default());
        }
        if shown {
            let places = self.draft.places(&self.transaction);
            room(self.draft.frames(&self.transaction).len(), SECTIONS_MAX, OperationError::TooManySections)?;
            let returning = places.get(id).map_or(0, Vec::len);
            room((self.line_count() + returning).saturating_sub(1), LINES_MAX, OperationError::TooManyLines)?;
        }
        Ok(Plan::edit(vec![Write::Section(id.to_string(), Frame { removed: !shown, ..frame }.write())]))
    }

    fn add_line(
        &self,
        id: &LineId,
        (section, before): (&SectionId, Option<&LineId>),
        text: &str,
        marks: &Marks,
        random: &mut Random,
    ) -> Planned {
        at_most(LINE_MAX_BYTES, text.len())?;
        self.visible_section(section)?;
        if self.draft.place(&self.transaction, id).is_some() || self.draft.text(&self.transaction, id).is_some() {
            return Err(OperationError::DuplicateLine(id.clone()));
        }
        room(self.line_count(), LINES_MAX, OperationError::TooManyLines)?;
        let siblings = self.draft.line_siblings(&self.transaction, section);
        let position = position_before(&siblings, id, before, random.next());
        let place = Place { section: section.clone(), position, removed: false };
        let hidden = Place { removed: true, ..place.clone() };
        Ok(Plan {
            create: vec![
                Write::Place(id.to_string(), hidden.write()),
                Write::Marks(id.to_string(), marks.write()),
                Write::NewText(id.to_string(), text.to_owned()),
            ],
            ..Plan::edit(vec![Write::Place(id.to_string(), place.write())])
        })
    }

    fn move_line(&self, id: &LineId, section: &SectionId, before: Option<&LineId>, random: &mut Random) -> Planned {
        let place = self.open_line(id)?;
        self.visible_section(section)?;
        let siblings = self.draft.line_siblings(&self.transaction, section);
        if place.section == *section && stands_before(&siblings, id, before) {
            return Ok(Plan::default());
        }
        let position = position_before(&siblings, id, before, random.next());
        Ok(Plan::edit(vec![Write::Place(
            id.to_string(),
            Place { section: section.clone(), position, ..place }.write(),
        )]))
    }

    fn show_line(&self, id: &LineId, shown: bool) -> Planned {
        let place = self.open_line(id)?;
        if place.removed != shown {
            return Ok(Plan::default());
        }
        if shown {
            room(self.line_count(), LINES_MAX, OperationError::TooManyLines)?;
        }
        Ok(Plan::edit(vec![Write::Place(id.to_string(), Place { removed: !shown, ..place }.write())]))
    }

    fn set_text(&self, id: &LineId, text: &str) -> Planned {
        at_most(LINE_MAX_BYTES, text.len())?;
        self.open_line(id)?;
        if self.draft.words(&self.transaction, id) == text {
            return Ok(Plan::default());
        }
        Ok(Plan::typing(id, Write::SetText(id.to_string(), text.to_owned())))
    }

    fn splice_text(&self, id: &LineId, at: u32, remove: u32, insert: &str) -> Planned {
        self.open_line(id)?;
        let words = self.draft.words(&self.transaction, id);
        let (at, remove) = text::clamp(&words, at, remove);
        if remove == 0 && insert.is_empty() {
            return Ok(Plan::default());
        }
        if !insert.is_empty() {
            at_most(LINE_MAX_BYTES, words.len() + insert.len() - text::bytes_of(&words, at, remove))?;
        }
        Ok(Plan::typing(id, Write::SpliceText { line: id.to_string(), at, remove, insert: insert.to_owned() }))
    }

    fn set_marks(&self, id: &LineId, change: impl FnOnce(&mut Marks)) -> Planned {
        self.open_line(id)?;
        let old = self.draft.marks(&self.transaction, id);
        let mut new = old.clone();
        change(&mut new);
        if new == old { Ok(Plan::default()) } else { Ok(Plan::edit(vec![Write::Marks(id.to_string(), new.write())])) }
    }

    fn take_source(&self, id: &LineId, source: ItemRef, text: &str) -> Planned {
        let mut plan = self.set_marks(id, |marks| marks.source = Some((source, fingerprint(text))))?;
        plan.edit.extend(self.set_text(id, text)?.edit);
        Ok(plan)
    }

    /// A section that may be changed; it may be removed.
    fn open_section(&self, id: &SectionId) -> Result<Frame, OperationError> {
        match self.draft.frame(&self.transaction, id) {
            Some(frame) if frame.locked => Err(OperationError::Locked(id.clone())),
            Some(frame) => Ok(frame),
            None => Err(OperationError::UnknownSection(id.clone())),
        }
    }

    /// A section that lines may be put into.
    fn visible_section(&self, id: &SectionId) -> Result<(), OperationError> {
        if self.open_section(id)?.removed { Err(OperationError::UnknownSection(id.clone())) } else { Ok(()) }
    }

    /// A line that may be changed; it may be removed, for what is typed into it is kept.
    fn open_line(&self, id: &LineId) -> Result<Place, OperationError> {
        let place = self.draft.place(&self.transaction, id).ok_or_else(|| OperationError::UnknownLine(id.clone()))?;
        match self.draft.frame(&self.transaction, &place.section) {
            Some(frame) if frame.locked => Err(OperationError::Locked(place.section)),
            _ => Ok(place),
        }
    }

    fn line_count(&self) -> usize {
        self.draft.line_count(&self.transaction)
    }
}

impl Draft {
    /// How many lines can be seen.
    pub(in crate::document) fn line_count(&self, transaction: &impl ReadTxn) -> usize {
        let places = self.places(transaction);
        self.frames(transaction).iter().filter_map(|(id, _)| places.get(id)).map(Vec::len).sum()
    }
}

/// Is it there already?
fn stands_before<Id: PartialEq>(siblings: &[(Id, String)], id: &Id, before: Option<&Id>) -> bool {
    let Some(index) = siblings.iter().position(|(sibling, _)| sibling == id) else { return false };
    let next = siblings.get(index + 1).map(|(sibling, _)| sibling);
    before == Some(id) || next == before
}

fn at_most(max: usize, len: usize) -> Result<(), OperationError> {
    if len <= max { Ok(()) } else { Err(OperationError::TooLong { max }) }
}

/// Is there room for one more?
fn room(count: usize, max: usize, error: OperationError) -> Result<(), OperationError> {
    if count < max { Ok(()) } else { Err(error) }
}
