//! One step up or down: what the arrow keys of the editor and the buttons of the plain form mean by it.

use super::Operation;
use crate::{
    ids::{LineId, SectionId},
    posting::Section,
};

/// Moves a line past its neighbour, or over the border into the next section. `None` at the ends of the posting.
#[must_use]
pub fn line_step(sections: &[Section], id: &LineId, down: bool) -> Option<Operation> {
    let place = |section: &Section| section.lines.iter().position(|line| &line.id == id);
    let (at, place) = sections.iter().enumerate().find_map(|(at, section)| Some((at, place(section)?)))?;
    let lines = &sections[at].lines;
    let (section, before) = if down && place + 1 < lines.len() {
        (at, lines.get(place + 2))
    } else if down {
        let below = open_section(sections.iter().enumerate().skip(at + 1))?;
        (below, sections[below].lines.first())
    } else if place > 0 {
        (at, lines.get(place - 1))
    } else {
        (open_section(sections.iter().enumerate().take(at).rev())?, None)
    };
    let (section, before) = (sections[section].id.clone(), before.map(|line| line.id.clone()));
    Some(Operation::MoveLine { id: id.clone(), section, before })
}

/// The first that takes lines.
fn open_section<'a>(mut sections: impl Iterator<Item = (usize, &'a Section)>) -> Option<usize> {
    sections.find(|(_, section)| !section.locked).map(|(at, _)| at)
}

/// Moves a section past its neighbour. `None` at the ends of the posting.
#[must_use]
pub fn section_step(sections: &[Section], id: &SectionId, down: bool) -> Option<Operation> {
    let at = sections.iter().position(|section| &section.id == id)?;
    let before = if down {
        (at + 1 < sections.len()).then(|| sections.get(at + 2))?
    } else {
        Some(&sections[at.checked_sub(1)?])
    };
    Some(Operation::MoveSection { id: id.clone(), before: before.map(|section| section.id.clone()) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::posting::{Line, Origin, Requirement, SectionKind};

    fn section(id: u64, locked: bool, lines: &[u64]) -> Section {
        let line = |id: &u64| Line {
            id: LineId::from_random(*id),
            text: String::new(),
            origin: Origin::Custom,
            requirement: Requirement::Plain,
            level: None,
        };
        let lines = lines.iter().map(line).collect();
        Section { id: SectionId::from_random(id), kind: SectionKind::Overview, heading: String::new(), locked, lines }
    }

    fn moved(step: Option<Operation>) -> Option<(SectionId, Option<LineId>)> {
        match step? {
            Operation::MoveLine { section, before, .. } => Some((section, before)),
            other => panic!("not a move of a line: {other:?}"),
        }
    }

    #[test]
    fn a_line_steps_past_its_neighbours_and_over_borders() {
        let sections = [section(1, false, &[11, 12, 13]), section(2, true, &[21]), section(3, false, &[31])];
        let (one, three) = (SectionId::from_random(1), SectionId::from_random(3));
        let line = LineId::from_random;
        let step = |id, down| moved(line_step(&sections, &line(id), down));
        assert_eq!(step(11, true), Some((one.clone(), Some(line(13)))));
        assert_eq!(step(12, true), Some((one.clone(), None)), "to the end");
        assert_eq!(step(12, false), Some((one.clone(), Some(line(11)))));
        assert_eq!(step(13, true), Some((three, Some(line(31)))), "a locked section takes no lines");
        assert_eq!(step(31, false), Some((one, None)));
        assert_eq!((step(11, false), step(31, true), step(99, true)), (None, None, None));
    }

    #[test]
    fn a_section_steps_past_its_neighbours() {
        let sections = [section(1, false, &[]), section(2, false, &[]), section(3, false, &[])];
        let id = SectionId::from_random;
        let step = |number, down| match section_step(&sections, &id(number), down)? {
            Operation::MoveSection { before, .. } => Some(before),
            other => panic!("not a move of a section: {other:?}"),
        };
        assert_eq!(step(1, true), Some(Some(id(3))));
        assert_eq!(step(2, true), Some(None), "to the end");
        assert_eq!(step(3, false), Some(Some(id(2))));
        assert_eq!((step(1, false), step(3, true), step(9, false)), (None, None, None));
    }
}
