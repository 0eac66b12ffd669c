//! What each operation writes, and when it is refused.

use yrs::{ReadTxn, Transact, Transaction};

use super::{Plan, Random, Write};
use crate::{
    document::{
        Draft, Field, LINES_MAX, Operation, OperationError, SECTIONS_MAX,
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
            Operation::SetFact { key, value } => view.set_words(Field::Fact(*key), value),
            Operation::SpliceFact { key, at, remove, insert } => view.splice(Field::Fact(*key), *at, *remove, insert),
            Operation::AddSection { id, kind, heading, before } => {
                view.add_section(id, *kind, heading, before.as_ref(), random)
            }
            Operation::RenameSection { id, heading } => view.set_words(Field::Heading(id.clone()), heading),
            Operation::SpliceHeading { id, at, remove, insert } => {
                view.splice(Field::Heading(id.clone()), *at, *remove, insert)
            }
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
            Operation::SetText { id, text } => view.set_words(Field::Line(id.clone()), text),
            Operation::SpliceText { id, at, remove, insert } => {
                view.splice(Field::Line(id.clone()), *at, *remove, insert)
            }
            Operation::SetRequirement { id, requirement } => {
                view.set_marks(id, |marks| marks.requirement = *requirement)
            }
            Operation::SetLevel { id, level } => view.set_marks(id, |marks| marks.level = *level),
            Operation::TakeSource { id, source, text } => view.take_source(id, *source, text),
        }
    }
}

impl Draft {
    pub(super) fn plan_unlock(&self, id: &SectionId) -> Planned {
        let frame = self.frame(&self.doc.transact(), id).filter(|frame| !frame.removed);
        let frame = frame.ok_or_else(|| OperationError::UnknownSection(id.clone()))?;
        if !frame.locked {
            return Ok(Plan::default());
        }
        Ok(Plan::edit(vec![Write::Section(id.to_string(), Frame { locked: false, ..frame }.write())]))
    }
}

/// The draft as it is while an operation is planned.
struct View<'a> {
    draft: &'a Draft,
    transaction: Transaction<'a>,
}

impl View<'_> {
    /// Makes a field say this.
    fn set_words(&self, field: Field, new: &str) -> Planned {
        fits(&field, new)?;
        self.open_field(&field)?;
        if self.draft.wording(&self.transaction, &field) == new {
            return Ok(Plan::default());
        }
        if !self.draft.has_text(&self.transaction, &field) {
            return Ok(self.set_register(&field, new.to_owned()));
        }
        let write = Write::SetText(field.to_string(), new.to_owned());
        Ok(Plan::typing(field, write))
    }

    fn splice(&self, field: Field, at: u32, remove: u32, insert: &str) -> Planned {
        self.open_field(&field)?;
        let words = self.draft.wording(&self.transaction, &field);
        let (at, remove) = text::clamp(&words, at, remove);
        if remove == 0 && insert.is_empty() {
            return Ok(Plan::default());
        }
        let new = text::spliced(&words, at, remove, insert);
        if !insert.is_empty() {
            fits(&field, &new)?;
        }
        if !self.draft.has_text(&self.transaction, &field) {
            return Ok(self.set_register(&field, new));
        }
        let write = Write::SpliceText { text: field.to_string(), at, remove, insert: insert.to_owned() };
        Ok(Plan::typing(field, write))
    }

    /// What is no text, or none yet, is written as a whole.
    fn set_register(&self, field: &Field, new: String) -> Plan {
        match field {
            Field::Fact(key) => self.set_fact(*key, new),
            Field::Heading(id) => Plan::edit(vec![Write::Section(heading_key(id), new)]),
            Field::Line(_) => Plan::default(),
        }
    }

    fn set_fact(&self, key: FactKey, value: String) -> Plan {
        let name = key.to_string();
        let is_there = register(&self.draft.roots.meta, &self.transaction, &name).is_some();
        // Undoing the first value of a fact shall leave an empty one: no register ever vanishes.
        let create = if is_there { Vec::new() } else { vec![Write::Fact(name.clone(), String::new())] };
        Plan { create, ..Plan::edit(vec![Write::Fact(name, value)]) }
    }

    fn add_section(
        &self,
        id: &SectionId,
        kind: SectionKind,
        heading: &str,
        before: Option<&SectionId>,
        random: &mut Random,
    ) -> Planned {
        let field = Field::Heading(id.clone());
        fits(&field, heading)?;
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
                Write::NewText(field.to_string(), heading.to_owned()),
            ],
            ..Plan::edit(vec![Write::Section(id.to_string(), frame.write())])
        })
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
        let field = Field::Line(id.clone());
        fits(&field, text)?;
        self.visible_section(section)?;
        if self.draft.place(&self.transaction, id).is_some() || self.draft.has_text(&self.transaction, &field) {
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

    fn set_marks(&self, id: &LineId, change: impl FnOnce(&mut Marks)) -> Planned {
        self.open_line(id)?;
        let old = self.draft.marks(&self.transaction, id);
        let mut new = old.clone();
        change(&mut new);
        if new == old { Ok(Plan::default()) } else { Ok(Plan::edit(vec![Write::Marks(id.to_string(), new.write())])) }
    }

    fn take_source(&self, id: &LineId, source: ItemRef, text: &str) -> Planned {
        let mut plan = self.set_marks(id, |marks| marks.source = Some((source, fingerprint(text))))?;
        plan.edit.extend(self.set_words(Field::Line(id.clone()), text)?.edit);
        Ok(plan)
    }

    /// Whether a field may be written in.
    fn open_field(&self, field: &Field) -> Result<(), OperationError> {
        match field {
            Field::Line(id) => self.open_line(id).map(|_| ()),
            Field::Heading(id) => self.open_section(id).map(|_| ()),
            Field::Fact(_) => Ok(()),
        }
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

fn fits(field: &Field, text: &str) -> Result<(), OperationError> {
    let measure = field.measure(text);
    if measure.fits() { Ok(()) } else { Err(OperationError::TooLong { max: measure.max }) }
}

/// Is there room for one more?
fn room(count: usize, max: usize, error: OperationError) -> Result<(), OperationError> {
    if count < max { Ok(()) } else { Err(error) }
}
