//! In which scopes somebody wrote: told by where the parts that they touched stand, before it and after it. A line that
//! moves is written in both of its sections.
//!
//! It reads a few registers of the touched parts and nothing else, because it is asked for every burst of typing.

use super::{Admitted, Damaged, Draft, Field, Operation, OperationError, Touched};
use crate::posting::ScopeSet;

impl Draft {
    /// Takes in an update that was admitted. Answers with the scopes in which it writes.
    ///
    /// # Errors
    /// As [`Draft::merge`].
    pub fn take_in(&mut self, admitted: &Admitted) -> Result<ScopeSet, Damaged> {
        let before = self.scopes_of(&admitted.touched, ScopeSet::NONE);
        self.merge(&admitted.update)?;
        Ok(before | self.scopes_of(&admitted.touched, ScopeSet::ALL))
    }

    /// As [`Draft::apply_all`]. Answers with the scopes in which it writes, too.
    ///
    /// # Errors
    /// As [`Draft::apply_all`].
    pub fn write_all(&mut self, operations: &[Operation], random: u64) -> Result<(Vec<u8>, ScopeSet), OperationError> {
        let touched = Touched::by(operations);
        let before = self.scopes_of(&touched, ScopeSet::NONE);
        let update = self.apply_all(operations, random)?;
        Ok((update, before | self.scopes_of(&touched, ScopeSet::ALL)))
    }

    /// What a part that stands nowhere counts as, is up to the caller: it may be about to come, or nobody knows.
    fn scopes_of(&self, touched: &Touched, nowhere: ScopeSet) -> ScopeSet {
        let lines = touched.lines.iter().map(|id| Field::Line(id.clone()));
        let sections = touched.sections.iter().map(|id| Field::Heading(id.clone()));
        let fields = touched.facts.iter().map(|key| Field::Fact(*key)).chain(sections).chain(lines);
        let scopes = fields.map(|field| self.scope_of(&field).map_or(nowhere, ScopeSet::from));
        scopes.fold(ScopeSet::NONE, |all, scope| all | scope)
    }
}

impl Touched {
    fn by(operations: &[Operation]) -> Self {
        let mut touched = Self::default();
        for operation in operations {
            match operation {
                Operation::SetFact { key, .. } | Operation::SpliceFact { key, .. } => _ = touched.facts.insert(*key),
                Operation::AddSection { id, .. }
                | Operation::RenameSection { id, .. }
                | Operation::SpliceHeading { id, .. }
                | Operation::MoveSection { id, .. }
                | Operation::RemoveSection { id }
                | Operation::RestoreSection { id } => _ = touched.sections.insert(id.clone()),
                Operation::AddLine { id, .. }
                | Operation::MoveLine { id, .. }
                | Operation::RemoveLine { id }
                | Operation::RestoreLine { id }
                | Operation::SetText { id, .. }
                | Operation::SpliceText { id, .. }
                | Operation::SetRequirement { id, .. }
                | Operation::SetLevel { id, .. }
                | Operation::TakeSource { id, .. } => _ = touched.lines.insert(id.clone()),
            }
        }
        touched
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::{ClientId, NO_CHANGE, admit},
        ids::{LineId, SectionId},
        posting::{FactKey, Requirement, Scope, SectionKind},
    };

    const DUTIES: u64 = 1;
    const BENEFITS: u64 = 2;
    const LINE: u64 = 3;

    fn section(id: u64, kind: SectionKind) -> Operation {
        Operation::AddSection { id: SectionId::from_random(id), kind, heading: "Heading".to_owned(), before: None }
    }

    fn line() -> LineId {
        LineId::from_random(LINE)
    }

    fn draft() -> Draft {
        let mut draft = Draft::new(ClientId(1));
        let added = Operation::AddLine {
            id: line(),
            section: SectionId::from_random(DUTIES),
            before: None,
            text: "You build it.".to_owned(),
            source: None,
            requirement: Requirement::Plain,
            level: None,
        };
        let all = [section(DUTIES, SectionKind::Responsibilities), section(BENEFITS, SectionKind::Benefits), added];
        draft.apply_all(&all, 1).unwrap();
        draft
    }

    fn text(text: &str) -> Operation {
        Operation::SetText { id: line(), text: text.to_owned() }
    }

    fn to(section: u64) -> Operation {
        Operation::MoveLine { id: line(), section: SectionId::from_random(section), before: None }
    }

    /// The scopes in which these are written, by the server's own hand and as an update of a browser.
    fn written(operations: &[Operation]) -> ScopeSet {
        let mut server = draft();
        let mut browser = Draft::load(ClientId(7), &server.encode()).unwrap();
        let update = browser.apply_all(operations, 9).unwrap();
        let admitted = admit(&server, &update).unwrap();
        let taken = server.take_in(&admitted).unwrap();
        assert_eq!(server.snapshot(), browser.snapshot());
        let (_, own) = draft().write_all(operations, 9).unwrap();
        assert_eq!(own, taken, "{operations:?}");
        taken
    }

    #[test]
    fn each_edit_is_written_in_the_scope_of_its_place() {
        let set = |key: FactKey| Operation::SetFact { key, value: "5".to_owned() };
        let heading =
            Operation::RenameSection { id: SectionId::from_random(BENEFITS), heading: "What else".to_owned() };
        assert_eq!(written(&[text("You build them.")]), Scope::Duties.into());
        assert_eq!(written(&[Operation::RemoveLine { id: line() }]), Scope::Duties.into());
        assert_eq!(written(&[heading]), Scope::Pay.into());
        assert_eq!(written(&[set(FactKey::BaseSalaryMinValue)]), Scope::Pay.into());
        assert_eq!(written(&[section(4, SectionKind::Disclosures)]), Scope::Legal.into());
        let both = [text("You build them."), set(FactKey::BaseSalaryMinValue)];
        assert_eq!(written(&both), ScopeSet::from_iter([Scope::Duties, Scope::Pay]));
    }

    #[test]
    fn a_line_that_moves_is_written_in_both_of_its_sections() {
        let both = ScopeSet::from_iter([Scope::Duties, Scope::Pay]);
        assert_eq!(written(&[to(BENEFITS)]), both);
        assert_eq!(written(&[to(BENEFITS), to(DUTIES), text("Back.")]), Scope::Duties.into(), "it went nowhere");
        let mut moved = draft();
        moved.apply(&to(BENEFITS), 5).unwrap();
        let (_, scopes) = moved.write_all(&[text("You get it.")], 6).unwrap();
        assert_eq!(scopes, Scope::Pay.into(), "afterwards it is where it is");
    }

    #[test]
    fn what_is_taken_out_is_still_written_where_it_stood() {
        let mut without = draft();
        without.apply(&Operation::RemoveLine { id: line() }, 5).unwrap();
        let (_, scopes) = without.write_all(&[Operation::RestoreLine { id: line() }], 6).unwrap();
        assert_eq!(scopes, Scope::Duties.into());
    }

    #[test]
    fn a_part_that_nobody_can_place_counts_as_everything() {
        let mut draft = draft();
        let touched = Touched { lines: [LineId::from_random(99)].into(), ..Touched::default() };
        let admitted = Admitted { update: NO_CHANGE.to_vec(), touched, is_typing: false, client: None };
        assert_eq!(draft.take_in(&admitted), Ok(ScopeSet::ALL));
    }
}
