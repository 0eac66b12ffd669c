//! A person confirms what was recognised, and it becomes a posting.

use std::{
    collections::{BTreeMap, HashMap},
    str::FromStr,
};

use domain::{
    accounts::Actor,
    arrivals::{FoundLine, FoundSection, recognise},
    document::{NewLine, NewSection, Parts},
    ids::{ArrivalId, PostingId, TeamId},
    input::{FieldError, one_paragraph, paragraphs},
    library::{ItemStatus, Wording},
    permissions::{Action, Subject, permit},
    posting::{FactKey, Facts, Input, ItemRef, Requirement, SectionKind, Unknown, fingerprint},
};

use crate::{Result, ServiceError, Services};

/// What the form of an arrival sends. Sections and lines go by their numbers, counted through the whole text from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettleForm {
    pub team: TeamId,
    pub facts: BTreeMap<FactKey, String>,
    /// Which kind a section is of; as recognised where nothing is said.
    pub kinds: BTreeMap<usize, SectionKind>,
    /// What becomes of a line; kept as it is where nothing is said.
    pub lines: BTreeMap<usize, Choice>,
}

/// What becomes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// The item's words.
    Take(ItemRef),
    /// The words of the text, as an override of the item.
    Own(ItemRef),
    /// The words of the text, of no item.
    Custom,
    LeaveOut,
}

impl std::fmt::Display for Choice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Take(source) => write!(f, "take:{source}"),
            Self::Own(source) => write!(f, "own:{source}"),
            Self::Custom => f.write_str("custom"),
            Self::LeaveOut => f.write_str("out"),
        }
    }
}

impl FromStr for Choice {
    type Err = Unknown;

    fn from_str(text: &str) -> std::result::Result<Self, Unknown> {
        match text.split_once(':') {
            Some(("take", source)) => source.parse().map(Self::Take),
            Some(("own", source)) => source.parse().map(Self::Own),
            None if text == "custom" => Ok(Self::Custom),
            None if text == "out" => Ok(Self::LeaveOut),
            _ => Err(Unknown),
        }
    }
}

impl Choice {
    const fn source(self) -> Option<ItemRef> {
        match self {
            Self::Take(source) | Self::Own(source) => Some(source),
            Self::Custom | Self::LeaveOut => None,
        }
    }
}

/// Versions of published items, by how lines refer to them.
type Wordings = HashMap<ItemRef, Wording>;

impl Services {
    /// Makes a posting of the text, as the person confirmed it, or answers with the one that was made of it before.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but the team's hiring managers, [`ServiceError::NotFound`] when the text is somebody
    /// else's or was forgotten, [`ServiceError::Invalid`] for facts that are too long and for items that are no longer
    /// offered.
    pub async fn settle_arrival(&self, actor: &Actor, id: ArrivalId, form: &SettleForm) -> Result<PostingId> {
        permit(actor, Action::CreatePosting, Subject::Team(form.team))?;
        let wordings = self.offered_wordings(form).await?;
        let work = self.storage.begin().await?;
        let found = work.arrivals().lock(id, self.now()).await?;
        let arrival = found.filter(|arrival| arrival.person == actor.id).ok_or(ServiceError::NotFound)?;
        if let Some(posting) = arrival.posting {
            return Ok(posting);
        }
        let parts = parts(recognise(&arrival.outline).sections, form, &wordings)?;
        let posting = PostingId(self.edges.random.id(self.now()));
        self.write_posting(&work, actor, posting, form.team, parts).await?;
        work.arrivals().settle(id, posting).await?;
        work.commit().await?;
        Ok(posting)
    }

    /// What the chosen items say. Never within a unit of work: it reads through the pool.
    async fn offered_wordings(&self, form: &SettleForm) -> Result<Wordings> {
        let sources: Vec<ItemRef> = form.lines.values().filter_map(|choice| choice.source()).collect();
        let catalogue = self.catalogue().await?;
        let is_published =
            |source: &ItemRef| catalogue.find(source.item).is_some_and(|entry| entry.status == ItemStatus::Published);
        let versions = self.storage.library().wordings(&sources).await?.into_iter();
        let offered = versions.filter(|version| version.published_at.is_some() && is_published(&version.source()));
        Ok(offered.map(|version| (version.source(), version.wording)).collect())
    }
}

fn parts(sections: Vec<FoundSection>, form: &SettleForm, wordings: &Wordings) -> Result<Parts> {
    let mut errors = Vec::new();
    let facts = read_facts(&form.facts, &mut errors);
    let mut number = 0;
    let mut made = Vec::new();
    for (place, section) in sections.into_iter().enumerate() {
        let kind = form.kinds.get(&place).copied().unwrap_or(section.kind);
        let mut lines = Vec::new();
        for line in section.lines {
            let choice = form.lines.get(&number).copied().unwrap_or(Choice::Custom);
            match new_line(line, choice, kind, wordings) {
                Ok(line) => lines.extend(line),
                Err(sentence) => errors.push(FieldError::new(format!("lines[{number}]"), sentence)),
            }
            number += 1;
        }
        if !lines.is_empty() {
            made.push(NewSection { kind, heading: section.heading, locked: false, lines });
        }
    }
    if errors.is_empty() { Ok(Parts { sections: made, facts }) } else { Err(ServiceError::Invalid(errors)) }
}

fn read_facts(values: &BTreeMap<FactKey, String>, errors: &mut Vec<FieldError>) -> Facts {
    let mut facts = Facts::default();
    for (key, value) in values {
        let value = if key.input() == Input::Paragraph { paragraphs(value) } else { one_paragraph(value) };
        if value.chars().count() > key.max_chars() {
            errors.push(FieldError::new(key.to_string(), format!("Keep this under {} characters.", key.max_chars())));
        }
        facts.set(*key, &value);
        if let Some(error) = facts.error(*key) {
            errors.push(FieldError::new(key.to_string(), error));
        }
    }
    facts
}

fn new_line(
    found: FoundLine,
    choice: Choice,
    kind: SectionKind,
    wordings: &Wordings,
) -> std::result::Result<Option<NewLine>, &'static str> {
    let wording = match choice.source() {
        Some(source) => {
            let wording = wordings
                .get(&source)
                .ok_or("This item is no longer offered. Keep the line as your own, or leave it out.")?;
            Some((source, wording))
        }
        None if choice == Choice::LeaveOut => return Ok(None),
        None => None,
    };
    // A section that a person set right asks for what it usually asks for, unless the line said otherwise.
    let said = if found.requirement == Requirement::Plain { kind.usual_requirement() } else { found.requirement };
    let requirement = match wording {
        Some((_, wording)) if said == Requirement::Plain => wording.default_requirement,
        _ => said,
    };
    let level = found.level.or_else(|| wording.and_then(|(_, wording)| wording.default_level));
    let text = match (choice, wording) {
        (Choice::Take(_), Some((_, wording))) => wording.body.clone(),
        _ => found.text,
    };
    let source = wording.map(|(source, wording)| (source, fingerprint(&wording.body)));
    Ok(Some(NewLine { text, source, requirement, level }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_reads_back_as_it_was_written() {
        let source: ItemRef = "01890a5d-ac96-774b-bcce-b302099a8057@3".parse().unwrap();
        for choice in [Choice::Take(source), Choice::Own(source), Choice::Custom, Choice::LeaveOut] {
            assert_eq!(choice.to_string().parse(), Ok(choice));
        }
        for nonsense in ["", "take:", "take:1@2", "own", "custom:x", "OUT"] {
            assert_eq!(nonsense.parse::<Choice>(), Err(Unknown), "{nonsense}");
        }
    }
}
