//! Undo and redo of one's own edits, and of nobody else's.
//!
//! The CRDT's undo manager keeps raw pointers and can't be sent between threads, so one lives only as long as one
//! edit or one undo; between them the steps are plain sets of ids. Typing in one field makes one step until
//! [`Draft::close_undo_step`] is called (the editor does so after a pause: there is no clock in here) or something
//! else is done; every other operation is a step of its own.
//!
//! New sections and lines are created as removed and then brought in by a recorded edit: undoing the addition hides
//! them again and loses nothing that others typed into them meanwhile.

use std::{
    collections::HashSet,
    mem,
    sync::{Arc, Mutex, PoisonError},
};

use yrs::{
    Doc, Transact, TransactionMut, merge_updates_v1,
    undo::{Options, StackItem, UndoManager},
};

use super::{Draft, Field, edit::Write, limits::UNDO_STEPS_MAX, replica::Roots};

const ME: &str = "me";
const CAPTURE: &str = "capture";

type Step = StackItem<()>;

/// What can be undone and redone here.
#[derive(Default)]
pub(super) struct History {
    undo: Vec<Step>,
    redo: Vec<Step>,
    /// What the last step is still open for.
    open: Grouping,
}

/// Which edits join the step before them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Grouping {
    /// None: a step of its own.
    #[default]
    Alone,
    /// More typing in the same field.
    Typing(Field),
    /// Everything that belongs to one command.
    Together,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Undo,
    Redo,
}

impl Draft {
    /// Takes back the last step of one's own edits; the update to send, or `None` when there was nothing to take back.
    #[must_use = "the update has to be sent to the other replicas"]
    pub fn undo(&mut self) -> Option<Vec<u8>> {
        self.step(Direction::Undo)
    }

    /// Does again what [`Draft::undo`] took back.
    #[must_use = "the update has to be sent to the other replicas"]
    pub fn redo(&mut self) -> Option<Vec<u8>> {
        self.step(Direction::Redo)
    }

    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.history.undo.is_empty()
    }

    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.history.redo.is_empty()
    }

    /// What is typed from now on is a step of its own.
    pub fn close_undo_step(&mut self) {
        self.history.open = Grouping::Alone;
    }

    /// Forgets all steps: after a reset, or when the draft was locked.
    pub fn forget_undo_steps(&mut self) {
        let History { undo, redo, .. } = mem::take(&mut self.history);
        undo_manager(&self.doc, &self.roots, undo, redo).clear_all();
    }

    /// Runs a recorded edit as this person; the update that it made.
    pub(super) fn record(&mut self, grouping: Grouping, edit: impl FnOnce(&Roots, &mut TransactionMut<'_>)) -> Vec<u8> {
        let manager = undo_manager(&self.doc, &self.roots, Vec::new(), mem::take(&mut self.history.redo));
        let update = {
            let mut transaction = self.doc.transact_mut_with(ME);
            edit(&self.roots, &mut transaction);
            transaction.commit();
            transaction.encode_update_v1()
        };
        self.history.redo = manager.redo_stack().to_vec();
        let steps = manager.undo_stack().to_vec();
        drop(manager);
        for step in steps {
            self.history.push(step, &grouping);
        }
        self.history.open = grouping;
        update
    }

    fn step(&mut self, direction: Direction) -> Option<Vec<u8>> {
        let registers = self.registers();
        let history = mem::take(&mut self.history);
        let mut manager = undo_manager(&self.doc, &self.roots, history.undo, history.redo);
        let captured = Captured::start(&self.doc);
        let changed = match direction {
            Direction::Undo => manager.undo_blocking(),
            Direction::Redo => manager.redo_blocking(),
        };
        self.history.undo = manager.undo_stack().to_vec();
        self.history.redo = manager.redo_stack().to_vec();
        drop(manager);
        self.restore_missing(registers);
        let update = captured.finish(&self.doc).filter(|_| changed)?;
        self.ledger.note(&update);
        Some(update)
    }

    /// When two people wrote a register at once, taking back the value that won leaves none: the CRDT doesn't bring
    /// back an older one past the value that lost. Then the register keeps what it had, for a place must not vanish.
    fn restore_missing(&mut self, before: Vec<Write>) {
        let missing: Vec<Write> = {
            let transaction = &self.doc.transact();
            before.into_iter().filter(|write| !write.is_there(&self.roots, transaction)).collect()
        };
        if !missing.is_empty() {
            drop(self.create(missing));
        }
    }
}

impl History {
    fn push(&mut self, step: Step, grouping: &Grouping) {
        let joins = *grouping != Grouping::Alone && *grouping == self.open;
        match self.undo.last_mut() {
            Some(last) if joins => last.merge(step, |(), ()| ()),
            _ => self.undo.push(step),
        }
        let surplus = self.undo.len().saturating_sub(UNDO_STEPS_MAX);
        self.undo.drain(..surplus);
    }
}

fn undo_manager(doc: &Doc, roots: &Roots, undo: Vec<Step>, redo: Vec<Step>) -> UndoManager<()> {
    let mut manager = UndoManager::with_options(Options {
        capture_timeout_millis: 0, // steps are joined by `History::push`
        tracked_origins: HashSet::from([ME.into()]),
        capture_transaction: None,
        timestamp: Arc::new(|| 1),
        init_undo_stack: undo,
        init_redo_stack: redo,
    });
    for root in [&roots.meta, &roots.sections, &roots.lines, &roots.marks, &roots.texts] {
        manager.expand_scope(doc, root);
    }
    manager
}

/// The updates that transactions out of our hands make.
struct Captured(Arc<Mutex<Vec<Vec<u8>>>>);

impl Captured {
    fn start(doc: &Doc) -> Self {
        let updates = Arc::new(Mutex::new(Vec::new()));
        let sink = Arc::clone(&updates);
        // It fails only while a transaction is open, and none outlives a method of `Draft`.
        let _ = doc.observe_update_v1(CAPTURE, move |_, event| {
            sink.lock().unwrap_or_else(PoisonError::into_inner).push(event.update.clone());
        });
        Self(updates)
    }

    fn finish(self, doc: &Doc) -> Option<Vec<u8>> {
        let _ = doc.unobserve_update_v1(CAPTURE);
        let updates = mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        joined(updates)
    }
}

/// Several updates as one; `None` when there are none.
pub(super) fn joined(mut updates: Vec<Vec<u8>>) -> Option<Vec<u8>> {
    match updates.len() {
        0 | 1 => updates.pop(),
        _ => merge_updates_v1(updates).ok(),
    }
}
