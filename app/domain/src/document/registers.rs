//! Registers: what is written as one short string, so that it wins or loses as a whole.
//!
//! Fields are joined by `|`, which no field can contain. A register that can't be read is as good as absent: a
//! replica never fails on what another one wrote (and the server admits none that it can't read).

use std::str::FromStr;

use super::position::is_position;
use crate::{
    ids::SectionId,
    posting::{ItemRef, Level, Requirement, SectionKind, Unknown},
};

const LOCKED: char = 'l';
const REMOVED: char = 'd';

/// Where a section stands, and what it is: `position|kind|flags`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Frame {
    pub position: String,
    pub kind: SectionKind,
    pub locked: bool,
    pub removed: bool,
}

/// Where a line stands: `section|position|flags`. One register, so that section and order move together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub section: SectionId,
    pub position: String,
    pub removed: bool,
}

/// What a line came from and how much is asked for: `item@version|fingerprint|requirement|level`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marks {
    /// The library item, and the fingerprint of its wording when it was taken.
    pub source: Option<(ItemRef, String)>,
    pub requirement: Requirement,
    pub level: Option<Level>,
}

impl Default for Marks {
    fn default() -> Self {
        Self { source: None, requirement: Requirement::Plain, level: None }
    }
}

impl Frame {
    pub(super) fn write(&self) -> String {
        format!("{}|{}|{}", self.position, self.kind, flags(self.locked, self.removed))
    }
}

impl Place {
    pub(super) fn write(&self) -> String {
        format!("{}|{}|{}", self.section, self.position, flags(false, self.removed))
    }
}

impl Marks {
    pub(super) fn write(&self) -> String {
        let (item, fingerprint) =
            self.source.as_ref().map_or_else(Default::default, |(item, print)| (item.to_string(), print.as_str()));
        format!("{item}|{fingerprint}|{}|{}", self.requirement, self.level.map_or("", Level::word))
    }
}

impl FromStr for Frame {
    type Err = Unknown;

    fn from_str(text: &str) -> Result<Self, Unknown> {
        let [position, kind, flags] = fields(text)?;
        let (locked, removed) = read_flags(flags)?;
        Ok(Self { position: read_position(position)?, kind: kind.parse()?, locked, removed })
    }
}

impl FromStr for Place {
    type Err = Unknown;

    fn from_str(text: &str) -> Result<Self, Unknown> {
        let [section, position, flags] = fields(text)?;
        match read_flags(flags)? {
            (false, removed) => {
                Ok(Self { section: section.parse().map_err(|_| Unknown)?, position: read_position(position)?, removed })
            }
            (true, _) => Err(Unknown),
        }
    }
}

impl FromStr for Marks {
    type Err = Unknown;

    fn from_str(text: &str) -> Result<Self, Unknown> {
        let [item, fingerprint, requirement, level] = fields(text)?;
        let level = if level.is_empty() { None } else { Some(level.parse()?) };
        Ok(Self { source: read_source(item, fingerprint)?, requirement: requirement.parse()?, level })
    }
}

fn fields<const N: usize>(text: &str) -> Result<[&str; N], Unknown> {
    text.split('|').collect::<Vec<_>>().try_into().map_err(|_| Unknown)
}

fn read_position(text: &str) -> Result<String, Unknown> {
    if is_position(text) { Ok(text.to_owned()) } else { Err(Unknown) }
}

fn read_source(item: &str, fingerprint: &str) -> Result<Option<(ItemRef, String)>, Unknown> {
    match (item.is_empty(), is_fingerprint(fingerprint)) {
        (true, _) if fingerprint.is_empty() => Ok(None),
        (false, true) => Ok(Some((item.parse()?, fingerprint.to_owned()))),
        _ => Err(Unknown),
    }
}

/// Has this the form of a [`crate::posting::fingerprint`]?
pub(super) fn is_fingerprint(text: &str) -> bool {
    text.len() == 16 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn flags(locked: bool, removed: bool) -> String {
    [(locked, LOCKED), (removed, REMOVED)].into_iter().filter_map(|(set, flag)| set.then_some(flag)).collect()
}

fn read_flags(text: &str) -> Result<(bool, bool), Unknown> {
    let read = (text.contains(LOCKED), text.contains(REMOVED));
    if flags(read.0, read.1) == text { Ok(read) } else { Err(Unknown) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_register_is_read_as_it_was_written() {
        for (locked, removed) in [(false, false), (true, false), (false, true), (true, true)] {
            let frame = Frame { position: "V1".into(), kind: SectionKind::Overview, locked, removed };
            assert_eq!(frame.write().parse(), Ok(frame));
            let place = Place { section: SectionId::from_random(9), position: "V1".into(), removed };
            assert_eq!(place.write().parse(), Ok(place));
        }
        let source: ItemRef = "0192d7a5-0000-7000-8000-000000000001@3".parse().unwrap();
        for source in [None, Some((source, crate::posting::fingerprint("words")))] {
            for level in [None, Some(Level::Expert)] {
                let marks = Marks { source: source.clone(), requirement: Requirement::Preferred, level };
                assert_eq!(marks.write().parse(), Ok(marks));
            }
        }
    }

    proptest! {
        #[test]
        fn garbage_is_refused_without_a_panic_and_what_is_read_is_written_alike(text in "[|0-9a-dlV@é]{0,24}") {
            if let Ok(frame) = text.parse::<Frame>() { prop_assert_eq!(frame.write(), text.clone()); }
            if let Ok(place) = text.parse::<Place>() { prop_assert_eq!(place.write(), text.clone()); }
            prop_assert!(text.parse::<Marks>().is_err());
        }
    }
}
