//! Committing what people wrote: batches of many drafts in one transaction.
//!
//! A batch says where its room stands; the database decides whether the draft still stands there and is not locked.
//! Everything that a transaction needs is asked for all batches at once (`judge`), and what they add is written at once
//! (`written`), so that a thousand busy drafts cost little more than one. A batch that fails harms no other one.

use std::{collections::BTreeMap, slice, sync::Arc};

use domain::{accounts::Actor, document::ClientId, ids::PostingId, permissions::Action, posting::ScopeSet};
use storage::{Claim, UnitOfWork};

use super::{gist::Gist, judge::Judged, sources::NewClaims, written::Written};
use crate::{Result, ServiceError, Services};

/// The whole state is worth keeping after about so many updates: loading then reads no more than these.
const STATE_EVERY: i64 = 200;

/// An update and who wrote it.
#[derive(Debug, Clone)]
pub struct Writing {
    pub actor: Arc<Actor>,
    /// None for one that only deletes.
    pub client: Option<ClientId>,
    pub update: Vec<u8>,
    /// Where in the posting it writes ([`domain::document::Draft::take_in`]).
    pub scopes: ScopeSet,
}

/// What people wrote into one draft, in the order in which they did.
#[derive(Debug, Clone)]
pub struct DraftBatch {
    pub posting: PostingId,
    /// Where the draft stood that they wrote on.
    pub epoch: i32,
    pub seq: i64,
    pub writings: Vec<Writing>,
    /// The gist of the draft there.
    pub before: Arc<Gist>,
    /// The gist of it with all of this in it; the same one if it still holds.
    pub after: Arc<Gist>,
    /// The whole of it, when [`is_time_for_state`].
    pub state: Option<Vec<u8>>,
}

/// What became of a batch.
#[derive(Debug)]
pub enum BatchOutcome {
    /// It is in the database; its last update has this number.
    Committed { seq: i64 },
    /// The draft has gone on or started over. Look at what came, and bring what is still new.
    Stale,
    /// It will never be taken.
    Refused(ServiceError),
}

/// Whether a batch of so many writings on a draft at number `seq` should bring the whole state.
#[must_use]
pub fn is_time_for_state(seq: i64, writings: usize) -> bool {
    let after = seq.saturating_add(i64::try_from(writings).unwrap_or(i64::MAX));
    seq / STATE_EVERY != after / STATE_EVERY
}

impl Services {
    /// Takes in each batch or says why not, in the order given. What is answered as committed is in the database.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`] when the database is away: nothing is known of any of the batches then, bring them
    /// again.
    pub async fn commit_drafts(&self, batches: Vec<DraftBatch>) -> Result<Vec<BatchOutcome>> {
        match self.commit_together(&batches).await {
            Err(error) if !is_away(&error) => {
                tracing::error!(%error, batches = batches.len(), "a batch can't be committed");
                Ok(self.commit_apart(&batches).await)
            }
            answer => answer,
        }
    }

    async fn commit_together(&self, batches: &[DraftBatch]) -> Result<Vec<BatchOutcome>> {
        let work = self.storage.begin().await?;
        let outcomes = self.commit_within(&work, batches, Action::EditPosting).await?;
        work.commit().await?;
        Ok(outcomes)
    }

    /// A transaction for each, so that the one that broke the common one breaks only its own.
    async fn commit_apart(&self, batches: &[DraftBatch]) -> Vec<BatchOutcome> {
        let mut outcomes = Vec::with_capacity(batches.len());
        for batch in batches {
            match self.commit_together(slice::from_ref(batch)).await {
                Ok(one) => outcomes.extend(one),
                // It may be in the database or not: its room has to look.
                Err(error) if is_away(&error) => outcomes.push(BatchOutcome::Stale),
                Err(error) => outcomes.push(BatchOutcome::Refused(error)),
            }
        }
        outcomes
    }

    /// One step of a draft that this unit of work holds, whose last it is, by somebody who may do `right`. Answers with the
    /// number of the update.
    pub(super) async fn commit_step(&self, work: UnitOfWork, step: DraftBatch, right: Action) -> Result<i64> {
        let posting = step.posting;
        let seq = match self.commit_within(&work, &[step], right).await?.pop() {
            Some(BatchOutcome::Committed { seq }) => seq,
            Some(BatchOutcome::Refused(error)) => return Err(error),
            Some(BatchOutcome::Stale) | None => return Err(super::started_over()),
        };
        work.commit().await?;
        self.edges.announcer.draft_changed(posting);
        Ok(seq)
    }

    async fn commit_within(
        &self,
        work: &UnitOfWork,
        batches: &[DraftBatch],
        right: Action,
    ) -> Result<Vec<BatchOutcome>> {
        let claims: Vec<NewClaims<'_>> =
            batches.iter().map(|batch| NewClaims::between(&batch.before, &batch.after)).collect();
        let known = self.known(work, batches, &claims).await?;
        let mut written = Written::at(self.now());
        let verdicts: Vec<Result<Judged>> =
            batches.iter().zip(&claims).map(|(batch, claims)| known.judge(batch, claims, right)).collect();
        let mut taken = work.collab().claim(&numbers(batches, &verdicts)).await?;
        let mut outcomes = Vec::with_capacity(batches.len());
        for (batch, verdict) in batches.iter().zip(verdicts) {
            outcomes.push(match verdict {
                Ok(judged) if taken.remove(&batch.posting) => {
                    BatchOutcome::Committed { seq: written.add(batch, judged) }
                }
                Ok(_) => why_not(work, batch.posting).await?,
                Err(error) => BatchOutcome::Refused(error),
            });
        }
        written.save(work, &known.postings).await?;
        Ok(outcomes)
    }
}

/// The numbers that the batches need which may be committed. Of two batches of one draft the second finds it gone on.
fn numbers(batches: &[DraftBatch], verdicts: &[Result<Judged>]) -> Vec<Claim> {
    let mut claims: BTreeMap<PostingId, Claim> = BTreeMap::new();
    for (batch, verdict) in batches.iter().zip(verdicts) {
        let Ok(judged) = verdict else { continue };
        let count = i64::try_from(judged.rows.len()).unwrap_or(i64::MAX);
        let claim = Claim { posting: batch.posting, epoch: batch.epoch, seq: batch.seq, count };
        claims.entry(batch.posting).or_insert(claim);
    }
    claims.into_values().collect()
}

async fn why_not(work: &UnitOfWork, posting: PostingId) -> Result<BatchOutcome> {
    Ok(match work.collab().head(posting).await? {
        Some(head) if head.locked => {
            let why = "The draft is locked: it is in review or approved. Withdraw it to go on writing.";
            BatchOutcome::Refused(ServiceError::Conflict(why.to_owned()))
        }
        Some(_) => BatchOutcome::Stale,
        None => BatchOutcome::Refused(ServiceError::NotFound),
    })
}

fn is_away(error: &ServiceError) -> bool {
    matches!(error, ServiceError::Unavailable(_))
}
