//! What a transaction adds to drafts: their updates and leases in one statement each, and what lists read only where it
//! changed.

use std::{sync::Arc, time::Duration};

use domain::{
    ids::{PostingId, UserId},
    time::Timestamp,
};
use storage::{DraftUpdate, Lease, UnitOfWork};

use super::{
    commit::DraftBatch,
    judge::{Judged, Row},
};
use crate::{
    Result,
    postings::{Postings, frozen_at},
};

/// Who edited last is noted anew when that is somebody else, so long ago, or before what they wrote was submitted.
const NOTE_EVERY: Duration = Duration::from_secs(1);

/// What was claimed, to be written in one go.
pub(super) struct Written<'b> {
    at: Timestamp,
    updates: Vec<(PostingId, DraftUpdate)>,
    leases: Vec<Lease>,
    /// Each with the number of its last update.
    batches: Vec<(&'b DraftBatch, i64)>,
}

impl<'b> Written<'b> {
    pub const fn at(at: Timestamp) -> Self {
        Self { at, updates: Vec::new(), leases: Vec::new(), batches: Vec::new() }
    }

    /// A batch whose numbers were claimed. Answers with the last of them.
    pub fn add(&mut self, batch: &'b DraftBatch, judged: Judged) -> i64 {
        let (at, mut last) = (self.at, batch.seq);
        self.updates.extend(judged.rows.into_iter().map(|Row { author, scopes, data }| {
            last += 1;
            (batch.posting, DraftUpdate { seq: last, author, at, data, scopes })
        }));
        self.leases.extend(judged.leases);
        self.batches.push((batch, last));
        last
    }

    pub async fn save(self, work: &UnitOfWork, postings: &Postings) -> Result<()> {
        work.collab().append(self.updates).await?;
        work.collab().insert_leases(&self.leases, self.at).await?;
        let mut edits = Vec::new();
        for (batch, seq) in self.batches {
            if let Some(state) = &batch.state {
                work.collab().keep_state(batch.posting, seq, state.clone()).await?;
            }
            let Some(by) = batch.writings.last().map(|writing| writing.actor.id) else { continue };
            let (before, after) = (&batch.before.projection, &batch.after.projection);
            if !Arc::ptr_eq(&batch.before, &batch.after) && before != after {
                work.postings().save_projection(batch.posting, Some(before), after, by, self.at).await?;
            } else if is_news(postings, batch.posting, by, self.at) {
                edits.push((batch.posting, by));
            }
        }
        Ok(work.postings().note_edits(&edits, self.at).await?)
    }
}

fn is_news(postings: &Postings, posting: PostingId, by: UserId, at: Timestamp) -> bool {
    let Some(record) = postings.get(&posting).map(|held| &held.record) else { return true };
    let noted_at = record.edited_at;
    let is_after_submission = frozen_at(record).is_some_and(|frozen| noted_at <= frozen);
    record.edited_by != Some(by) || noted_at.until(at) >= NOTE_EVERY || is_after_submission
}
