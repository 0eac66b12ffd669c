//! What a room asks of the database: its draft, how far drafts have come, and what others committed.
//!
//! None of it asks who looks: a room is opened by somebody who took a seat, and hands out nothing to others.

use domain::{
    document::{ClientId, Draft},
    ids::{PostingId, UserId},
};
use storage::DraftHead;

use crate::{Result, Services};

/// A draft as it is in the database, ready to be written in.
#[derive(Debug)]
pub struct LiveDraft {
    pub draft: Draft,
    pub seq: i64,
    pub epoch: i32,
    pub locked: bool,
}

impl Services {
    /// One of an earlier version gets the texts that it lacks.
    ///
    /// # Errors
    /// [`crate::ServiceError::NotFound`] when there is no such draft.
    pub async fn load_live(&self, posting: PostingId) -> Result<LiveDraft> {
        let (draft, DraftHead { seq, epoch, locked }) = self.load_with_texts(posting).await?;
        Ok(LiveDraft { draft, seq, epoch, locked })
    }

    /// What was committed after number `seq`, in order, each with its number.
    ///
    /// # Errors
    /// [`crate::ServiceError`]
    pub async fn updates_after(&self, posting: PostingId, seq: i64) -> Result<Vec<(i64, Vec<u8>)>> {
        Ok(self.storage.collab().updates_after(posting, seq).await?)
    }

    /// How far those of the drafts have come that exist, in one query.
    ///
    /// # Errors
    /// [`crate::ServiceError`]
    pub async fn draft_heads(&self, postings: &[PostingId]) -> Result<Vec<(PostingId, DraftHead)>> {
        Ok(self.storage.collab().heads(postings).await?)
    }

    /// Who writes in this draft under this id, if anybody did so far.
    ///
    /// # Errors
    /// [`crate::ServiceError`]
    pub async fn lease_holder(&self, posting: PostingId, client: ClientId) -> Result<Option<UserId>> {
        let lease = self.storage.collab().leases(&[posting], &[client]).await?.pop();
        Ok(lease.map(|lease| lease.holder))
    }
}
