//! The whole story of a posting: what happened, its revisions, its public address.

use domain::{accounts::Actor, ids::PostingId, review::Controls};

use super::RevisionRow;
use crate::{HistoryEntry, PostingCard, Result, Services};

/// Enough for every posting that people write; the audit log has no end.
const ENTRIES: u64 = 500;

/// The page of a posting's history.
#[derive(Debug, Clone)]
pub struct PostingHistory {
    pub posting: PostingCard,
    pub controls: Controls,
    /// Newest first.
    pub revisions: Vec<RevisionRow>,
    /// Newest first.
    pub entries: Vec<HistoryEntry>,
    /// Where the public reads or read it, once it was published.
    pub slug: Option<String>,
}

impl Services {
    /// # Errors
    /// [`crate::ServiceError::NotFound`] to those who may not read the posting.
    pub async fn posting_history(&self, actor: &Actor, posting: PostingId) -> Result<PostingHistory> {
        let held = self.read_posting(actor, posting).await?;
        Ok(PostingHistory {
            controls: held.controls(actor),
            revisions: self.revision_rows(&held).await?,
            entries: self.newest_history(posting, ENTRIES).await?,
            slug: self.storage.publications().of_posting(posting).await?.map(|publication| publication.slug),
            posting: held.record.into(),
        })
    }
}
