//! What curators do to a template, one step at a time.

use thiserror::Error;

use super::{LineWords, TEMPLATE_NAME_MAX_CHARS, Template, TemplateLine, TemplateSection, unknown_placeholder};
use crate::{
    document::{HEADING_MAX_CHARS, LINES_MAX, SECTIONS_MAX},
    ids::{ItemId, LineId, SectionId},
    input::{FieldError, one_paragraph, paragraphs},
    library::REMARK_MAX_CHARS,
    posting::{FactKey, SectionKind},
};

/// Longest own wording of a line, in characters.
pub const LINE_MAX_CHARS: usize = 2_000;

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplateEdit {
    Describe {
        name: String,
        description: String,
    },
    /// Presets a fact; an empty value presets none.
    SetFact(FactKey, String),
    AddSection {
        id: SectionId,
        kind: SectionKind,
        heading: String,
    },
    EditSection {
        id: SectionId,
        heading: String,
        locked: bool,
    },
    MoveSection {
        id: SectionId,
        down: bool,
    },
    RemoveSection(SectionId),
    AddLine {
        id: LineId,
        section: SectionId,
        words: LineWords,
    },
    /// Other own words, or another item.
    SetLine {
        id: LineId,
        words: LineWords,
    },
    /// One place up or down; from the end of a section into the next one.
    MoveLine {
        id: LineId,
        down: bool,
    },
    RemoveLine(LineId),
}

/// Why a step can't be done. The sentence is for the person who tried.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TemplateError {
    #[error("This section is not in the template any more.")]
    UnknownSection,
    #[error("This line is not in the template any more.")]
    UnknownLine,
    #[error("{}", .0.message)]
    Field(FieldError),
}

type Done = Result<(), TemplateError>;

impl Template {
    /// Does one step.
    ///
    /// # Errors
    /// [`TemplateError`]; the template is unchanged then.
    pub fn apply(&mut self, edit: TemplateEdit) -> Done {
        match edit {
            TemplateEdit::Describe { name, description } => self.describe(&name, &description),
            TemplateEdit::SetFact(key, value) => self.set_fact(key, &value),
            TemplateEdit::AddSection { id, kind, heading } => self.add_section(id, kind, &heading),
            TemplateEdit::EditSection { id, heading, locked } => {
                let heading = read_text("heading", &one_paragraph(&heading), HEADING_MAX_CHARS)?;
                let section = self.section_mut(&id)?;
                (section.heading, section.locked) = (heading, locked);
                Ok(())
            }
            TemplateEdit::MoveSection { id, down } => {
                let at = self.section_at(&id)?;
                if let Some(to) = step(at, down).filter(|to| *to < self.sections.len()) {
                    self.sections.swap(at, to);
                }
                Ok(())
            }
            TemplateEdit::RemoveSection(id) => {
                let at = self.section_at(&id)?;
                self.sections.remove(at);
                Ok(())
            }
            TemplateEdit::AddLine { id, section, words } => self.add_line(id, &section, words),
            TemplateEdit::SetLine { id, words } => {
                let words = read_words(words)?;
                let (section, line) = self.line_at(&id)?;
                self.sections[section].lines[line].words = words;
                Ok(())
            }
            TemplateEdit::MoveLine { id, down } => self.move_line(&id, down),
            TemplateEdit::RemoveLine(id) => {
                let (section, line) = self.line_at(&id)?;
                self.sections[section].lines.remove(line);
                Ok(())
            }
        }
    }

    fn describe(&mut self, name: &str, description: &str) -> Done {
        let name = one_paragraph(name);
        if name.is_empty() {
            return Err(wrong("name", "Give the template a name."));
        }
        if name.chars().count() > TEMPLATE_NAME_MAX_CHARS {
            return Err(wrong("name", &format!("Keep the name under {TEMPLATE_NAME_MAX_CHARS} characters.")));
        }
        let description = one_paragraph(description);
        if description.chars().count() > REMARK_MAX_CHARS {
            return Err(wrong("description", &format!("Keep it under {REMARK_MAX_CHARS} characters.")));
        }
        (self.name, self.description) = (name, description);
        Ok(())
    }

