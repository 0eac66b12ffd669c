//! Drafts of earlier versions get the texts that they lack before anybody writes in them.

use domain::{document::Draft, ids::PostingId, posting::ScopeSet};
use storage::{Claim, DraftHead, DraftUpdate};

use super::load::load_within;
use crate::{Result, Services};

impl Services {
    /// The draft with all of its texts, unless it is locked: then nobody writes in it, and it stays as it is.
    pub(super) async fn load_with_texts(&self, posting: PostingId) -> Result<(Draft, DraftHead)> {
        let loaded = self.load_draft(posting).await?;
        if loaded.1.locked || !loaded.0.lacks_texts() { Ok(loaded) } else { self.add_texts(posting).await }
    }

    /// Nobody's edit, but every update has an author: the owner, who is not to decide on this draft in any case.
    async fn add_texts(&self, posting: PostingId) -> Result<(Draft, DraftHead)> {
        let work = self.storage.begin().await?;
        let owner = self.take_posting(&work, posting).await?.record.owner;
        let (mut draft, mut head) = load_within(&work, posting).await?;
        let data = draft.add_missing_texts();
        if data.is_empty() {
            return Ok((draft, head));
        }
        let claim = Claim { posting, epoch: head.epoch, seq: head.seq, count: 1 };
        if work.collab().claim(&[claim]).await?.is_empty() {
            return self.load_draft(posting).await;
        }
        let seq = head.seq + 1;
        let update = DraftUpdate { seq, author: owner, at: self.now(), data, scopes: ScopeSet::ALL };
        work.collab().append(vec![(posting, update)]).await?;
        work.commit().await?;
        self.edges.announcer.draft_changed(posting);
        head.seq = seq;
        Ok((draft, head))
    }
}
