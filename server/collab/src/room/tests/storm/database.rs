//! The database of the storm: one row for each update, a whole state now and then, and all that can go wrong with it.

use std::collections::BTreeMap;

use domain::{
    document::{Draft, Operation, admit, gather},
    ids::UserId,
    permissions::Refusal,
};
use services::{BatchOutcome, DraftBatch, DraftHead, Gist, LiveDraft, SERVER, ServiceError, Writing};

use super::faults::{Fault, Plant};
use crate::{
    room::{Done, Job},
    writer::NotNow,
};

pub struct Database {
    /// What is committed.
    pub draft: Draft,
    pub seq: i64,
    pub epoch: i32,
    pub is_away: bool,
    /// Commits, but the answer gets lost.
    pub loses_answers: bool,
    pub may_not_write: Vec<UserId>,
    pub has_refused: bool,
    pub fault: Option<Fault>,
    state: (i64, Vec<u8>),
    rows: BTreeMap<i64, Vec<u8>>,
    plant: Plant,
}

impl Database {
    pub fn new(draft: &Draft, seq: i64, plant: Plant) -> Self {
        let state = draft.encode();
        Self {
            draft: Draft::load(SERVER, &state).unwrap(),
            seq,
            epoch: 1,
            is_away: false,
            loses_answers: false,
            may_not_write: Vec::new(),
            has_refused: false,
            fault: None,
            state: (seq, state),
            rows: BTreeMap::new(),
            plant,
        }
    }

    pub fn head(&self) -> DraftHead {
        DraftHead { seq: self.seq, epoch: self.epoch, locked: false }
    }

    /// The draft as a program reads it: the last whole state and every row after it.
    pub fn read(&self) -> Draft {
        let mut draft = Draft::load(SERVER, &self.state.1).unwrap();
        for row in self.rows.range(self.state.0 + 1..).map(|(_, row)| row) {
            draft.merge(row).unwrap();
        }
        draft
    }

    pub fn knows(&self, update: &[u8]) -> bool {
        admit(&self.draft, update).is_ok_and(|admitted| admitted.touched.is_empty())
    }

    pub fn perform(&mut self, job: Job) -> Done {
        let away = || ServiceError::Unavailable("away".to_owned());
        match job {
            Job::Commit(batch) => Done::Committed(self.commit(&batch)),
            Job::Load if self.is_away => Done::Loaded(Err(away())),
            Job::Load => {
                let live = LiveDraft { draft: self.read(), seq: self.seq, epoch: self.epoch, locked: false };
                Done::Loaded(Ok(Box::new(live)))
            }
            Job::Fetch { .. } if self.is_away => Done::Fetched(Err(away())),
            Job::Fetch { after } => {
                let rows = self.rows.range(after + 1..);
                // Numbers without a gap, or the room would notice by itself.
                let skipped = usize::from(self.plant == Plant::SkipsRow && rows.clone().count() > 1);
                let numbers = rows.clone().map(|(seq, _)| *seq);
                Done::Fetched(Ok(numbers.zip(rows.map(|(_, row)| row.clone()).skip(skipped)).collect()))
            }
        }
    }

    fn commit(&mut self, batch: &DraftBatch) -> Result<BatchOutcome, NotNow> {
        if self.is_away {
            return Err(NotNow);
        }
        let is_stale = (batch.seq, batch.epoch) != (self.seq, self.epoch);
        if is_stale && self.plant != Plant::TakesStale {
            return Ok(BatchOutcome::Stale);
        }
        if batch.writings.iter().any(|writing| self.may_not_write.contains(&writing.actor.id)) {
            self.has_refused = true;
            return Ok(BatchOutcome::Refused(ServiceError::Refused(Refusal::NotOnTheTeam)));
        }
        if self.plant == Plant::KeepsNothing {
            return Ok(BatchOutcome::Committed { seq: batch.seq });
        }
        if !is_stale && *batch.before != Gist::of(&self.draft.snapshot()) {
            self.fault = Some(Fault::Misunderstood("the draft says something else than before the batch".to_owned()));
        }
        let rows = rows(&batch.writings);
        let last = batch.seq + i64::try_from(rows.len()).unwrap();
        self.rows.extend((batch.seq + 1..).zip(rows));
        self.seq = last;
        if let Some(state) = &batch.state {
            self.state = (self.seq, state.clone());
        }
        self.follow(batch.seq);
        if !is_stale && *batch.after != Gist::of(&self.draft.snapshot()) {
            self.fault = Some(Fault::Misunderstood("the draft says something else than after the batch".to_owned()));
        }
        if self.loses_answers { Err(NotNow) } else { Ok(BatchOutcome::Committed { seq: self.seq }) }
    }

    /// What is committed is what the rows say.
    fn follow(&mut self, after: i64) {
        if self.plant == Plant::TakesStale {
            self.draft = self.rows.values().fold(Draft::load(SERVER, &self.state.1).unwrap(), |mut draft, row| {
                // A row that was written over leaves a gap.
                _ = draft.merge(row);
                draft
            });
            return;
        }
        for row in self.rows.range(after + 1..).map(|(_, row)| row) {
            if self.draft.merge(row) != Ok(true) {
                self.fault = Some(Fault::Doubled("a row says nothing new, or can't be read".to_owned()));
            }
        }
    }

    /// Somebody saves a plain form: it is read, written and committed in one transaction.
    pub fn save_form(&mut self, operations: &[Operation], bits: u64) {
        let mut draft = Draft::load(SERVER, &self.draft.encode()).unwrap();
        let Ok(update) = draft.apply_all(operations, bits) else { return };
        if update.is_empty() {
            return;
        }
        self.seq += 1;
        self.rows.insert(self.seq, update);
        self.follow(self.seq - 1);
    }

    /// The draft begins anew: the same words, another history.
    pub fn start_over(&mut self, mut bits: impl FnMut() -> u64) {
        let parts = self.draft.parts();
        self.draft = Draft::from_parts(SERVER, &parts.sections, &parts.facts, &mut bits).unwrap();
        (self.epoch, self.seq) = (self.epoch + 1, self.seq + 1);
        self.state = (self.seq, self.draft.encode());
        self.rows.clear();
    }
}

/// What somebody wrote without another one in between is one row.
fn rows(writings: &[Writing]) -> Vec<Vec<u8>> {
    let same_author = |one: &Writing, other: &Writing| one.actor.id == other.actor.id;
    writings
        .chunk_by(same_author)
        .flat_map(|chunk| gather(chunk.iter().map(|writing| writing.update.clone()).collect()))
        .collect()
}