    fn set_fact(&mut self, key: FactKey, value: &str) -> Done {
        let field = key.to_string();
        let value = read_text(&field, &paragraphs(value), key.max_chars())?;
        let mut facts = self.facts.clone();
        facts.set(key, &value);
        if let Some(error) = facts.error(key) {
            return Err(wrong(&field, &error.to_string()));
        }
        self.facts = facts;
        Ok(())
    }

    fn add_section(&mut self, id: SectionId, kind: SectionKind, heading: &str) -> Done {
        let heading = read_text("heading", &one_paragraph(heading), HEADING_MAX_CHARS)?;
        if self.sections.len() >= SECTIONS_MAX {
            return Err(wrong("kind", &format!("A template has room for {SECTIONS_MAX} sections.")));
        }
        let heading = if heading.is_empty() { kind.label().to_owned() } else { heading };
        self.sections.push(TemplateSection { id, kind, heading, locked: false, lines: Vec::new() });
        Ok(())
    }

    fn add_line(&mut self, id: LineId, section: &SectionId, words: LineWords) -> Done {
        let words = read_words(words)?;
        if self.lines().count() >= LINES_MAX {
            return Err(wrong("text", &format!("A template has room for {LINES_MAX} lines.")));
        }
        if let LineWords::Item(item) = words
            && self.items().any(|known| known == item)
        {
            return Err(wrong("item", "This item is in the template already."));
        }
        self.section_mut(section)?.lines.push(TemplateLine { id, words });
        Ok(())
    }

    fn move_line(&mut self, id: &LineId, down: bool) -> Done {
        let (section, line) = self.line_at(id)?;
        if let Some(to) = step(line, down).filter(|to| *to < self.sections[section].lines.len()) {
            self.sections[section].lines.swap(line, to);
        } else if let Some(to) = step(section, down).filter(|to| *to < self.sections.len()) {
            let moved = self.sections[section].lines.remove(line);
            let lines = &mut self.sections[to].lines;
            let place = if down { 0 } else { lines.len() };
            lines.insert(place, moved);
        }
        Ok(())
    }

    fn section_at(&self, id: &SectionId) -> Result<usize, TemplateError> {
        self.sections.iter().position(|section| section.id == *id).ok_or(TemplateError::UnknownSection)
    }

    fn section_mut(&mut self, id: &SectionId) -> Result<&mut TemplateSection, TemplateError> {
        self.sections.iter_mut().find(|section| section.id == *id).ok_or(TemplateError::UnknownSection)
    }

    fn line_at(&self, id: &LineId) -> Result<(usize, usize), TemplateError> {
        let place = |(at, section): (usize, &TemplateSection)| {
            section.lines.iter().position(|line| line.id == *id).map(|line| (at, line))
        };
        self.sections.iter().enumerate().find_map(place).ok_or(TemplateError::UnknownLine)
    }

    /// The item that a line names.
    #[must_use]
    pub fn item_of(&self, id: &LineId) -> Option<ItemId> {
        match self.lines().find(|line| line.id == *id)?.words {
            LineWords::Item(item) => Some(item),
            LineWords::Own(_) => None,
        }
    }
}

fn step(at: usize, down: bool) -> Option<usize> {
    if down { at.checked_add(1) } else { at.checked_sub(1) }
}

fn read_words(words: LineWords) -> Result<LineWords, TemplateError> {
    let LineWords::Own(text) = words else { return Ok(words) };
    let text = read_text("text", &paragraphs(&text), LINE_MAX_CHARS)?;
    if text.is_empty() { Err(wrong("text", "Write the line first.")) } else { Ok(LineWords::Own(text)) }
}

/// A text in which placeholders may stand, and nothing that only looks like one.
fn read_text(field: &str, text: &str, max: usize) -> Result<String, TemplateError> {
    if text.chars().count() > max {
        return Err(wrong(field, &format!("That is too long; the limit is {max} characters.")));
    }
    if let Some(unknown) = unknown_placeholder(text) {
        let sentence =
            format!("There is no placeholder {unknown}. A template can use {{team}}, {{product}} and {{place}}.");
        return Err(wrong(field, &sentence));
    }
    Ok(text.to_owned())
}

fn wrong(field: &str, message: &str) -> TemplateError {
    TemplateError::Field(FieldError::new(field, message))
}
