//! The time line of a draft: what people wrote when, moments with a name, what it said at any of them, the way back to
//! it, and how old updates are folded to moments so that a draft stays small.
//!
//! The newest updates are kept one by one; older ones only as *moments*, sittings with what the draft said at their end
//! (`fold`). Whoever looks does not see the seam: `words` knows where to find what was said.

mod checkpoint;
mod compare;
mod fold;
mod page;
mod restore;
mod words;

use std::collections::BTreeSet;

use domain::{events::Event, ids::PostingId, timeline::Sitting};
use storage::{Checkpoint, RecordedEvent, RevisionHead};

pub use compare::{MomentView, PointView};
pub use page::{Entry, EntryKind, TimeLine, Writer};

use crate::{Result, Services};

/// Enough for every posting that people write; the audit log has no end.
const EVENTS: u64 = 500;

/// What happened to a posting and stands for itself.
struct Landmarks {
    /// Newest first, each of these.
    checkpoints: Vec<Checkpoint>,
    revisions: Vec<RevisionHead>,
    events: Vec<RecordedEvent>,
}

impl Landmarks {
    /// The updates after which a sitting ends: what a posting began with, what was named or submitted, and both sides of
    /// what was restored.
    fn cuts(&self) -> BTreeSet<i64> {
        let restored = self.events.iter().filter_map(|recorded| match recorded.event {
            Event::DraftRestored { seq, .. } => Some([seq, seq + 1]),
            _ => None,
        });
        let named = self.checkpoints.iter().map(|checkpoint| checkpoint.seq);
        let submitted = self.revisions.iter().map(|revision| revision.seq);
        named.chain(submitted).chain(restored.flatten()).chain([1]).collect()
    }
}

impl Services {
    async fn landmarks(&self, posting: PostingId) -> Result<Landmarks> {
        Ok(Landmarks {
            checkpoints: self.storage.collab().checkpoints(posting).await?,
            revisions: self.storage.reviews().revisions(posting).await?,
            events: self.storage.audit().list(Some(posting), None, EVENTS).await?,
        })
    }

    /// All sittings, the oldest first.
    async fn all_sittings(&self, posting: PostingId, landmarks: &Landmarks) -> Result<Vec<Sitting>> {
        let folded = self.storage.collab().moments(posting).await?;
        let known = folded.last().map_or(0, |last| last.seq);
        let written = self.storage.collab().written_between(posting, known, i64::MAX).await?;
        Ok(domain::timeline::sittings(folded, written, &landmarks.cuts()))
    }
}
