//! What the editor works on: a replica of the draft and everything that its views look at.
//!
//! An edit changes the replica at once and waits in its outbox; the channel carries it away a moment later. "Saved" is
//! said only when the server has answered that it is in the database.

use std::sync::{Arc, Mutex, PoisonError};

use domain::{
    checks::{self, Finding},
    document::{ClientId, Draft, Field, Operation, moved_caret},
    ids::{LineId, PostingId, SectionId, UserId},
    library::{IndexItem, search::Index},
    posting::{ItemRef, Line, Section, Snapshot},
    protocol::{Access, Person},
    time::read_date,
};
use leptos::prelude::*;

use super::{moving::Moving, work::Work};

/// What the page says about saving.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saving {
    Saved,
    Sending,
    /// There is no connection.
    Offline,
    /// The server is there and can't save now; it is asked again and again.
    Stuck,
    /// The server refused, and trying again does not help; the sentence says why.
    Stopped(String),
}

/// The library at hand: what can be inserted, and how it is found.
pub struct Shelf {
    pub items: Vec<IndexItem>,
    pub index: Index,
    /// How well each fits the posting, as it was when the library came.
    pub fits: Vec<u8>,
}

/// The desk: copied into every part of the editor.
#[derive(Clone, Copy)]
pub struct Desk {
    work: StoredValue<Arc<Mutex<Work>>>,
    pub posting: PostingId,
    pub user: UserId,
    /// Tells this tab from others of the same browser.
    pub tab: u64,
    pub snapshot: RwSignal<Arc<Snapshot>>,
    pub findings: Memo<Arc<Vec<Finding>>>,
    pub saving: RwSignal<Saving>,
    /// Whether what is not saved could be kept in this browser.
    pub is_kept: RwSignal<bool>,
    /// Something that could not be done, for a moment.
    pub notice: RwSignal<Option<String>>,
    /// What was removed by the last edit, in a sentence.
    pub removed: RwSignal<Option<String>>,
    /// What was written and is not in the draft, for its writer to copy.
    pub unsent: RwSignal<Option<String>>,
    pub shelf: RwSignal<Option<Arc<Shelf>>>,
    /// Where lines come from, as far as it was asked for: the source, its address in the library, and a sentence.
    pub credits: RwSignal<Vec<(ItemRef, String, String)>>,
    pub moving: RwSignal<Moving>,
    /// The line that was worked on last: where the library inserts.
    pub last_line: RwSignal<Option<LineId>>,
    /// Whether the sheet is shown as its readers will see it.
    pub is_preview: RwSignal<bool>,
    pub access: RwSignal<Access>,
    /// What this person could do when the page was made; its bar still says so.
    pub access_at_first: StoredValue<Access>,
    /// Everybody else who has the draft open.
    pub people: RwSignal<Vec<Person>>,
}

impl Desk {
    /// Opens the draft of a posting, for somebody, from its state; `today` (year-month-day) is what the checks go by.
    pub fn open(who: (PostingId, UserId), epoch: i32, state: &[u8], today: &str, access: Access) -> Option<Self> {
        let work = Work::open(fresh_client(), epoch, state).ok()?;
        let snapshot = work.snapshot();
        Self::around(work, snapshot, who, today, access)
    }

    /// As the server draws it: nobody writes there, so there is no replica behind it.
    #[cfg(feature = "ssr")]
    pub fn drawn(
        who: (PostingId, UserId),
        epoch: i32,
        snapshot: Snapshot,
        today: &str,
        access: Access,
    ) -> Option<Self> {
        Self::around(Work::empty(fresh_client(), epoch), snapshot, who, today, access)
    }

    fn around(
        work: Work,
        snapshot: Snapshot,
        (posting, user): (PostingId, UserId),
        today: &str,
        access: Access,
    ) -> Option<Self> {
        let today = read_date(today)?;
        let snapshot = RwSignal::new(Arc::new(snapshot));
        Some(Self {
            work: StoredValue::new(Arc::new(Mutex::new(work))),
            posting,
            user,
            tab: random_bits(),
            snapshot,
            findings: Memo::new(move |_| snapshot.with(|snapshot| Arc::new(checks::run(snapshot, today)))),
            saving: RwSignal::new(Saving::Saved),
            is_kept: RwSignal::new(true),
            notice: RwSignal::new(None),
            removed: RwSignal::new(None),
            unsent: RwSignal::new(None),
            shelf: RwSignal::new(None),
            credits: RwSignal::new(Vec::new()),
            moving: RwSignal::new(Moving::default()),
            last_line: RwSignal::new(None),
            is_preview: RwSignal::new(false),
            access: RwSignal::new(access.clone()),
            access_at_first: StoredValue::new(access),
            people: RwSignal::new(Vec::new()),
        })
    }

