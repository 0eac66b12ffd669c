//! What a client lacks.

use domain::{accounts::Actor, document::Draft, ids::PostingId};

use crate::{Result, ServiceError, Services};

/// What a client lacks of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pulled {
    pub seq: i64,
    pub epoch: i32,
    pub update: Vec<u8>,
}

impl Services {
    /// An empty state vector asks for everything.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] to those who may not read it, [`ServiceError::Invalid`] for a broken state vector.
    pub async fn pull_draft(&self, actor: &Actor, posting: PostingId, state_vector: &[u8]) -> Result<Pulled> {
        self.read_posting(actor, posting).await?;
        let (draft, head) = self.load_draft(posting).await?;
        Ok(Pulled { seq: head.seq, epoch: head.epoch, update: lacking(&draft, state_vector)? })
    }
}

pub(super) fn lacking(draft: &Draft, state_vector: &[u8]) -> Result<Vec<u8>> {
    if state_vector.is_empty() {
        return Ok(draft.encode());
    }
    draft.changes_since(state_vector).map_err(|error| ServiceError::invalid("state_vector", error))
}
