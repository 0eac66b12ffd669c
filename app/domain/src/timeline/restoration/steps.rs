//! What has to be done next, seen from what the draft says now.

use std::collections::HashSet;

use super::{
    Wordings,
    order::{line_up, moves},
};
use crate::{
    document::Operation,
    ids::{LineId, SectionId},
    posting::{FactKey, Line, Origin, Section, Snapshot},
};

/// Everything that can be seen to be missing. Sections that are gone come first and alone: they bring lines with them.
pub(super) fn towards(now: &Snapshot, then: &Snapshot, wordings: &Wordings, is_again: bool) -> Vec<Operation> {
    let mut steps = foreign_lines(now, then);
    let gone = then.sections.iter().filter(|section| now.section(&section.id).is_none());
    let back: Vec<Operation> = gone.map(|section| Operation::RestoreSection { id: section.id.clone() }).collect();
    if !back.is_empty() && !is_again {
        steps.extend(back);
        return steps;
    }
    steps.extend(back);
    steps.extend(then.sections.iter().flat_map(|section| lines_of(section, now, is_again)));
    steps.extend(foreign_sections(now, then));
    steps.extend(sections_in_order(now, then, is_again));
    steps.extend(then.sections.iter().flat_map(|section| heading(section, now)));
    steps.extend(then.lines().flat_map(|(_, line)| words(line, now, wordings)));
    steps.extend(facts(now, then));
    steps
}

/// Lines that came since, in sections that stay; the others go with their sections.
fn foreign_lines(now: &Snapshot, then: &Snapshot) -> Vec<Operation> {
    let wanted: HashSet<&LineId> = then.lines().map(|(_, line)| &line.id).collect();
    let foreign =
        now.lines().filter(|(section, line)| then.section(&section.id).is_some() && !wanted.contains(&line.id));
    foreign.map(|(_, line)| Operation::RemoveLine { id: line.id.clone() }).collect()
}

fn foreign_sections(now: &Snapshot, then: &Snapshot) -> Vec<Operation> {
    let foreign = now.sections.iter().filter(|section| then.section(&section.id).is_none());
    foreign.map(|section| Operation::RemoveSection { id: section.id.clone() }).collect()
}

/// Every line of a section in its place, removed ones put back first.
fn lines_of(section: &Section, now: &Snapshot, is_again: bool) -> Vec<Operation> {
    let wanted: Vec<&LineId> = section.lines.iter().map(|line| &line.id).collect();
    let here = now.section(&section.id);
    let stand: Vec<&LineId> = here.iter().flat_map(|here| &here.lines).map(|line| &line.id).collect();
    let gone = wanted.iter().filter(|id| now.line(id).is_none());
    let back = gone.map(|id| Operation::RestoreLine { id: LineId::clone(id) });
    let is_in_order = || stand.iter().copied().filter(|id| wanted.contains(id)).eq(wanted.iter().copied());
    let moves = match is_again {
        true if is_in_order() => Vec::new(),
        true => line_up(&wanted),
        false => moves(&stand, &wanted, |_| false),
    };
    let moves = moves.into_iter().map(|(id, before)| Operation::MoveLine {
        id: id.clone(),
        section: section.id.clone(),
        before: before.cloned(),
    });
    back.chain(moves).collect()
}

fn sections_in_order(now: &Snapshot, then: &Snapshot, is_again: bool) -> Vec<Operation> {
    let wanted: Vec<&SectionId> = then.sections.iter().map(|section| &section.id).collect();
    let here: Vec<&SectionId> = now.sections.iter().map(|section| &section.id).collect();
    let is_locked = |id: &SectionId| now.section(id).is_some_and(|section| section.locked);
    let is_in_order = || here.iter().copied().filter(|id| wanted.contains(id)).eq(wanted.iter().copied());
    let moves = match is_again && !wanted.iter().any(|id| is_locked(id)) {
        true if is_in_order() => Vec::new(),
        true => line_up(&wanted),
        false => moves(&here, &wanted, is_locked),
    };
    let step = |(id, before): (&SectionId, Option<&SectionId>)| Operation::MoveSection {
        id: id.clone(),
        before: before.cloned(),
    };
    moves.into_iter().map(step).collect()
}

fn heading(section: &Section, now: &Snapshot) -> Option<Operation> {
    let here = now.section(&section.id)?;
    let rename = || Operation::RenameSection { id: section.id.clone(), heading: section.heading.clone() };
    (here.heading != section.heading).then(rename)
}

/// What the line says, where that comes from, and how much is asked for.
fn words(line: &Line, now: &Snapshot, wordings: &Wordings) -> Vec<Operation> {
    let Some((_, here)) = now.line(&line.id) else { return Vec::new() };
    let id = || line.id.clone();
    let mut steps: Vec<Operation> = source(line, here, wordings).into_iter().collect();
    if !steps.is_empty() || here.text != line.text {
        steps.push(Operation::SetText { id: id(), text: line.text.clone() });
    }
    if here.requirement != line.requirement {
        steps.push(Operation::SetRequirement { id: id(), requirement: line.requirement });
    }
    if here.level != line.level {
        steps.push(Operation::SetLevel { id: id(), level: line.level });
    }
    steps
}

/// A library item that the line named and names no more. With only other words the same item makes an override by itself.
fn source(line: &Line, here: &Line, wordings: &Wordings) -> Option<Operation> {
    let source = line.origin.source()?;
    let is_known_otherwise = here.text == line.text && here.origin != line.origin;
    if here.origin.source() == Some(source) && !is_known_otherwise {
        return None;
    }
    let text = match line.origin {
        Origin::Library { .. } | Origin::Custom => line.text.clone(),
        Origin::Override { .. } => {
            let wording = wordings.get(&source).filter(|wording| wording.trim() != line.text.trim());
            wording.cloned().unwrap_or_else(|| other_than(&line.text))
        }
    };
    Some(Operation::TakeSource { id: line.id.clone(), source, text })
}

/// A wording that the line's words are not.
fn other_than(text: &str) -> String {
    if text.trim().is_empty() { "…".to_owned() } else { String::new() }
}

fn facts(now: &Snapshot, then: &Snapshot) -> Vec<Operation> {
    let differs = |key: &FactKey| now.facts.get(*key) != then.facts.get(*key);
    let set = |key: FactKey| Operation::SetFact { key, value: then.facts.get(key).to_owned() };
    FactKey::all().filter(differs).map(set).collect()
}

/// The same part written anew, when it can't be put back because the draft does not know it.
pub(super) fn anew(step: &Operation, then: &Snapshot) -> Option<Operation> {
    match step {
        Operation::RestoreSection { id } => {
            let section = then.section(id)?;
            let (kind, heading) = (section.kind, section.heading.clone());
            Some(Operation::AddSection { id: id.clone(), kind, heading, before: None })
        }
        Operation::RestoreLine { id } => {
            let (section, line) = then.line(id)?;
            Some(Operation::AddLine {
                id: id.clone(),
                section: section.id.clone(),
                before: None,
                text: line.text.clone(),
                source: None,
                requirement: line.requirement,
                level: line.level,
            })
        }
        _ => None,
    }
}
