//! Several updates of one author as one, so that a burst of typing travels and is stored as a single update.

use yrs::merge_updates_v1;

use super::Damaged;

/// One update that says what all of these say, in order.
///
/// # Errors
/// [`Damaged::Unreadable`] when one of them is no update.
pub fn combine(updates: &[Vec<u8>]) -> Result<Vec<u8>, Damaged> {
    merge_updates_v1(updates).map_err(|_| Damaged::Unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::{ClientId, Draft, Operation, admit},
        ids::{LineId, SectionId},
        posting::{Requirement, SectionKind},
    };

    #[test]
    fn a_burst_of_typing_is_admitted_as_one_update() {
        let server = Draft::new(ClientId(1));
        let mut browser = Draft::load(ClientId(7), &server.encode()).unwrap();
        let (section, line) = (SectionId::from_random(1), LineId::from_random(2));
        let mut typed = vec![
            Operation::AddSection {
                id: section.clone(),
                kind: SectionKind::Overview,
                heading: "About".to_owned(),
                before: None,
            },
            Operation::AddLine {
                id: line.clone(),
                section,
                before: None,
                text: String::new(),
                source: None,
                requirement: Requirement::Plain,
                level: None,
            },
        ];
        typed.extend(["B", "Ba", "Bac"].map(|text| Operation::SetText { id: line.clone(), text: text.to_owned() }));
        let updates: Vec<Vec<u8>> = typed
            .iter()
            .enumerate()
            .map(|(random, operation)| browser.apply(operation, random as u64).unwrap())
            .collect();

        let admitted = admit(&server, &combine(&updates).unwrap()).unwrap();
        let mut server = server;
        server.merge(&admitted.update).unwrap();
        assert_eq!(server.snapshot(), browser.snapshot());
    }
}
