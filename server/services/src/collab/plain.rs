//! Editing without scripts: one form per line and section, one for the facts.
//!
//! A form says what it was filled with (`was`), so that only what the person changed is written: words that others
//! wrote meanwhile stay, and two changes to the same words come back as a conflict with what was typed kept.

use domain::{
    accounts::Actor,
    document::{Operation, line_step, merged, section_step},
    ids::{LineId, PostingId, SectionId},
    permissions::Action,
    posting::{FactKey, Facts, Level, Line, Requirement, Section, SectionKind},
};

use crate::{Result, ServiceError, Services};

/// What a form says about a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineForm {
    pub text: String,
    pub requirement: Requirement,
    pub level: Option<Level>,
}

/// What else a button of a line's or section's form does, after what was typed is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    Stay,
    Up,
    Down,
    Remove,
    /// A line only: back to the library's present words.
    Revert,
}

/// A part that was removed and can be put back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Removed {
    Line(LineId),
    Section(SectionId),
}

impl Services {
    /// # Errors
    /// As [`Services::edit_draft`], and [`ServiceError::Conflict`] when somebody changed the same words meanwhile.
    pub async fn edit_line(
        &self,
        actor: &Actor,
        posting: PostingId,
        id: &LineId,
        was: &LineForm,
        form: &LineForm,
        then: Then,
    ) -> Result<()> {
        let revert = if then == Then::Revert { Some(self.library_words(actor, posting, id).await?) } else { None };
        let plan = |snapshot: &domain::posting::Snapshot| {
            let (_, line) = snapshot.line(id).ok_or_else(gone)?;
            let mut operations = line_operations(line, was, form)?;
            operations.extend(match then {
                Then::Stay => None,
                Then::Up | Then::Down => line_step(&snapshot.sections, id, then == Then::Down),
                Then::Remove => Some(Operation::RemoveLine { id: id.clone() }),
                Then::Revert => revert,
            });
            Ok(operations)
        };
        self.edit_as_it_is(actor, posting, plan).await?;
        Ok(())
    }

    async fn library_words(&self, actor: &Actor, posting: PostingId, id: &LineId) -> Result<Operation> {
        self.read_posting(actor, posting).await?.permit_now(actor, Action::EditPosting)?;
        let (draft, _) = self.load_draft(posting).await?;
        let snapshot = draft.snapshot();
        let source = snapshot.line(id).and_then(|(_, line)| line.origin.source()).ok_or_else(gone)?;
        let item = self.current_item(actor, source.item).await?;
        Ok(Operation::TakeSource { id: id.clone(), source: item.source(), text: item.body })
    }

    /// # Errors
    /// As [`Services::edit_draft`].
    pub async fn add_line(
        &self,
        actor: &Actor,
        posting: PostingId,
        section: SectionId,
        form: &LineForm,
    ) -> Result<LineId> {
        if form.text.trim().is_empty() {
            return Err(ServiceError::invalid("text", "Write the line first."));
        }
        let id = LineId::from_random(self.edges.random.bits());
        let line = Operation::AddLine {
            id: id.clone(),
            section,
            before: None,
            text: form.text.clone(),
            source: None,
            requirement: form.requirement,
            level: form.level,
        };
        self.edit_draft(actor, posting, &[line]).await?;
        Ok(id)
    }

    /// # Errors
    /// As [`Services::edit_line`].
    pub async fn edit_section(
        &self,
        actor: &Actor,
        posting: PostingId,
        id: &SectionId,
        was: &str,
        heading: &str,
        then: Then,
    ) -> Result<()> {
        let plan = |snapshot: &domain::posting::Snapshot| {
            let section = snapshot.section(id).ok_or_else(gone)?;
            let mut operations: Vec<Operation> = heading_operation(section, was, heading)?.into_iter().collect();
            operations.extend(match then {
                Then::Stay | Then::Revert => None,
                Then::Up | Then::Down => section_step(&snapshot.sections, id, then == Then::Down),
                Then::Remove => Some(Operation::RemoveSection { id: id.clone() }),
            });
            Ok(operations)
        };
        self.edit_as_it_is(actor, posting, plan).await?;
        Ok(())
    }

