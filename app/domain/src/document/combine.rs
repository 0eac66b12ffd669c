//! Several updates of one author as one, so that a burst of typing travels and is stored as a single update.

use yrs::merge_updates_v1;

use super::{Damaged, wire};

/// One update that says what all of these say, in order.
///
/// # Errors
/// [`Damaged::Unreadable`] when one of them is no update, or something is missing between them: what yrs makes of those is
/// an update with a hole, which nobody admits.
pub fn combine(updates: &[Vec<u8>]) -> Result<Vec<u8>, Damaged> {
    let together = merge_updates_v1(updates).map_err(|_| Damaged::Unreadable)?;
    wire::read_update(&together).map_err(|_| Damaged::Unreadable)?;
    Ok(together)
}

/// As few updates as say what all of these say: one, or all as they are where something is missing between them.
#[must_use]
pub fn gather(updates: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    match combine(&updates) {
        Ok(one) if updates.len() > 1 => vec![one],
        _ => updates,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::{ClientId, Draft, Operation, admit},
        ids::{LineId, SectionId},
        posting::{FactKey, Requirement, SectionKind},
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

    /// A page that takes up kept words sends some again that are saved already. Story 1,018,031 of rooms found it.
    #[test]
    fn edits_between_which_one_is_missing_stay_apart() {
        let mut browser = Draft::load(ClientId(7), &Draft::new(ClientId(1)).encode()).unwrap();
        let mut write = |value: &str| {
            let operation = Operation::SetFact { key: FactKey::Title, value: value.to_owned() };
            browser.apply(&operation, 1).unwrap()
        };
        let (first, second, third) =
            (write("Backend"), write("Backend developer"), write("Backend developer, payments"));
        assert!(combine(&[first.clone(), second.clone(), third.clone()]).is_ok());
        assert_eq!(combine(&[third.clone(), first.clone()]), Err(Damaged::Unreadable));
        assert_eq!(gather(vec![third.clone(), first.clone()]), [third.clone(), first.clone()]);
        assert_eq!(gather(vec![first, second, third]).len(), 1);
    }
}
