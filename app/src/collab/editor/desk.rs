//! What the editor works on: a replica of the draft, and the conversation with the server about it.
//!
//! Every edit changes the replica at once and waits in a queue; a moment later the queue travels as one update. "Saved"
//! is said only when the server has answered that the update is in the database. What others wrote comes back with each
//! answer, and every few seconds without one.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{
    checks::{self, Finding},
    document::{ClientId, Draft, Operation, combine},
    ids::{LineId, PostingId, SectionId},
    library::{IndexItem, search::Index},
    posting::{Line, Section, Snapshot},
    time::read_date,
};
use leptos::prelude::*;

use super::moving::Moving;
use crate::{
    collab::draft_api::{Reply, pull_draft, push_draft},
    error::AppError,
};

/// How long edits gather before they travel.
const GATHER: Duration = Duration::from_millis(350);
/// How often a quiet editor asks what others wrote.
const ASK: Duration = Duration::from_secs(4);
const RETRY_MAX: Duration = Duration::from_secs(30);

/// What the page says about saving.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saving {
    Saved,
    Sending,
    /// The server could not be reached; it is tried again.
    Retrying,
    /// The server refused, and trying again does not help; the sentence says why.
    Stopped(String),
}

/// The replica and what still has to travel.
struct Work {
    posting: PostingId,
    epoch: i32,
    draft: Draft,
    /// Edits that the server has not confirmed.
    queue: VecDeque<Vec<u8>>,
    is_travelling: bool,
    /// A departure is set; edits until then join it.
    is_scheduled: bool,
    retry: Duration,
}

/// The library at hand: what can be inserted, and how it is found.
pub struct Shelf {
    pub items: Vec<IndexItem>,
    pub index: Index,
}

/// The desk: copied into every part of the editor.
#[derive(Clone, Copy)]
pub struct Desk {
    work: StoredValue<Arc<Mutex<Work>>>,
    pub snapshot: RwSignal<Arc<Snapshot>>,
    pub findings: Memo<Arc<Vec<Finding>>>,
    pub saving: RwSignal<Saving>,
    /// Something that could not be done, for a moment.
    pub notice: RwSignal<Option<String>>,
    pub shelf: RwSignal<Option<Arc<Shelf>>>,
    pub moving: RwSignal<Moving>,
    /// The line that was worked on last: where the library inserts.
    pub last_line: RwSignal<Option<LineId>>,
    /// Whether the sheet is shown as its readers will see it.
    pub is_preview: RwSignal<bool>,
    pub is_editable: bool,
}

impl Desk {
    /// Opens the draft of `posting` from its state; `today` (year-month-day) is what the checks go by.
    pub fn open(posting: PostingId, epoch: i32, state: &[u8], today: &str, is_editable: bool) -> Option<Self> {
        let draft = Draft::load(ClientId(random_bits() & ClientId::MAX), state).ok()?;
        let today = read_date(today)?;
        let snapshot = RwSignal::new(Arc::new(draft.snapshot()));
        let work = Work {
            posting,
            epoch,
            draft,
            queue: VecDeque::new(),
            is_travelling: false,
            is_scheduled: false,
            retry: GATHER,
        };
        Some(Self {
            work: StoredValue::new(Arc::new(Mutex::new(work))),
            snapshot,
            findings: Memo::new(move |_| snapshot.with(|snapshot| Arc::new(checks::run(snapshot, today)))),
            saving: RwSignal::new(Saving::Saved),
            notice: RwSignal::new(None),
            shelf: RwSignal::new(None),
            moving: RwSignal::new(Moving::default()),
            last_line: RwSignal::new(None),
            is_preview: RwSignal::new(false),
            is_editable,
        })
    }

    /// The desk of the editor around this component.
    pub fn here() -> Self {
        expect_context()
    }

    /// Does all of these or none, at once, and sees to it that they are saved.
    pub fn apply(self, operations: &[Operation]) {
        if !self.is_editable {
            return;
        }
        let done = self.with(|work| {
            let update = work.draft.apply_all(operations, random_bits())?;
            if !update.is_empty() {
                work.queue.push_back(update);
            }
            Ok::<_, domain::document::OperationError>(())
        });
        match done {
            Ok(()) => self.notice.set(None),
            Err(error) => self.notice.set(Some(error.to_string())),
        }
        self.changed();
    }

    pub fn undo(self) {
        self.step(Draft::undo);
    }

    pub fn redo(self) {
        self.step(Draft::redo);
    }

    /// What was typed so far is one step for undo.
    pub fn close_step(self) {
        self.with(|work| work.draft.close_undo_step());
    }

    pub fn section(self, id: &SectionId) -> Option<Section> {
        self.snapshot.with(|snapshot| snapshot.section(id).cloned())
    }

