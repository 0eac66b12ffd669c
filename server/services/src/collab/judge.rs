//! Whether batches may be committed: what has to be known for that, asked for all of them at once.

use std::collections::HashMap;

use domain::{
    document::{ClientId, Rejection, UPDATE_MAX_BYTES, gather},
    ids::{PostingId, UserId},
    permissions::Action,
    posting::ScopeSet,
};
use storage::{Lease, UnitOfWork, VersionRecord};

use super::{
    SERVER,
    commit::{DraftBatch, Writing},
    sources::NewClaims,
};
use crate::{Result, ServiceError, Services, postings::Postings};

/// What has to be known.
pub(super) struct Known {
    pub postings: Postings,
    holders: HashMap<(PostingId, ClientId), UserId>,
    wordings: Vec<VersionRecord>,
}

/// A batch that may be committed.
pub(super) struct Judged {
    /// In order; what one person wrote in one go is one row.
    pub rows: Vec<Row>,
    /// The ids that are written under for the first time.
    pub leases: Vec<Lease>,
}

/// An update to be, with who writes it and where.
pub(super) struct Row {
    pub author: UserId,
    pub scopes: ScopeSet,
    pub data: Vec<u8>,
}

impl Services {
    /// Holds the postings until the unit of work ends.
    pub(super) async fn known(
        &self,
        work: &UnitOfWork,
        batches: &[DraftBatch],
        claims: &[NewClaims<'_>],
    ) -> Result<Known> {
        let ids: Vec<PostingId> = batches.iter().map(|batch| batch.posting).collect();
        let clients: Vec<ClientId> =
            batches.iter().flat_map(|batch| &batch.writings).filter_map(|writing| writing.client).collect();
        let sources: Vec<_> = claims.iter().flat_map(NewClaims::sources).collect();
        let postings = self.take_drafts(work, &ids).await?;
        let leases = work.collab().leases(&ids, &clients).await?;
        let holders = leases.into_iter().map(|lease| ((lease.posting, lease.client), lease.holder)).collect();
        Ok(Known { postings, holders, wordings: work.library().wordings(&sources).await? })
    }
}

impl Known {
    /// `right` is what their writers have to be permitted.
    pub fn judge(&self, batch: &DraftBatch, claims: &NewClaims<'_>, right: Action) -> Result<Judged> {
        let held = self.postings.get(&batch.posting).ok_or(ServiceError::NotFound)?;
        for writing in &batch.writings {
            held.permit_now(&writing.actor, right)?;
        }
        let leases = self.new_leases(batch)?;
        claims.demand_true(&self.wordings)?;
        Ok(Judged { rows: rows(&batch.writings), leases })
    }

    fn new_leases(&self, batch: &DraftBatch) -> Result<Vec<Lease>> {
        let mut new: Vec<Lease> = Vec::new();
        for writing in &batch.writings {
            let Some(client) = writing.client else { continue };
            if client == SERVER {
                return Err(ServiceError::invalid("update", Rejection::Foreign));
            }
            let in_batch = || new.iter().find(|lease| lease.client == client).map(|lease| lease.holder);
            match self.holders.get(&(batch.posting, client)).copied().or_else(in_batch) {
                Some(holder) if holder == writing.actor.id => {}
                Some(_) => return Err(somebody_elses()),
                None => new.push(Lease { posting: batch.posting, client, holder: writing.actor.id }),
            }
        }
        Ok(new)
    }
}

/// What somebody wrote without another one in between goes into one row, as far as it fits together.
fn rows(writings: &[Writing]) -> Vec<Row> {
    let mut rows: Vec<(UserId, ScopeSet, Vec<Vec<u8>>)> = Vec::new();
    for Writing { actor, update, scopes, .. } in writings {
        match rows.last_mut() {
            Some((author, all, updates)) if *author == actor.id && fits(updates, update) => {
                *all = *all | *scopes;
                updates.push(update.clone());
            }
            _ => rows.push((actor.id, *scopes, vec![update.clone()])),
        }
    }
    let row = |(author, scopes, updates): (UserId, ScopeSet, Vec<Vec<u8>>)| {
        gather(updates).into_iter().map(move |data| Row { author, scopes, data })
    };
    rows.into_iter().flat_map(row).collect()
}

fn fits(updates: &[Vec<u8>], update: &[u8]) -> bool {
    updates.iter().map(Vec::len).sum::<usize>() + update.len() <= UPDATE_MAX_BYTES
}

fn somebody_elses() -> ServiceError {
    let why = "This page writes under a number that belongs to somebody else. Reload it.";
    ServiceError::Conflict(why.to_owned())
}
