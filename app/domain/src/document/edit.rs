//! Editing: an operation is first planned against the draft as it is (and refused whole), then written.

use yrs::{GetString, Map, ReadTxn, Text, TextPrelim, Transact, TransactionMut};

use super::{
    Draft, Field, Operation, OperationError,
    history::{Grouping, joined},
    read::registers,
    replica::{ClientId, Roots},
    text,
};
use crate::ids::SectionId;

mod plan;

/// One thing to write.
#[derive(Debug)]
pub(super) enum Write {
    Fact(String, String),
    Section(String, String),
    Place(String, String),
    Marks(String, String),
    NewText(String, String),
    SetText(String, String),
    SpliceText { text: String, at: u32, remove: u32, insert: String },
}

/// What an operation writes.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// New and still hidden parts; not undone, so that nothing typed into them can be lost.
    pub create: Vec<Write>,
    pub edit: Vec<Write>,
    pub grouping: Grouping,
}

/// Bits for names and positions, all from the bits that were handed in (splitmix64).
pub(super) struct Random(pub u64);

impl Random {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }
}

impl Draft {
    /// Does one operation as this client; the update to send, empty when there was nothing to do.
    ///
    /// `random` are 64 fresh random bits: they keep two people from choosing the same position.
    ///
    /// # Errors
    /// [`OperationError`] when the operation can't be done; the draft is unchanged then.
    pub fn apply(&mut self, operation: &Operation, random: u64) -> Result<Vec<u8>, OperationError> {
        let plan = self.plan(operation, &mut Random(random))?;
        Ok(self.write(plan))
    }

    /// Does several operations as one step: all of them or none, one update, one undo. A single one is done as
    /// [`Draft::apply`] does it: typing goes on in its step.
    ///
    /// # Errors
    /// The first [`OperationError`]; the draft is unchanged then.
    pub fn apply_all(&mut self, operations: &[Operation], random: u64) -> Result<Vec<u8>, OperationError> {
        if let [operation] = operations {
            return self.apply(operation, random);
        }
        self.rehearse(operations, random)?;
        self.close_undo_step();
        let updates = self.run(operations, random);
        self.close_undo_step();
        Ok(joined(updates?).unwrap_or_default())
    }

    /// Later operations build on earlier ones, so whether all can be done shows only on a copy.
    fn rehearse(&self, operations: &[Operation], random: u64) -> Result<(), OperationError> {
        let copy = Self::load(ClientId(self.doc.client_id().get()), &self.encode());
        // A draft always loads its own encoding; if it ever did not, nothing should be built on it.
        copy.map_err(|_| OperationError::Full)?.run(operations, random).map(|_| ())
    }

    fn run(&mut self, operations: &[Operation], random: u64) -> Result<Vec<Vec<u8>>, OperationError> {
        let mut random = Random(random);
        let mut updates = Vec::new();
        for operation in operations {
            let mut plan = self.plan(operation, &mut random)?;
            plan.grouping = Grouping::Together;
            updates.push(self.write(plan));
        }
        updates.retain(|update| !update.is_empty());
        Ok(updates)
    }

    /// Lets a section that its template locked be changed from now on. No [`Operation`], because it is for others than those
    /// who write; no update of a browser does it. Empty when the section is not locked.
    ///
    /// # Errors
    /// [`OperationError::UnknownSection`]
    pub fn unlock(&mut self, section: &SectionId) -> Result<Vec<u8>, OperationError> {
        let plan = self.plan_unlock(section)?;
        Ok(self.write(plan))
    }

    fn write(&mut self, plan: Plan) -> Vec<u8> {
        let mut updates = Vec::new();
        if !plan.create.is_empty() {
            updates.push(self.create(plan.create));
        }
        if !plan.edit.is_empty() {
            updates.push(self.record(plan.grouping, |roots, transaction| {
                for write in plan.edit {
                    write.run(roots, transaction);
                }
            }));
        }
        let update = joined(updates).unwrap_or_default();
        self.ledger.note(&update);
        update
    }

    /// Writes without recording a step.
    pub(super) fn create(&mut self, writes: Vec<Write>) -> Vec<u8> {
        let mut transaction = self.doc.transact_mut();
        for write in writes {
            write.run(&self.roots, &mut transaction);
        }
        transaction.commit();
        transaction.encode_update_v1()
    }
}

impl Draft {
    /// Every register as it is now.
    pub(super) fn registers(&self) -> Vec<Write> {
        let transaction = &self.doc.transact();
        let of = |map, write: fn(String, String) -> Write| {
            registers(map, transaction).into_iter().map(move |(key, value)| write(key, value))
        };
        let roots = &self.roots;
        let facts = of(&roots.meta, Write::Fact).chain(of(&roots.sections, Write::Section));
        facts.chain(of(&roots.lines, Write::Place)).chain(of(&roots.marks, Write::Marks)).collect()
    }
}

impl Write {
    /// Has the register that this writes any value?
    pub(super) fn is_there(&self, roots: &Roots, transaction: &impl ReadTxn) -> bool {
        match self {
            Self::Fact(key, _) => roots.meta.contains_key(transaction, key),
            Self::Section(key, _) => roots.sections.contains_key(transaction, key),
            Self::Place(line, _) => roots.lines.contains_key(transaction, line),
            Self::Marks(line, _) => roots.marks.contains_key(transaction, line),
            Self::NewText(text, _) | Self::SetText(text, _) | Self::SpliceText { text, .. } => {
                roots.texts.contains_key(transaction, text)
            }
        }
    }

    fn run(self, roots: &Roots, transaction: &mut TransactionMut<'_>) {
        match self {
            Self::Fact(key, value) => drop(roots.meta.insert(transaction, key, value)),
            Self::Section(key, value) => drop(roots.sections.insert(transaction, key, value)),
            Self::Place(line, value) => drop(roots.lines.insert(transaction, line, value)),
            Self::Marks(line, value) => drop(roots.marks.insert(transaction, line, value)),
            Self::NewText(text, words) => drop(roots.texts.insert(transaction, text, TextPrelim::new(words))),
            Self::SetText(text, new) => set_text(roots, transaction, &text, &new),
            Self::SpliceText { text, at, remove, insert } => splice(roots, transaction, &text, at, remove, &insert),
        }
    }
}

fn set_text(roots: &Roots, transaction: &mut TransactionMut<'_>, name: &str, new: &str) {
    let Some(yrs::Out::YText(text)) = roots.texts.get(transaction, name) else { return };
    let old = text.get_string(transaction);
    if let Some(change) = text::difference(&old, new) {
        splice(roots, transaction, name, change.at, change.remove, &change.insert);
    }
}

/// `at` and `remove` must be inside the text and between characters: the CRDT panics or mangles otherwise.
fn splice(roots: &Roots, transaction: &mut TransactionMut<'_>, name: &str, at: u32, remove: u32, insert: &str) {
    let Some(yrs::Out::YText(text)) = roots.texts.get(transaction, name) else { return };
    if remove > 0 {
        text.remove_range(transaction, at, remove);
    }
    if !insert.is_empty() {
        text.insert(transaction, at, insert);
    }
}

impl Plan {
    fn edit(writes: Vec<Write>) -> Self {
        Self { edit: writes, ..Self::default() }
    }

    fn typing(field: Field, write: Write) -> Self {
        Self { edit: vec![write], grouping: Grouping::Typing(field), ..Self::default() }
    }
}
