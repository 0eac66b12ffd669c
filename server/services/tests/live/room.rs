//! A draft held in memory as a room holds it, and the tabs that write in it.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    mem,
    sync::Arc,
};

use domain::{
    accounts::Actor,
    document::{ClientId, Draft, Operation, admit},
    ids::{PostingId, SectionId},
};
use services::{BatchOutcome, DraftBatch, Gist, Services, Writing, is_time_for_state};

use crate::live::commit_one;

pub struct Room {
    services: Services,
    posting: PostingId,
    pub draft: Draft,
    pub seq: i64,
    epoch: i32,
    /// The gist of the draft before the pending writings.
    before: Arc<Gist>,
    pending: Vec<Writing>,
}

/// An open editor.
pub struct Tab {
    actor: Actor,
    draft: Draft,
}

impl Room {
    pub async fn open(services: &Services, posting: PostingId) -> Self {
        let live = services.load_live(posting).await.unwrap();
        let (services, before) = (services.clone(), Arc::new(Gist::of(&live.draft.snapshot())));
        let (seq, epoch) = (live.seq, live.epoch);
        Self { services, posting, draft: live.draft, seq, epoch, before, pending: Vec::new() }
    }

    pub fn tab(&self, actor: &Actor, client: u64) -> Tab {
        let draft = Draft::load(ClientId(client), &self.draft.encode()).unwrap();
        Tab { actor: actor.clone(), draft }
    }

    /// Takes in what a tab wrote; false when all of it is known.
    pub fn take(&mut self, tab: &Tab, update: Vec<u8>) -> bool {
        self.take_as(&tab.actor, update)
    }

    fn take_as(&mut self, actor: &Actor, update: Vec<u8>) -> bool {
        if update.is_empty() {
            return false;
        }
        let admitted = admit(&self.draft, &update).unwrap();
        if admitted.touched.is_empty() {
            return false;
        }
        let scopes = self.draft.take_in(&admitted).unwrap();
        let actor = Arc::new(actor.clone());
        self.pending.push(Writing { actor, client: admitted.client, update: admitted.update, scopes });
        true
    }

    pub fn write(&mut self, tab: &mut Tab, operation: &Operation) {
        let update = tab.write(operation);
        assert!(self.take(tab, update));
    }

    /// What is pending, and stays so until it is committed.
    pub fn batch(&self) -> DraftBatch {
        DraftBatch {
            posting: self.posting,
            epoch: self.epoch,
            seq: self.seq,
            writings: self.pending.clone(),
            before: self.before.clone(),
            after: Arc::new(Gist::of(&self.draft.snapshot())),
            state: is_time_for_state(self.seq, self.pending.len()).then(|| self.draft.encode()),
        }
    }

    pub async fn try_to_commit(&mut self) -> BatchOutcome {
        let outcome = commit_one(&self.services, self.batch()).await;
        if let BatchOutcome::Committed { seq } = outcome {
            self.settle(seq);
        }
        outcome
    }

    pub fn settle(&mut self, seq: i64) {
        self.seq = seq;
        self.pending.clear();
        self.before = Arc::new(Gist::of(&self.draft.snapshot()));
    }

    /// Starts from the database and takes in anew what is pending, as far as it is not there yet.
    pub async fn catch_up(&mut self) {
        let pending = mem::take(&mut self.pending);
        let mut kept = Self::open(&self.services, self.posting).await;
        for writing in pending {
            kept.take_as(&writing.actor, writing.update);
        }
        *self = kept;
    }

    /// Until it is in the database, however often others come first. Answers with how often that was.
    pub async fn commit(&mut self) -> usize {
        let mut stale = 0;
        while !self.pending.is_empty() {
            match self.try_to_commit().await {
                BatchOutcome::Committed { .. } => {}
                BatchOutcome::Stale => {
                    stale += 1;
                    self.catch_up().await;
                }
                BatchOutcome::Refused(error) => panic!("{error:?}"),
            }
        }
        stale
    }

    pub fn section(&self) -> SectionId {
        self.draft.snapshot().sections[0].id.clone()
    }
}

impl Tab {
    pub fn write(&mut self, operation: &Operation) -> Vec<u8> {
        let mut hasher = DefaultHasher::new();
        format!("{operation:?}").hash(&mut hasher);
        self.draft.apply(operation, hasher.finish()).unwrap()
    }

    pub fn catch_up(&mut self, room: &Room) {
        let lacking = room.draft.changes_since(&self.draft.state_vector()).unwrap();
        self.draft.merge(&lacking).unwrap();
    }
}
