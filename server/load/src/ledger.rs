//! What a writer was told is saved, and what still waits for its answer.

use std::collections::{HashMap, VecDeque};

use domain::{
    ids::{LineId, SectionId},
    posting::Snapshot,
};

use crate::Edit;

/// Kept by one writer, about one draft.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    saved: Vec<Edit>,
    /// In the order in which they were made. They may be in the database or not.
    open: VecDeque<Edit>,
    /// What should not have happened: a refusal, a connection closed for a reason.
    pub surprises: Vec<String>,
}

impl Ledger {
    pub(crate) fn made(&mut self, edit: Edit) {
        self.open.push_back(edit);
    }

    /// All but the last so many edits are acknowledged.
    pub(crate) fn acknowledged_but(&mut self, unconfirmed: usize) {
        let acknowledged = self.open.len().saturating_sub(unconfirmed);
        self.saved.extend(self.open.drain(..acknowledged));
    }

    /// How many edits were acknowledged.
    #[must_use]
    pub fn saved(&self) -> usize {
        self.saved.len()
    }

    #[must_use]
    pub fn open(&self) -> usize {
        self.open.len()
    }

    /// What was acknowledged and is not in the draft, or stands there more than once.
    #[must_use]
    pub fn broken_promises(&self, snapshot: &Snapshot) -> Vec<String> {
        let mut broken: Vec<String> = Vec::new();
        for (text, count) in self.saved.iter().filter_map(|edit| edit.count_in(snapshot)).filter(|(_, n)| *n != 1) {
            broken.push(format!("{text:?} is there {count} times"));
        }
        for (text, count) in self.open.iter().filter_map(|edit| edit.count_in(snapshot)).filter(|(_, n)| *n > 1) {
            broken.push(format!("{text:?}, never acknowledged, is there {count} times"));
        }
        broken.extend(self.misplaced(snapshot));
        broken
    }

    /// Lines that are neither where an acknowledged move brought them, nor where a later one would.
    fn misplaced(&self, snapshot: &Snapshot) -> Vec<String> {
        let mut places: HashMap<&LineId, Vec<&SectionId>> = HashMap::new();
        for (line, section) in self.saved.iter().filter_map(place) {
            places.insert(line, vec![section]);
        }
        for (line, section) in self.open.iter().filter_map(place) {
            places.entry(line).and_modify(|known| known.push(section));
        }
        let is_wrong = |line: &LineId, sections: &[&SectionId]| {
            snapshot.line(line).is_none_or(|(section, _)| !sections.contains(&&section.id))
        };
        let wrong = places.into_iter().filter(|(line, sections)| is_wrong(line, sections));
        wrong.map(|(line, _)| format!("line {line} is not where it was moved to")).collect()
    }
}

fn place(edit: &Edit) -> Option<(&LineId, &SectionId)> {
    match edit {
        Edit::Word { .. } => None,
        Edit::Line { line, section, .. } | Edit::Move { line, section } => Some((line, section)),
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        document::{ClientId, Draft, Operation},
        posting::SectionKind,
    };

    use super::*;

    struct Desk {
        draft: Draft,
        ledger: Ledger,
    }

    impl Desk {
        fn new() -> Self {
            let mut draft = Draft::new(ClientId(1));
            for bits in [1, 2] {
                let (id, heading) = (SectionId::from_random(bits), bits.to_string());
                let add = Operation::AddSection { id, kind: SectionKind::Overview, heading, before: None };
                draft.apply(&add, bits).unwrap();
            }
            Self { draft, ledger: Ledger::default() }
        }

        /// In the ledger, and perhaps also in the draft.
        fn makes(&mut self, edit: Edit, is_stored: bool) {
            if is_stored {
                self.draft.apply(&edit.operation(), 9).unwrap();
            }
            self.ledger.made(edit);
        }

        fn broken(&self) -> usize {
            self.ledger.broken_promises(&self.draft.snapshot()).len()
        }
    }

    fn line(section: u64) -> Edit {
        let (line, section) = (LineId::from_random(3), SectionId::from_random(section));
        Edit::Line { line, section, text: "w1n1;".to_owned() }
    }

    fn word(word: &str) -> Edit {
        Edit::Word { line: LineId::from_random(3), word: word.to_owned() }
    }

    fn moved(section: u64) -> Edit {
        Edit::Move { line: LineId::from_random(3), section: SectionId::from_random(section) }
    }

    #[test]
    fn what_was_acknowledged_has_to_be_there_and_what_was_not_may_be_missing() {
        let mut desk = Desk::new();
        desk.makes(line(1), true);
        desk.makes(word(" w1n2;"), false);
        desk.ledger.acknowledged_but(1);
        assert_eq!((desk.ledger.saved(), desk.ledger.open(), desk.broken()), (1, 1, 0));
        desk.ledger.acknowledged_but(0);
        assert_eq!(desk.broken(), 1);
    }

    #[test]
    fn nothing_is_there_twice() {
        let mut desk = Desk::new();
        desk.makes(line(1), true);
        desk.makes(word(" w1n2;"), true);
        desk.draft.apply(&word(" w1n2;").operation(), 5).unwrap();
        assert_eq!(desk.broken(), 1, "it was never acknowledged, and came twice");
        desk.ledger.acknowledged_but(0);
        assert_eq!(desk.broken(), 1);
    }

    #[test]
    fn a_moved_line_is_where_the_last_acknowledged_move_brought_it_or_a_later_one() {
        for (is_stored, later, broken) in [(true, false, 0), (false, false, 1), (true, true, 0)] {
            let mut desk = Desk::new();
            desk.makes(line(1), true);
            desk.makes(moved(2), is_stored);
            desk.ledger.acknowledged_but(0);
            if later {
                desk.makes(moved(1), true);
            }
            assert_eq!(desk.broken(), broken, "{is_stored} {later}");
        }
    }
}
