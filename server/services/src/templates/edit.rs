//! Changing the working copy of a template: what each form of its page does.

use domain::{
    accounts::Actor,
    events::Event,
    ids::{ItemId, LineId, SectionId, TemplateId},
    posting::{FactKey, SectionKind},
    templates::{LineWords, Template, TemplateEdit, TemplateError},
};
use storage::TemplateRecord;

use super::{may_curate, take_to_edit};
use crate::{Result, ServiceError, Services, Then};

/// What a form asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplateChange {
    Describe {
        name: String,
        description: String,
    },
    /// Facts as they were typed; an empty one is not preset.
    PresetFacts(Vec<(FactKey, String)>),
    AddSection {
        kind: SectionKind,
        heading: String,
    },
    Section {
        id: SectionId,
        heading: String,
        locked: bool,
        then: Then,
    },
    AddItem {
        section: SectionId,
        item: ItemId,
    },
    AddLine {
        section: SectionId,
        text: String,
    },
    Line {
        id: LineId,
        /// None for a line that names an item.
        text: Option<String>,
        then: Then,
    },
    /// Names what replaces the item of a line, instead of the item.
    Replace(LineId),
}

/// Where to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditedTemplate {
    pub slug: String,
    /// The part of the page that was changed; empty when that is gone.
    pub place: String,
}

impl Services {
    /// # Errors
    /// [`ServiceError::Refused`] to all but curators, [`ServiceError::Invalid`] with the field that is wrong,
    /// [`ServiceError::Conflict`] when somebody else edited the template meanwhile, the part is gone, or the template is archived,
    /// [`ServiceError::NotFound`] when there is no such template.
    pub async fn edit_template(
        &self,
        actor: &Actor,
        id: TemplateId,
        edition: u32,
        change: TemplateChange,
    ) -> Result<EditedTemplate> {
        may_curate(actor)?;
        if let TemplateChange::AddItem { item, .. } = change {
            self.current_item(actor, item).await?;
        }
        let replacement = match &change {
            TemplateChange::Replace(line) => Some(self.replacement_in(id, line).await?),
            _ => None,
        };
        let (edits, place) = self.steps(change, replacement);
        let work = self.storage.begin().await?;
        let record = take_to_edit(&work, id, edition).await?;
        let mut content = record.content.clone();
        edits.into_iter().try_for_each(|edit| content.apply(edit)).map_err(impossible)?;
        let slug = record.slug.clone();
        if content != record.content {
            if content.name != record.content.name && self.is_named(&work, &content.name, id).await? {
                return Err(name_taken());
            }
            let edited = self.edited(record, content);
            work.templates().save(&edited).await?;
            let name = edited.content.name;
            self.record(&work, Some(actor), &[Event::TemplateEdited { template: id, name }]);
            work.commit().await?;
        }
        Ok(EditedTemplate { slug, place })
    }

    /// The template with another working copy.
    pub(super) fn edited(&self, record: TemplateRecord, content: Template) -> TemplateRecord {
        TemplateRecord { content, edition: record.edition + 1, updated_at: self.now(), ..record }
    }

    /// What is to be used instead of the item that a line names.
    async fn replacement_in(&self, id: TemplateId, line: &LineId) -> Result<ItemId> {
        let catalogue = self.catalogue().await?;
        let work = self.storage.begin().await?;
        let record = work.templates().lock(id).await?.ok_or(ServiceError::NotFound)?;
        let item = record.content.item_of(line).ok_or_else(|| impossible(TemplateError::UnknownLine))?;
        let now = catalogue.find(item).and_then(|entry| catalogue.in_use(entry));
        let nothing = || ServiceError::Conflict("There is nothing to use instead of this item.".to_owned());
        Ok(now.ok_or_else(nothing)?.item.id)
    }

    fn steps(&self, change: TemplateChange, replacement: Option<ItemId>) -> (Vec<TemplateEdit>, String) {
        let bits = || self.edges.random.bits();
        match change {
            TemplateChange::Describe { name, description } => {
                (vec![TemplateEdit::Describe { name, description }], String::new())
            }
            TemplateChange::PresetFacts(facts) => {
                let edits = facts.into_iter().map(|(key, value)| TemplateEdit::SetFact(key, value));
                (edits.collect(), "facts".to_owned())
            }
            TemplateChange::AddSection { kind, heading } => {
                let id = SectionId::from_random(bits());
                let place = format!("section-{id}");
                (vec![TemplateEdit::AddSection { id, kind, heading }], place)
            }
            TemplateChange::Section { id, heading, locked, then } => section_steps(id, heading, locked, then),
            TemplateChange::AddItem { section, item } => add_line(bits(), section, LineWords::Item(item)),
            TemplateChange::AddLine { section, text } => add_line(bits(), section, LineWords::Own(text)),
            TemplateChange::Line { id, text, then } => line_steps(id, text, then),
            TemplateChange::Replace(id) => {
                let place = format!("line-{id}");
                let edit = replacement.map(|item| TemplateEdit::SetLine { id, words: LineWords::Item(item) });
                (edit.into_iter().collect(), place)
            }
        }
    }
}

fn add_line(bits: u64, section: SectionId, words: LineWords) -> (Vec<TemplateEdit>, String) {
    let id = LineId::from_random(bits);
    let place = format!("line-{id}");
    (vec![TemplateEdit::AddLine { id, section, words }], place)
}

fn section_steps(id: SectionId, heading: String, locked: bool, then: Then) -> (Vec<TemplateEdit>, String) {
    let place = format!("section-{id}");
    let down = then == Then::Down;
    match then {
        Then::Remove => (vec![TemplateEdit::RemoveSection(id)], String::new()),
        Then::Stay | Then::Revert => (vec![TemplateEdit::EditSection { id, heading, locked }], place),
        Then::Up | Then::Down => {
            let edit = TemplateEdit::EditSection { id: id.clone(), heading, locked };
            (vec![edit, TemplateEdit::MoveSection { id, down }], place)
        }
    }
}

fn line_steps(id: LineId, text: Option<String>, then: Then) -> (Vec<TemplateEdit>, String) {
    let place = format!("line-{id}");
    let write = text.map(|text| TemplateEdit::SetLine { id: id.clone(), words: LineWords::Own(text) });
    match then {
        Then::Remove => (vec![TemplateEdit::RemoveLine(id)], String::new()),
        Then::Stay | Then::Revert => (write.into_iter().collect(), place),
        Then::Up | Then::Down => {
            let step = TemplateEdit::MoveLine { id, down: then == Then::Down };
            (write.into_iter().chain([step]).collect(), place)
        }
    }
}

fn impossible(error: TemplateError) -> ServiceError {
    match error {
        TemplateError::Field(error) => ServiceError::Invalid(vec![error]),
        gone => ServiceError::Conflict(gone.to_string()),
    }
}

pub(super) fn name_taken() -> ServiceError {
    ServiceError::invalid("name", "There is a template of this name already. Choose another one.")
}
