//! Who counts as a writer of a draft: whoever wrote, and whoever suggested what somebody else then accepted.

use std::collections::BTreeSet;

use domain::{
    ids::{PostingId, UserId},
    posting::Scope,
};
use storage::UnitOfWork;

use crate::Result;

/// Everyone whose words came into the draft after its update number `seq`. None of them decides on what it says.
pub(crate) async fn contributors_since(work: &UnitOfWork, posting: PostingId, seq: i64) -> Result<Vec<UserId>> {
    let wrote = work.collab().authors_since(posting, seq).await?;
    Ok(contributors(wrote, work.threads().credited_since(posting, seq).await?))
}

/// Those who wrote and those whose suggestions were accepted, each once.
pub(crate) fn contributors(wrote: Vec<UserId>, credited: Vec<(UserId, Option<Scope>)>) -> Vec<UserId> {
    let all: BTreeSet<UserId> = wrote.into_iter().chain(credited.into_iter().map(|(person, _)| person)).collect();
    all.into_iter().collect()
}
