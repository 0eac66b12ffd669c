//! How much of a posting stands in it as the library says it.

use serde::{Deserialize, Serialize};

use super::{Origin, Snapshot};

/// The lines of a posting by where their words come from. Lines without words don't count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    pub lines: usize,
    /// Those that say just what a version of an item says.
    pub library: usize,
    /// Those that started from an item and are worded differently.
    pub overridden: usize,
}

impl Provenance {
    /// How many of a hundred lines say just what the library says, rounded down: a hundred means all of them. Nothing for a
    /// posting without lines.
    #[must_use]
    pub const fn percent(self) -> Option<usize> {
        (self.library * 100).checked_div(self.lines)
    }
}

impl Snapshot {
    #[must_use]
    pub fn provenance(&self) -> Provenance {
        let spoken = self.lines().map(|(_, line)| line).filter(|line| !line.text.trim().is_empty());
        spoken.fold(Provenance::default(), |sum, line| Provenance {
            lines: sum.lines + 1,
            library: sum.library + usize::from(matches!(line.origin, Origin::Library { .. })),
            overridden: sum.overridden + usize::from(line.origin.is_override()),
        })
    }

    /// How long the posting is, and how much of it comes from the library, as the foot of a draft says it.
    #[must_use]
    pub fn foot(&self) -> String {
        let count = self.word_count();
        let read = (count / 200).max(1);
        let words = if count == 1 { "1 word".to_owned() } else { format!("{count} words") };
        match self.provenance().percent() {
            Some(share) => format!("{words}, about {read} min to read, {share} % from the library."),
            None => format!("{words}, about {read} min to read."),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        ids::{ItemId, LineId, SectionId},
        posting::{Facts, ItemRef, Line, Requirement, Section, SectionKind},
    };

    fn posting(lines: &[(&str, Origin)]) -> Snapshot {
        let line = |(number, (text, origin)): (usize, &(&str, Origin))| Line {
            id: LineId::from_random(number as u64),
            text: (*text).to_owned(),
            origin: *origin,
            requirement: Requirement::Plain,
            level: None,
        };
        let section = Section {
            id: SectionId::from_random(1),
            kind: SectionKind::Benefits,
            heading: String::new(),
            locked: false,
            lines: lines.iter().enumerate().map(line).collect(),
        };
        Snapshot { facts: Facts::default(), sections: vec![section] }
    }

    #[test]
    fn only_lines_that_say_what_the_library_says_count_for_it() {
        let source = ItemRef { item: ItemId(Uuid::nil()), version: 1 };
        let (library, reworded) = (("Tea.", Origin::Library { source }), ("Mine.", Origin::Override { source }));
        let (custom, empty) = (("Own.", Origin::Custom), (" ", Origin::Library { source }));
        for (lines, percent, foot) in [
            (vec![], None, "0 words, about 1 min to read."),
            (vec![empty], None, "0 words, about 1 min to read."),
            (vec![custom], Some(0), "1 word, about 1 min to read, 0 % from the library."),
            (vec![library, library, custom], Some(66), "3 words, about 1 min to read, 66 % from the library."),
            (vec![library, reworded], Some(50), "2 words, about 1 min to read, 50 % from the library."),
            (vec![library, empty], Some(100), "1 word, about 1 min to read, 100 % from the library."),
        ] {
            let posting = posting(&lines);
            assert_eq!((posting.provenance().percent(), posting.foot().as_str()), (percent, foot));
        }
        assert_eq!(posting(&[library, reworded, custom]).provenance().overridden, 1);
    }
}
