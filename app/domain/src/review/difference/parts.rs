//! Sections and lines of two contents, matched by their ids and woven into one document.

use std::collections::HashMap;

use serde::Serialize;

use super::{
    weave::{Slot, weave},
    words::{Span, SpanKind, read_alike, spans},
};
use crate::{
    ids::{LineId, SectionId},
    posting::{Level, Line, Requirement, Section, SectionKind, Snapshot},
};

/// Where a line stood: the position counts from 0 within the section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    pub section: SectionId,
    pub position: usize,
}

/// On which sides a section is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SectionState {
    Both,
    Added,
    Removed,
}

/// One section of either side, with what happened to it and to its lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SectionChange {
    pub id: SectionId,
    pub state: SectionState,
    /// As it is now, or as it was if it is gone.
    pub kind: SectionKind,
    /// The heading, word by word; a single [`SpanKind::Same`] when it was not renamed.
    pub heading: Vec<Span>,
    pub locked: bool,
    /// Position from 0 among the earlier sections, if the section moved.
    pub moved_from: Option<usize>,
    /// What the section was for, if that changed.
    pub kind_before: Option<SectionKind>,
    /// Whether it was locked or unlocked.
    pub is_lock_changed: bool,
    pub lines: Vec<LineChange>,
}

impl SectionChange {
    #[must_use]
    pub fn is_renamed(&self) -> bool {
        self.state == SectionState::Both && is_marked(&self.heading)
    }

    /// Another heading, purpose or lock; its lines are not looked at.
    #[must_use]
    pub fn is_changed_itself(&self) -> bool {
        self.is_renamed() || self.kind_before.is_some() || self.is_lock_changed
    }

    /// Nothing happened to the section, its place or its lines.
    #[must_use]
    pub fn is_same(&self) -> bool {
        let is_unmoved = self.state == SectionState::Both && self.moved_from.is_none();
        is_unmoved && !self.is_changed_itself() && self.lines.iter().all(LineChange::is_same)
    }
}

/// On which sides a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LineState {
    Both,
    Added,
    Removed,
}

/// One line of either side, with everything that happened to it; several things can happen to one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LineChange {
    pub id: LineId,
    pub state: LineState,
    /// The line, word by word; a single [`SpanKind::Same`] when it was not reworded.
    pub text: Vec<Span>,
    /// As it is now, or as it was if it is gone.
    pub requirement: Requirement,
    pub level: Option<Level>,
    /// Where the line stood, if it moved.
    pub moved_from: Option<Place>,
    /// What it was, if that changed.
    pub requirement_before: Option<Requirement>,
    /// What it was, if that changed; the inner `None` says that there was no level.
    pub level_before: Option<Option<Level>>,
}

impl LineChange {
    #[must_use]
    pub fn is_reworded(&self) -> bool {
        self.state == LineState::Both && is_marked(&self.text)
    }

    /// Another requirement or level.
    #[must_use]
    pub const fn is_regraded(&self) -> bool {
        self.requirement_before.is_some() || self.level_before.is_some()
    }

    #[must_use]
    pub fn is_same(&self) -> bool {
        self.state == LineState::Both && self.moved_from.is_none() && !self.is_reworded() && !self.is_regraded()
    }
}

pub(super) fn compare(before: &Snapshot, after: &Snapshot) -> Vec<SectionChange> {
    let sections: HashMap<&SectionId, usize> = positions(before.sections.iter().map(|section| &section.id));
    let origins = claim(after.sections.iter().map(|section| &section.id), &sections);
    let is_gone = unclaimed(before.sections.len(), &origins);
    let lines = LineOrigins::find(before, after);
    let change = |slot: &Slot| match *slot {
        Slot::Gone { before: old } => lines.removed_section(&before.sections[old], old),
        Slot::New { after: new } => lines.section(None, new, &after.sections[new]),
        Slot::Kept { before: old, after: new } => lines.section(Some(old), new, &after.sections[new]),
        Slot::Moved { before: old, after: new } => {
            SectionChange { moved_from: Some(old), ..lines.section(Some(old), new, &after.sections[new]) }
        }
    };
    weave(&origins, &is_gone).iter().map(change).collect()
}

/// Section and position within it.
type At = (usize, usize);

/// For every line of the later side the place on the earlier side that it came from.
struct LineOrigins<'a> {
    before: &'a Snapshot,
    /// By section and position of the later side.
    origins: Vec<Vec<Option<At>>>,
    /// By section and position of the earlier side: the line is nowhere any more.
    is_gone: Vec<Vec<bool>>,
}

impl<'a> LineOrigins<'a> {
    fn find(before: &'a Snapshot, after: &Snapshot) -> Self {
        let places: Vec<At> = places(before);
        let known = positions(before.lines().map(|(_, line)| &line.id));
        let flat = claim(after.lines().map(|(_, line)| &line.id), &known);
        let gone = unclaimed(places.len(), &flat);
        let mut flat = flat.into_iter().map(|origin| origin.map(|index| places[index]));
        let origins = after.sections.iter().map(|section| flat.by_ref().take(section.lines.len()).collect()).collect();
        let mut gone = gone.into_iter();
        let is_gone = before.sections.iter().map(|section| gone.by_ref().take(section.lines.len()).collect()).collect();
        Self { before, origins, is_gone }
    }

