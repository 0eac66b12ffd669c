//! Finding a free position before a sibling, and making positions short again.

use std::iter;

use yrs::{Map, ReadTxn, Transact};

use super::{Draft, limits::POSITION_LONG_BYTES, position::between};
use crate::ids::{LineId, SectionId};

/// A list of siblings in order, with their positions.
type Siblings<Id> = [(Id, String)];

/// A position directly before a sibling (or at the end), for something that may stand among them already.
pub(super) fn position_before<Id: PartialEq>(
    siblings: &Siblings<Id>,
    moved: &Id,
    before: Option<&Id>,
    random: u64,
) -> String {
    let others: Vec<&(Id, String)> = siblings.iter().filter(|(id, _)| id != moved).collect();
    let index = others.iter().position(|(id, _)| Some(id) == before).unwrap_or(others.len());
    let lower = index.checked_sub(1).map(|before| others[before].1.as_str());
    // Neighbours can tie. There is no room inside a tie, so behind it is as near as one gets.
    let upper = others[index..]
        .iter()
        .map(|(_, position)| position.as_str())
        .find(|upper| lower.is_none_or(|lower| *upper > lower));
    between(lower, upper, random)
}

/// As many positions as one wants, one behind the other.
pub(super) fn positions_in_a_row(mut random: impl FnMut() -> u64) -> impl Iterator<Item = String> {
    iter::successors(Some(between(None, None, random())), move |last| Some(between(Some(last), None, random())))
}

impl Draft {
    pub(super) fn section_siblings(&self, transaction: &impl ReadTxn) -> Vec<(SectionId, String)> {
        self.frames(transaction).into_iter().map(|(id, frame)| (id, frame.position)).collect()
    }

    pub(super) fn line_siblings(&self, transaction: &impl ReadTxn, section: &SectionId) -> Vec<(LineId, String)> {
        self.places(transaction).remove(section).unwrap_or_default()
    }

    /// Shortens positions where they have grown long; the update (empty when all are short).
    ///
    /// For the server alone, when nobody is moving things: a move made elsewhere at the same time may win or lose
    /// against it. It is no edit of anybody: it can't be undone.
    #[must_use = "the update has to be sent to the other replicas"]
    pub fn rebalance(&mut self, random: u64) -> Vec<u8> {
        let mut random = super::edit::Random(random);
        let writes = self.shorter_positions(&mut random);
        if writes.is_empty() {
            return Vec::new();
        }
        let update = {
            let mut transaction = self.doc.transact_mut();
            for (is_section, key, value) in writes {
                let map = if is_section { &self.roots.sections } else { &self.roots.lines };
                map.insert(&mut transaction, key, value);
            }
            transaction.commit();
            transaction.encode_update_v1()
        };
        self.ledger.note(&update);
        update
    }

    fn shorter_positions(&self, random: &mut super::edit::Random) -> Vec<(bool, String, String)> {
        let transaction = &self.doc.transact();
        let mut writes = Vec::new();
        let frames = self.frames(transaction);
        if frames.iter().any(|(_, frame)| frame.position.len() > POSITION_LONG_BYTES) {
            for ((id, mut frame), position) in frames.into_iter().zip(positions_in_a_row(|| random.next())) {
                frame.position = position;
                writes.push((true, id.to_string(), frame.write()));
            }
        }
        for lines in self.places(transaction).into_values() {
            if lines.iter().any(|(_, position)| position.len() > POSITION_LONG_BYTES) {
                for ((id, _), position) in lines.into_iter().zip(positions_in_a_row(|| random.next())) {
                    writes.extend(self.place(transaction, &id).map(|mut place| {
                        place.position = position;
                        (false, id.to_string(), place.write())
                    }));
                }
            }
        }
        writes
    }
}
