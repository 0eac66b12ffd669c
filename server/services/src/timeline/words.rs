//! What a draft said after an update: from a moment if the update was folded, else from a whole state and what followed.

use std::collections::{BTreeMap, BTreeSet};

use domain::{document::Draft, ids::PostingId, posting::Snapshot};

use crate::{Result, ServiceError, Services, collab::SERVER};

/// What a draft said, by the number of the last update that was in it.
pub(super) type Words = BTreeMap<i64, Snapshot>;

/// Updates can be folded while they are read; then they are found as moments the next time.
const TRIES: usize = 3;

impl Services {
    /// The number under which the state after update `seq` can be read: its own, or that of the moment that it became
    /// part of.
    pub(super) async fn readable_number(&self, posting: PostingId, seq: i64) -> Result<i64> {
        let head = self.storage.collab().head(posting).await?.ok_or(ServiceError::NotFound)?;
        if seq > head.seq {
            return Err(ServiceError::NotFound);
        }
        if seq == 0 || seq >= self.first_kept(posting).await? {
            return Ok(seq);
        }
        let moments = self.storage.collab().moments_after(posting, seq - 1).await?;
        Ok(moments.first().map_or(seq, |moment| moment.seq))
    }

    /// The oldest number that can be read from updates.
    async fn first_kept(&self, posting: PostingId) -> Result<i64> {
        Ok(self.storage.collab().oldest_update(posting).await?.map_or(0, |oldest| oldest - 1))
    }

    /// What the draft said after each of these updates, without what is damaged.
    pub(super) async fn words_at(&self, posting: PostingId, numbers: BTreeSet<i64>) -> Result<Words> {
        let mut words = Words::new();
        let mut missing = numbers;
        for _ in 0..TRIES {
            if missing.remove(&0) {
                words.insert(0, Snapshot::default());
            }
            let kept = missing.split_off(&self.first_kept(posting).await?);
            let folded: Vec<i64> = missing.iter().copied().collect();
            for (seq, said) in self.storage.collab().said_at(posting, &folded).await? {
                missing.remove(&seq);
                match said {
                    Some(said) => _ = words.insert(seq, said),
                    None => tracing::error!(%posting, seq, "a moment of a draft is damaged on disk"),
                }
            }
            words.extend(self.replayed(posting, &kept).await?);
            missing.extend(kept);
            missing.retain(|seq| !words.contains_key(seq));
            if missing.is_empty() {
                return Ok(words);
            }
        }
        tracing::error!(%posting, ?missing, "what a draft said after these updates is damaged on disk");
        Ok(words)
    }

    /// As far as the updates are still there.
    async fn replayed(&self, posting: PostingId, numbers: &BTreeSet<i64>) -> Result<Words> {
        let (Some(first), Some(last)) = (numbers.first(), numbers.last()) else { return Ok(Words::new()) };
        let (mut draft, mut known) = self.base_for(posting, *first).await?;
        let mut words = Words::new();
        if numbers.contains(&known) {
            words.insert(known, draft.snapshot());
        }
        for (seq, update) in self.storage.collab().updates_between(posting, known, *last).await? {
            if seq != known + 1 || draft.merge(&update).is_err() {
                break;
            }
            known = seq;
            if numbers.contains(&seq) {
                words.insert(seq, draft.snapshot());
            }
        }
        Ok(words)
    }

    /// The draft as one of its sound whole states at or before `seq` has it.
    pub(super) async fn base_for(&self, posting: PostingId, seq: i64) -> Result<(Draft, i64)> {
        let mut at_most = seq;
        while let Some(state) = self.storage.collab().state_at(posting, at_most).await? {
            let mut draft = Draft::new(SERVER);
            if state.is_sound && draft.merge(&state.data).is_ok() {
                return Ok((draft, state.seq));
            }
            at_most = state.seq - 1;
        }
        Ok((Draft::new(SERVER), 0))
    }
}