    fn section(&self, old: Option<usize>, new: usize, section: &Section) -> SectionChange {
        let was = old.map(|old| &self.before.sections[old]);
        SectionChange {
            state: if was.is_some() { SectionState::Both } else { SectionState::Added },
            heading: spans_or_same(was.map(|was| was.heading.as_str()), &section.heading, SpanKind::Added),
            kind_before: was.map(|was| was.kind).filter(|kind| *kind != section.kind),
            is_lock_changed: was.is_some_and(|was| was.locked != section.locked),
            lines: self.lines(old, new, section),
            ..plain(section)
        }
    }

    fn removed_section(&self, section: &Section, old: usize) -> SectionChange {
        let gone = section.lines.iter().zip(&self.is_gone[old]).filter(|(_, is_gone)| **is_gone);
        SectionChange {
            state: SectionState::Removed,
            heading: only(SpanKind::Removed, &section.heading),
            lines: gone.map(|(line, _)| one_sided(line, LineState::Removed, SpanKind::Removed)).collect(),
            ..plain(section)
        }
    }

    fn lines(&self, old: Option<usize>, new: usize, section: &Section) -> Vec<LineChange> {
        let here = |origin: &Option<At>| origin.filter(|(from, _)| Some(*from) == old).map(|(_, position)| position);
        let origins: Vec<Option<usize>> = self.origins[new].iter().map(here).collect();
        let is_gone: &[bool] = old.map_or(&[], |old| &self.is_gone[old]);
        let was = |at: At| &self.before.sections[at.0].lines[at.1];
        let change = |slot: &Slot| match *slot {
            Slot::Gone { before } => one_sided(was((old.unwrap_or(0), before)), LineState::Removed, SpanKind::Removed),
            Slot::Kept { after, .. } => self.line(new, after, &section.lines[after], false),
            Slot::Moved { after, .. } | Slot::New { after } => self.line(new, after, &section.lines[after], true),
        };
        weave(&origins, is_gone).iter().map(change).collect()
    }

    fn line(&self, section: usize, position: usize, line: &Line, is_moved: bool) -> LineChange {
        let Some(from) = self.origins[section][position] else {
            return one_sided(line, LineState::Added, SpanKind::Added);
        };
        let stood_in = &self.before.sections[from.0];
        let was = &stood_in.lines[from.1];
        LineChange {
            text: spans_or_same(Some(&was.text), &line.text, SpanKind::Same),
            moved_from: is_moved.then(|| Place { section: stood_in.id.clone(), position: from.1 }),
            requirement_before: Some(was.requirement).filter(|requirement| *requirement != line.requirement),
            level_before: Some(was.level).filter(|level| *level != line.level),
            ..one_sided(line, LineState::Both, SpanKind::Same)
        }
    }
}

fn plain(section: &Section) -> SectionChange {
    SectionChange {
        id: section.id.clone(),
        state: SectionState::Both,
        kind: section.kind,
        heading: Vec::new(),
        locked: section.locked,
        moved_from: None,
        kind_before: None,
        is_lock_changed: false,
        lines: Vec::new(),
    }
}

fn one_sided(line: &Line, state: LineState, kind: SpanKind) -> LineChange {
    LineChange {
        id: line.id.clone(),
        state,
        text: only(kind, &line.text),
        requirement: line.requirement,
        level: line.level,
        moved_from: None,
        requirement_before: None,
        level_before: None,
    }
}

/// The later wording alone when it reads like the earlier one (or there was none).
fn spans_or_same(before: Option<&str>, after: &str, alone: SpanKind) -> Vec<Span> {
    match before {
        Some(before) if !read_alike(before, after) => spans(before, after),
        Some(_) => only(SpanKind::Same, after),
        None => only(alone, after),
    }
}

fn only(kind: SpanKind, text: &str) -> Vec<Span> {
    if text.is_empty() { Vec::new() } else { vec![Span { kind, text: text.to_owned() }] }
}

fn is_marked(spans: &[Span]) -> bool {
    spans.iter().any(|span| span.kind != SpanKind::Same)
}

fn places(snapshot: &Snapshot) -> Vec<At> {
    let sections = snapshot.sections.iter().enumerate();
    sections.flat_map(|(index, section)| (0..section.lines.len()).map(move |position| (index, position))).collect()
}

fn positions<'a, T: Eq + std::hash::Hash>(ids: impl Iterator<Item = &'a T>) -> HashMap<&'a T, usize> {
    let mut positions = HashMap::new();
    for (position, id) in ids.enumerate() {
        positions.entry(id).or_insert(position);
    }
    positions
}

/// Each earlier thing goes to the first later one with its id, so that a doubled id can't be claimed twice.
fn claim<'a, T: Eq + std::hash::Hash + 'a>(
    ids: impl Iterator<Item = &'a T>,
    known: &HashMap<&T, usize>,
) -> Vec<Option<usize>> {
    let mut is_free = vec![true; known.values().max().map_or(0, |last| last + 1)];
    let mut take = |position: usize| std::mem::take(&mut is_free[position]).then_some(position);
    ids.map(|id| known.get(id).copied().and_then(&mut take)).collect()
}

fn unclaimed(len: usize, origins: &[Option<usize>]) -> Vec<bool> {
    let mut is_gone = vec![true; len];
    for origin in origins.iter().flatten() {
        is_gone[*origin] = false;
    }
    is_gone
}