    /// The desk of the editor around this component.
    pub fn here() -> Self {
        expect_context()
    }

    /// Whether this person may write now. (What is drawn by it is drawn anew when that changes.)
    pub fn is_editable(self) -> bool {
        self.access.with_untracked(|access| *access == Access::Edit)
    }

    /// Does all of these or none, at once, and sees to it that they are saved.
    pub fn apply(self, operations: &[Operation]) {
        self.try_apply(operations);
    }

    /// As [`Desk::apply`]; false when they can't be done, which the page says.
    pub fn try_apply(self, operations: &[Operation]) -> bool {
        if !self.is_editable() {
            return false;
        }
        let done = self.with(|work| work.apply(operations, random_bits(), now()));
        let is_done = done.is_ok();
        self.notice.set(done.err().map(|error| error.to_string()));
        self.wrote();
        is_done
    }

    /// Takes something out, as a step of its own for undo, and says so.
    pub fn remove(self, what: Operation, sentence: String) {
        self.with(Work::pause);
        if self.try_apply(&[what]) {
            self.removed.set(Some(sentence));
        }
    }

    pub fn undo(self) {
        self.step(Draft::undo);
    }

    pub fn redo(self) {
        self.step(Draft::redo);
    }

    fn step(self, take: impl FnOnce(&mut Draft) -> Option<Vec<u8>>) {
        if self.is_editable() {
            self.with(|work| work.step(take));
            self.wrote();
        }
    }

    /// Has the server say where the words of a line come from.
    #[cfg_attr(not(feature = "browser"), expect(unused_variables, reason = "nobody looks at a line of the server's"))]
    pub fn ask_credit(self, source: ItemRef) {
        #[cfg(feature = "browser")]
        super::channel::ask_credit(source);
    }

    pub fn section(self, id: &SectionId) -> Option<Section> {
        self.snapshot.with(|snapshot| snapshot.section(id).cloned())
    }

    pub fn line(self, id: &LineId) -> Option<Line> {
        self.snapshot.with(|snapshot| snapshot.line(id).map(|(_, line)| line.clone()))
    }

    /// Whether an edit has not reached the database yet.
    pub fn is_pending(self) -> bool {
        self.with(|work| !work.outbox.is_empty())
    }

    /// This tab has changed the replica.
    fn wrote(self) {
        self.removed.set(None);
        let before = self.snapshot.get_untracked();
        self.refresh();
        let after = self.snapshot.get_untracked();
        self.with(|work| work.note(&before, &after));
        #[cfg(feature = "browser")]
        super::channel::wrote(self);
    }

    /// Shows what the replica says now. The carets of others stay among their words.
    pub fn refresh(self) {
        let old = self.snapshot.get_untracked();
        let new = Arc::new(self.with(|work| work.snapshot()));
        self.carry_carets(&old, &new);
        #[cfg(feature = "browser")]
        let held = super::keyboard::hold();
        self.snapshot.set(new);
        #[cfg(feature = "browser")]
        if let Some(held) = held {
            held.give_back_soon();
        }
    }

    fn carry_carets(self, old: &Snapshot, new: &Snapshot) {
        let texts = |field: &Field| Some((field.words_in(old)?, field.words_in(new)?));
        let is_carried = |person: &Person| {
            let here = person.whereabouts.as_ref();
            here.and_then(|here| texts(&here.field)).is_some_and(|(old, new)| old != new)
        };
        if !self.people.with_untracked(|people| people.iter().any(is_carried)) {
            return;
        }
        self.people.update(|people| {
            for here in people.iter_mut().filter_map(|person| person.whereabouts.as_mut()) {
                if let Some((old, new)) = texts(&here.field) {
                    here.from = moved_caret(old, new, here.from);
                    here.to = moved_caret(old, new, here.to);
                }
            }
        });
    }

    pub fn with<T>(self, act: impl FnOnce(&mut Work) -> T) -> T {
        let work = self.work.get_value();
        let mut work = work.lock().unwrap_or_else(PoisonError::into_inner);
        act(&mut work)
    }
}

/// An id that no other tab writes under.
pub fn fresh_client() -> ClientId {
    ClientId(random_bits() & ClientId::MAX)
}

/// The browser's clock in milliseconds; the server, which only draws the page, needs none.
fn now() -> f64 {
    #[cfg(target_arch = "wasm32")]
    return js_sys::Date::now();
    #[cfg(not(target_arch = "wasm32"))]
    0.0
}

/// 64 random bits for names and positions; on the server, which only draws the page, none are needed.
pub fn random_bits() -> u64 {
    #[cfg(target_arch = "wasm32")]
    {
        let half = || (js_sys::Math::random() * f64::from(u32::MAX)) as u64;
        half() << 32 | half()
    }
    #[cfg(not(target_arch = "wasm32"))]
    0
}
