//! Taking in what a client wrote.

use domain::{
    accounts::Actor,
    document::{Draft, Rejection, UPDATE_MAX_BYTES, admit},
    ids::PostingId,
    permissions::Action,
    posting::Snapshot,
};
use storage::{DraftUpdate, UnitOfWork};

use super::{SERVER, load::load_within, pull::lacking, sources::demand_true_sources};
use crate::{Result, ServiceError, Services, postings::projection};

/// The whole state is kept after every so many updates: loading then reads no more than these.
const STATE_EVERY: i64 = 200;

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
        let seq = claim(&work, posting, epoch).await?;
        let (mut draft, _) = load_within(&work, posting).await?;
        let admitted = admit(&draft, update).map_err(|rejection| refused(&rejection))?;
        if admitted.client == Some(SERVER) {
            return Err(refused(&Rejection::Foreign));
        }
        if admitted.touched.is_empty() {
            return Ok(Pushed { seq: seq - 1, update: lacking(&draft, state_vector)? });
        }
        let before = draft.snapshot();
        draft.merge(&admitted.update).map_err(|_| refused(&Rejection::Unfit))?;
        let answer = Pushed { seq, update: lacking(&draft, state_vector)? };
        self.save(&work, actor, posting, &Step { before: &before, draft: &draft, seq, update: admitted.update })
            .await?;
        work.commit().await?;
        Ok(answer)
    }

    /// Stores one step of a draft that was taken and whose number was claimed.
    pub(super) async fn save(
        &self,
        work: &UnitOfWork,
        actor: &Actor,
        posting: PostingId,
        step: &Step<'_>,
    ) -> Result<()> {
        let now = self.now();
        let after = step.draft.snapshot();
        demand_true_sources(work, step.before, &after).await?;
        let (before, after) = (projection(step.before), projection(&after));
        let update = DraftUpdate { seq: step.seq, author: actor.id, at: now, data: step.update.clone() };
        work.collab().append(posting, &update).await?;
        if step.seq % STATE_EVERY == 0 {
            work.collab().keep_state(posting, step.seq, step.draft.encode()).await?;
        }
        Ok(work.postings().save_projection(posting, &before, &after, actor.id, now).await?)
    }
}

/// One step of a draft.
pub(super) struct Step<'a> {
    pub before: &'a Snapshot,
    /// With the update in it.
    pub draft: &'a Draft,
    pub seq: i64,
    pub update: Vec<u8>,
}

/// The number of the next update, or the reason why there can be none.
pub(super) async fn claim(work: &UnitOfWork, posting: PostingId, epoch: i32) -> Result<i64> {
    match work.collab().claim(posting, epoch).await? {
        Some(seq) => Ok(seq),
        None => {
            let head = work.collab().head(posting).await?.ok_or(ServiceError::NotFound)?;
            let why = if head.locked {
                "The draft is locked: it is in review or approved. Withdraw it to go on writing."
            } else {
                "The draft started over since you opened it. Reload it and enter your changes again."
            };
            Err(ServiceError::Conflict(why.to_owned()))
        }
    }
}

/// Resending helps against a gap, nothing against the rest.
fn refused(rejection: &Rejection) -> ServiceError {
    match rejection {
        Rejection::Gap | Rejection::Locked(_) => ServiceError::Conflict(rejection.to_string()),
        _ => ServiceError::invalid("update", rejection),
    }
}