    /// # Errors
    /// As [`Services::edit_draft`].
    pub async fn add_section(&self, actor: &Actor, posting: PostingId, kind: SectionKind) -> Result<SectionId> {
        let id = SectionId::from_random(self.edges.random.bits());
        let (section, heading) = (id.clone(), kind.label().to_owned());
        let add = Operation::AddSection { id: section, kind, heading, before: None };
        self.edit_draft(actor, posting, &[add]).await?;
        Ok(id)
    }

    /// Writes the facts that differ from what the form was filled with.
    ///
    /// # Errors
    /// As [`Services::edit_line`]; [`ServiceError::Invalid`] names the fact that is too long.
    pub async fn save_facts(
        &self,
        actor: &Actor,
        posting: PostingId,
        was: &Facts,
        form: &[(FactKey, String)],
    ) -> Result<()> {
        if let Some((key, _)) = form.iter().find(|(key, value)| value.chars().count() > key.max_chars()) {
            let sentence = format!("That is too long; the limit is {} characters.", key.max_chars());
            return Err(ServiceError::invalid(&key.to_string(), sentence));
        }
        let plan = |snapshot: &domain::posting::Snapshot| {
            let changed = form.iter().filter(|(key, value)| was.get(*key) != value);
            changed.map(|(key, value)| fact_operation(*key, was, value, &snapshot.facts)).collect()
        };
        self.edit_as_it_is(actor, posting, plan).await?;
        Ok(())
    }

    /// # Errors
    /// As [`Services::edit_draft`].
    pub async fn put_back(&self, actor: &Actor, posting: PostingId, removed: Removed) -> Result<()> {
        let operation = match removed {
            Removed::Line(id) => Operation::RestoreLine { id },
            Removed::Section(id) => Operation::RestoreSection { id },
        };
        self.edit_draft(actor, posting, &[operation]).await?;
        Ok(())
    }
}

fn line_operations(line: &Line, was: &LineForm, form: &LineForm) -> Result<Vec<Operation>> {
    let id = || line.id.clone();
    let mut operations = Vec::new();
    let text = merged(&was.text, &form.text, &line.text).ok_or_else(|| both_changed(&line.text))?;
    if text != line.text {
        operations.push(Operation::SetText { id: id(), text });
    }
    if form.requirement != was.requirement {
        operations.push(Operation::SetRequirement { id: id(), requirement: form.requirement });
    }
    if form.level != was.level {
        operations.push(Operation::SetLevel { id: id(), level: form.level });
    }
    Ok(operations)
}

fn heading_operation(section: &Section, was: &str, heading: &str) -> Result<Option<Operation>> {
    if heading == was {
        return Ok(None);
    }
    let heading = merged(was, heading, &section.heading).ok_or_else(|| both_changed(&section.heading))?;
    Ok(Some(Operation::RenameSection { id: section.id.clone(), heading }))
}

/// Prose is merged with what others wrote; everything else is what the form says.
fn fact_operation(key: FactKey, was: &Facts, value: &str, now: &Facts) -> Result<Operation> {
    if !key.is_prose() {
        return Ok(Operation::SetFact { key, value: value.to_owned() });
    }
    let theirs = now.get(key);
    let value = merged(was.get(key), value, theirs).ok_or_else(|| both_changed(theirs))?;
    Ok(Operation::SetFact { key, value })
}

fn both_changed(theirs: &str) -> ServiceError {
    ServiceError::Conflict(format!(
        "Somebody changed the same words meanwhile. They now read “{theirs}”. Yours stand in the field; save again to use them."
    ))
}

fn gone() -> ServiceError {
    ServiceError::Conflict("This part is not in the draft any more: somebody removed it meanwhile.".to_owned())
}
