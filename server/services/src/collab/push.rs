//! Taking in what a client wrote.

use domain::{
    accounts::Actor,
    document::{Rejection, UPDATE_MAX_BYTES, admit},
    ids::PostingId,
    permissions::Action,
};

use super::{
    commit::{DraftBatch, Writing, is_time_for_state},
    load::load_within,
    pull::lacking,
    started_over,
};
use crate::{Result, ServiceError, Services};

/// What the server did with a push.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pushed {
    pub seq: i64,
    /// What the client lacks.
    pub update: Vec<u8>,
}

impl Services {
    /// Takes in an update that a client wrote on top of what it knows, and answers with what it lacks.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] and [`ServiceError::Refused`] to those who may not edit, [`ServiceError::Conflict`] when
    /// the draft is locked, started over, or knows too little to place the update, [`ServiceError::Invalid`] for an update
    /// that may not be let in. Nothing is stored then.
    pub async fn push_draft(
        &self,
        actor: &Actor,
        posting: PostingId,
        epoch: i32,
        update: &[u8],
        state_vector: &[u8],
    ) -> Result<Pushed> {
        if update.len() > UPDATE_MAX_BYTES {
            return Err(refused(&Rejection::TooLarge));
        }
        let work = self.storage.begin().await?;
        self.take_posting(&work, posting).await?.permit_now(actor, Action::EditPosting)?;
        let (mut draft, head) = load_within(&work, posting).await?;
        if head.epoch != epoch {
            return Err(started_over());
        }
        let admitted = admit(&draft, update).map_err(|rejection| refused(&rejection))?;
        if admitted.touched.is_empty() {
            return Ok(Pushed { seq: head.seq, update: lacking(&draft, state_vector)? });
        }
        let before = draft.snapshot();
        draft.merge(&admitted.update).map_err(|_| refused(&Rejection::Unfit))?;
        let lacking = lacking(&draft, state_vector)?;
        let step = DraftBatch {
            posting,
            epoch,
            seq: head.seq,
            writings: vec![Writing { actor: actor.clone(), client: admitted.client, update: admitted.update }],
            before,
            after: draft.snapshot(),
            state: is_time_for_state(head.seq, 1).then(|| draft.encode()),
        };
        Ok(Pushed { seq: self.commit_step(work, step).await?, update: lacking })
    }
}

/// Resending helps against a gap, nothing against the rest.
pub(super) fn refused(rejection: &Rejection) -> ServiceError {
    match rejection {
        Rejection::Gap | Rejection::Locked(_) => ServiceError::Conflict(rejection.to_string()),
        _ => ServiceError::invalid("update", rejection),
    }
}
