//! Texts that a draft lacks because it is older than they are: their words still stand in registers.
//!
//! Only the server adds them, in the same order as everything else it commits, so none is ever created twice. Until it
//! has, the registers are read and written as before: the last to write one wins.

use yrs::Transact;

use super::{Draft, Field, edit::Write, read::parsed, registers::Frame};
use crate::{ids::SectionId, posting::FactKey};

impl Draft {
    /// Gives every heading and every fact that is prose its text, with the words that it has now; the update, empty
    /// when none was missing. For the server alone; it is no edit of anybody and can't be undone.
    #[must_use = "the update has to be sent to the other replicas"]
    pub fn add_missing_texts(&mut self) -> Vec<u8> {
        let missing = self.missing_texts();
        if missing.is_empty() {
            return Vec::new();
        }
        let update = self.create(missing);
        self.ledger.note(&update);
        update
    }

    /// Whether [`Draft::add_missing_texts`] has something to do.
    #[must_use]
    pub fn lacks_texts(&self) -> bool {
        !self.missing_texts().is_empty()
    }

    fn missing_texts(&self) -> Vec<Write> {
        let transaction = &self.doc.transact();
        // Removed sections, too: they can be put back.
        let sections = parsed::<SectionId, Frame>(&self.roots.sections, transaction).into_iter();
        let headings = sections.map(|(id, _)| Field::Heading(id));
        headings
            .chain(FactKey::prose().map(Field::Fact))
            .filter(|field| !self.has_text(transaction, field))
            .map(|field| Write::NewText(field.to_string(), self.wording(transaction, &field)))
            .collect()
    }
}