    pub fn line(self, id: &LineId) -> Option<Line> {
        self.snapshot.with(|snapshot| snapshot.line(id).map(|(_, line)| line.clone()))
    }

    /// Whether an edit has not reached the database yet.
    pub fn is_pending(self) -> bool {
        self.with(|work| work.is_travelling || !work.queue.is_empty())
    }

    /// Starts asking what others wrote.
    pub fn listen(self) {
        set_interval(
            move || {
                let is_idle = !self.is_pending() && !document().hidden();
                if is_idle && !matches!(self.saving.get_untracked(), Saving::Stopped(_)) {
                    leptos::task::spawn_local(self.ask());
                }
            },
            ASK,
        );
        let online = window_event_listener(leptos::ev::online, move |_| {
            if self.is_pending() && !matches!(self.saving.get_untracked(), Saving::Stopped(_)) {
                leptos::task::spawn_local(self.send());
            }
        });
        on_cleanup(move || online.remove());
    }

    /// Sends what waits, now.
    pub async fn send(self) {
        let Some((posting, epoch, update, count, state_vector)) = self.with(|work| {
            if work.is_travelling || work.queue.is_empty() {
                return None;
            }
            let waiting: Vec<Vec<u8>> = work.queue.iter().cloned().collect();
            let update = combine(&waiting).ok()?;
            work.is_travelling = true;
            Some((work.posting, work.epoch, update, waiting.len(), work.draft.state_vector()))
        }) else {
            return;
        };
        let answer = push_draft(posting, epoch, STANDARD.encode(update), STANDARD.encode(state_vector)).await;
        self.with(|work| work.is_travelling = false);
        match answer {
            Ok(reply) => {
                self.with(|work| {
                    work.queue.drain(..count);
                    work.retry = GATHER;
                });
                self.merge(&reply);
                let more = self.is_pending();
                self.saving.set(if more { Saving::Sending } else { Saving::Saved });
                if more {
                    self.send_in(GATHER);
                }
            }
            Err(error) => self.not_sent(&error),
        }
    }

    fn not_sent(self, error: &AppError) {
        let again = matches!(
            error,
            AppError::Offline | AppError::Unavailable | AppError::TooManyRequests(_) | AppError::Internal
        );
        if !again {
            self.saving.set(Saving::Stopped(error.to_string()));
            return;
        }
        self.saving.set(Saving::Retrying);
        let wait = self.with(|work| {
            work.retry = (work.retry * 2).clamp(Duration::from_secs(1), RETRY_MAX);
            work.retry
        });
        self.send_in(wait);
    }

    async fn ask(self) {
        let (posting, state_vector) = self.with(|work| (work.posting, work.draft.state_vector()));
        match pull_draft(posting, STANDARD.encode(state_vector)).await {
            Ok(reply) => self.merge(&reply),
            Err(AppError::SignedOut | AppError::NotFound) => {
                self.saving.set(Saving::Stopped(AppError::SignedOut.to_string()));
            }
            Err(_) => {}
        }
    }

    fn merge(self, reply: &Reply) {
        let Ok(update) = STANDARD.decode(&reply.update) else { return };
        if self.with(|work| work.epoch != reply.epoch) {
            self.saving
                .set(Saving::Stopped("This draft was started over by somebody else. Reload the page.".to_owned()));
            return;
        }
        if !update.is_empty() && self.with(|work| work.draft.merge(&update)).is_ok_and(|changed| changed) {
            self.refresh();
        }
    }

    fn step(self, take: impl FnOnce(&mut Draft) -> Option<Vec<u8>>) {
        self.with(|work| {
            if let Some(update) = take(&mut work.draft) {
                work.queue.push_back(update);
            }
        });
        self.changed();
    }

    fn changed(self) {
        self.refresh();
        if self.is_pending() && !matches!(self.saving.get_untracked(), Saving::Stopped(_) | Saving::Retrying) {
            self.saving.set(Saving::Sending);
            self.send_in(GATHER);
        }
    }

    fn refresh(self) {
        let snapshot = self.with(|work| work.draft.snapshot());
        self.snapshot.set(Arc::new(snapshot));
    }

    fn send_in(self, wait: Duration) {
        if self.with(|work| std::mem::replace(&mut work.is_scheduled, true)) {
            return;
        }
        let depart = move || {
            self.with(|work| work.is_scheduled = false);
            leptos::task::spawn_local(self.send());
        };
        set_timeout(depart, wait);
    }

    fn with<T>(self, act: impl FnOnce(&mut Work) -> T) -> T {
        let work = self.work.get_value();
        let mut work = work.lock().unwrap_or_else(PoisonError::into_inner);
        act(&mut work)
    }
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
