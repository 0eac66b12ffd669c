//! Reading a draft: the snapshot that everything outside works on, and the parts that edits ask for.
//!
//! What can't be read, or stands in a section that isn't there, is left out; every replica leaves out the same.

use std::{collections::BTreeMap, str::FromStr};

use yrs::{Any, GetString, Map, MapRef, Out, ReadTxn, TextRef, Transact};

use super::{
    Draft, Field,
    registers::{Frame, Marks, Place},
};
use crate::{
    ids::{LineId, SectionId},
    order::arrange,
    posting::{FactKey, Facts, Line, Origin, Scope, Section, Snapshot, fingerprint},
};

/// The key of a section's heading, which is apart from its frame: renaming and moving at once both survive.
pub(super) fn heading_key(id: &SectionId) -> String {
    format!("{id}{HEADING}")
}

pub(super) const HEADING: &str = "/heading";

impl Draft {
    /// What the draft says now.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        let transaction = &self.doc.transact();
        let mut places = self.places(transaction);
        let sections = self.frames(transaction).into_iter().map(|(id, frame)| Section {
            kind: frame.kind,
            heading: self.heading(transaction, &id),
            locked: frame.locked,
            lines: places
                .remove(&id)
                .into_iter()
                .flatten()
                .map(|(line, _)| self.read_line(transaction, line))
                .collect(),
            id,
        });
        Snapshot { sections: sections.collect(), facts: self.facts(transaction) }
    }

    /// What a line says now, in whatever section it stands.
    #[must_use]
    pub fn line(&self, id: &LineId) -> Option<Line> {
        let transaction = &self.doc.transact();
        self.text(transaction, id.as_str())?;
        Some(self.read_line(transaction, id.clone()))
    }

    /// What a decision would cover this field with.
    #[must_use]
    pub fn scope_of(&self, field: &Field) -> Option<Scope> {
        let transaction = &self.doc.transact();
        let section = match field {
            Field::Fact(key) => return Some(key.scope()),
            Field::Heading(id) => id.clone(),
            Field::Line(id) => self.place(transaction, id)?.section,
        };
        Some(self.frame(transaction, &section)?.kind.scope())
    }

    pub(super) fn facts(&self, transaction: &impl ReadTxn) -> Facts {
        let mut facts = Facts::default();
        for (key, value) in registers(&self.roots.meta, transaction) {
            if let Ok(key) = key.parse() {
                facts.set(key, &value);
            }
        }
        for key in FactKey::prose() {
            if let Some(text) = self.text(transaction, &Field::Fact(key).to_string()) {
                facts.set(key, &text.get_string(transaction));
            }
        }
        facts
    }

    /// The sections that are there, in order.
    pub(super) fn frames(&self, transaction: &impl ReadTxn) -> Vec<(SectionId, Frame)> {
        let mut frames: Vec<(SectionId, Frame)> = parsed(&self.roots.sections, transaction);
        frames.retain(|(_, frame)| !frame.removed);
        arrange(&mut frames, |(a, one), (b, other)| (&one.position, a).cmp(&(&other.position, b)));
        frames
    }

    /// The lines that are there, in order, with their positions.
    pub(super) fn places(&self, transaction: &impl ReadTxn) -> BTreeMap<SectionId, Vec<(LineId, String)>> {
        let mut places: BTreeMap<SectionId, Vec<(LineId, String)>> = BTreeMap::new();
        for (id, place) in parsed::<LineId, Place>(&self.roots.lines, transaction) {
            if !place.removed {
                places.entry(place.section).or_default().push((id, place.position));
            }
        }
        for lines in places.values_mut() {
            arrange(lines, |(a, one), (b, other)| (one, a).cmp(&(other, b)));
        }
        places
    }

    fn read_line(&self, transaction: &impl ReadTxn, id: LineId) -> Line {
        let marks = self.marks(transaction, &id);
        let text = self.words(transaction, &id);
        let origin = match marks.source {
            None => Origin::Custom,
            Some((source, taken)) if taken == fingerprint(&text) => Origin::Library { source },
            Some((source, _)) => Origin::Override { source },
        };
        Line { id, text, origin, requirement: marks.requirement, level: marks.level }
    }

    pub(super) fn frame(&self, transaction: &impl ReadTxn, id: &SectionId) -> Option<Frame> {
        register(&self.roots.sections, transaction, id.as_str())?.parse().ok()
    }

    pub(super) fn heading(&self, transaction: &impl ReadTxn, id: &SectionId) -> String {
        let key = heading_key(id);
        self.text(transaction, &key).map_or_else(
            || register(&self.roots.sections, transaction, &key).unwrap_or_default(),
            |text| text.get_string(transaction),
        )
    }

    /// What a field says, as it was typed.
    pub(super) fn wording(&self, transaction: &impl ReadTxn, field: &Field) -> String {
        match field {
            Field::Line(id) => self.words(transaction, id),
            Field::Heading(id) => self.heading(transaction, id),
            Field::Fact(key) => self.text(transaction, &field.to_string()).map_or_else(
                || register(&self.roots.meta, transaction, &key.to_string()).unwrap_or_default(),
                |text| text.get_string(transaction),
            ),
        }
    }

    pub(super) fn has_text(&self, transaction: &impl ReadTxn, field: &Field) -> bool {
        self.text(transaction, &field.to_string()).is_some()
    }

    pub(super) fn place(&self, transaction: &impl ReadTxn, id: &LineId) -> Option<Place> {
        register(&self.roots.lines, transaction, id.as_str())?.parse().ok()
    }

    pub(super) fn marks(&self, transaction: &impl ReadTxn, id: &LineId) -> Marks {
        register(&self.roots.marks, transaction, id.as_str()).and_then(|text| text.parse().ok()).unwrap_or_default()
    }

    fn text(&self, transaction: &impl ReadTxn, name: &str) -> Option<TextRef> {
        match self.roots.texts.get(transaction, name) {
            Some(Out::YText(text)) => Some(text),
            _ => None,
        }
    }

    pub(super) fn words(&self, transaction: &impl ReadTxn, id: &LineId) -> String {
        self.text(transaction, id.as_str()).map(|text| text.get_string(transaction)).unwrap_or_default()
    }
}

/// The register under a key.
pub(super) fn register(map: &MapRef, transaction: &impl ReadTxn, key: &str) -> Option<String> {
    string(map.get(transaction, key)?)
}

/// Every register of a root, in no order.
pub(super) fn registers(map: &MapRef, transaction: &impl ReadTxn) -> Vec<(String, String)> {
    map.iter(transaction).filter_map(|(key, value)| Some((key.to_owned(), string(value)?))).collect()
}

/// Every register that can be read, under every key that can be.
pub(super) fn parsed<K: FromStr, V: FromStr>(map: &MapRef, transaction: &impl ReadTxn) -> Vec<(K, V)> {
    let all = registers(map, transaction).into_iter();
    all.filter_map(|(key, value)| Some((key.parse().ok()?, value.parse().ok()?))).collect()
}

fn string(value: Out) -> Option<String> {
    match value {
        Out::Any(Any::String(text)) => Some(text.to_string()),
        _ => None,
    }
}
