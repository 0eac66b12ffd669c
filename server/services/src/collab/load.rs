//! Loading a draft: the last whole state and every update after it.

use domain::{document::Draft, ids::PostingId};
use storage::{DraftHead, StoredDraft, UnitOfWork};

use super::SERVER;
use crate::{Result, ServiceError, Services};

impl Services {
    pub(crate) async fn load_draft(&self, posting: PostingId) -> Result<(Draft, DraftHead)> {
        rebuild(self.storage.collab().load(posting).await?)
    }
}

/// The draft as this unit of work sees it.
pub(crate) async fn load_within(work: &UnitOfWork, posting: PostingId) -> Result<(Draft, DraftHead)> {
    rebuild(work.collab().load(posting).await?)
}

fn rebuild(stored: Option<StoredDraft>) -> Result<(Draft, DraftHead)> {
    let stored = stored.ok_or(ServiceError::NotFound)?;
    let mut draft = Draft::new(SERVER);
    for update in stored.state.iter().chain(&stored.updates) {
        draft.merge(update).map_err(|error| ServiceError::Internal(format!("a stored draft: {error}")))?;
    }
    Ok((draft, stored.head))
}
