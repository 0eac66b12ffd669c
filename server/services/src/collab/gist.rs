//! What the database keeps of what a draft says: what lists read of it, and what its lines claim to have from the library.
//!
//! A room of people who type commits many times a second, and hardly ever changes this. So a gist is shared from one
//! commit to the next as long as it holds, instead of being read out of the whole draft each time.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    document::Draft,
    ids::LineId,
    posting::{ItemRef, Line, Origin, Snapshot},
};
use storage::Projection;

use crate::postings::projection;

/// The gist of a draft at one moment.
#[derive(Debug, PartialEq, Eq)]
pub struct Gist {
    pub(super) projection: Projection,
    /// Of each line that has an item.
    pub(super) claims: BTreeMap<LineId, Claim>,
}

/// The item of a line, and the text of a line that claims to say just what the item says.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Claim {
    pub source: ItemRef,
    pub verbatim: Option<String>,
}

impl Gist {
    #[must_use]
    pub fn of(snapshot: &Snapshot) -> Self {
        let claims = snapshot.lines().filter_map(|(_, line)| Some((line.id.clone(), claim(line)?))).collect();
        Self { projection: projection(snapshot), claims }
    }

    /// Whether this is still the gist after somebody typed in these lines of the draft, and did nothing else.
    #[must_use]
    pub fn holds(&self, draft: &Draft, typed: &BTreeSet<LineId>) -> bool {
        let says = |line| draft.line(line).as_ref().and_then(claim);
        typed.iter().all(|line| self.claims.get(line).is_none_or(|claimed| says(line).as_ref() == Some(claimed)))
    }
}

fn claim(line: &Line) -> Option<Claim> {
    let source = line.origin.source()?;
    let is_verbatim = matches!(line.origin, Origin::Library { .. });
    Some(Claim { source, verbatim: is_verbatim.then(|| line.text.trim().to_owned()) })
}

#[cfg(test)]
mod tests {
    use domain::{
        document::{ClientId, Operation, admit},
        ids::{ItemId, SectionId},
        posting::{FactKey, Requirement, SectionKind},
    };

    use super::*;

    const WORDING: &str = "Keep services healthy.";

    fn line(number: u64) -> LineId {
        LineId::from_random(number)
    }

    fn add_line(number: u64, source: Option<ItemRef>) -> Operation {
        let (id, section) = (line(number), SectionId::from_random(1));
        let (text, requirement) = (WORDING.to_owned(), Requirement::Plain);
        Operation::AddLine { id, section, before: None, text, source, requirement, level: None }
    }

    /// One line with an item, one without.
    fn a_draft() -> Draft {
        let mut draft = Draft::new(ClientId(1));
        let (kind, heading) = (SectionKind::Responsibilities, "Duties".to_owned());
        let section = Operation::AddSection { id: SectionId::from_random(1), kind, heading, before: None };
        let source = ItemRef { item: ItemId(uuid::Uuid::from_u128(7)), version: 1 };
        draft.apply_all(&[section, add_line(1, Some(source)), add_line(2, None)], 1).unwrap();
        draft
    }

    /// Somebody else does something; whether the gist is said to hold, after whether it is told that they only typed.
    fn holds_after(draft: &mut Draft, operation: &Operation) -> (bool, bool) {
        let gist = Gist::of(&draft.snapshot());
        let mut tab = Draft::load(ClientId(9), &draft.encode()).unwrap();
        let admitted = admit(draft, &tab.apply(operation, 5).unwrap()).unwrap();
        draft.merge(&admitted.update).unwrap();
        let holds = admitted.is_typing && gist.holds(draft, &admitted.touched.lines);
        assert!(!holds || gist == Gist::of(&draft.snapshot()), "it holds only where it does: {operation:?}");
        (admitted.is_typing, holds)
    }

    #[test]
    fn the_gist_holds_while_people_type_unless_a_line_leaves_or_regains_the_wording_of_its_item() {
        let draft = &mut a_draft();
        let says = |number, text: &str| Operation::SetText { id: line(number), text: text.to_owned() };
        assert_eq!(holds_after(draft, &says(2, "Typed.")), (true, true));
        assert_eq!(holds_after(draft, &says(1, "Reworded.")), (true, false), "an override now");
        assert_eq!(holds_after(draft, &says(1, "Reworded again.")), (true, true), "still one");
        assert_eq!(holds_after(draft, &says(1, WORDING)), (true, false), "the wording again");
        assert_eq!(holds_after(draft, &says(1, &format!("{WORDING} "))), (true, true), "a space is no other wording");
        let title = Operation::SetFact { key: FactKey::Title, value: "Backend developer".to_owned() };
        assert_eq!(holds_after(draft, &title), (false, false));
        assert_eq!(holds_after(draft, &Operation::RemoveLine { id: line(1) }), (false, false));
    }
}
