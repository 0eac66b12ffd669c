//! Editing by plain forms: operations that the server writes into the draft as one of its clients.

use std::sync::Arc;

use domain::{
    accounts::Actor,
    document::{Draft, Field, Operation, OperationError, combine},
    ids::{PostingId, SectionId},
    permissions::Action,
    posting::{ScopeSet, Snapshot},
};
use storage::UnitOfWork;

use super::{
    commit::{DraftBatch, Writing, is_time_for_state},
    gist::Gist,
    load::load_within,
};
use crate::{Result, ServiceError, Services};

impl Services {
    /// Does all of the operations or none, on top of whatever others wrote meanwhile. Answers with the draft's number
    /// of updates.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] and [`ServiceError::Refused`] to those who may not edit, [`ServiceError::Conflict`] when
    /// the draft is locked or a part is gone, [`ServiceError::Invalid`] for too long a text.
    pub async fn edit_draft(&self, actor: &Actor, posting: PostingId, operations: &[Operation]) -> Result<i64> {
        self.edit_as_it_is(actor, posting, |_| Ok(operations.to_vec())).await
    }

    /// As [`Services::edit_draft`], with operations that depend on what the draft says at that moment.
    pub(crate) async fn edit_as_it_is(
        &self,
        actor: &Actor,
        posting: PostingId,
        plan: impl FnOnce(&Snapshot) -> Result<Vec<Operation>>,
    ) -> Result<i64> {
        let work = self.storage.begin().await?;
        self.take_posting(&work, posting).await?.permit_now(actor, Action::EditPosting)?;
        self.edit_within(work, actor, posting, |draft| plan(&draft.snapshot())).await
    }

    /// As [`Services::edit_as_it_is`], as the last thing that a unit of work does, in which the person was permitted.
    pub(crate) async fn edit_within(
        &self,
        work: UnitOfWork,
        actor: &Actor,
        posting: PostingId,
        plan: impl FnOnce(&Draft) -> Result<Vec<Operation>>,
    ) -> Result<i64> {
        let write = |draft: &mut Draft| {
            let operations = plan(draft)?;
            draft.write_all(&operations, self.edges.random.bits()).map_err(impossible)
        };
        self.write_within(work, actor, posting, Action::EditPosting, write).await
    }

    /// Lets a section that its template locked be changed, as the last thing that a unit of work does.
    pub(crate) async fn unlock_within(
        &self,
        work: UnitOfWork,
        actor: &Actor,
        posting: PostingId,
        section: &SectionId,
    ) -> Result<()> {
        let write = |draft: &mut Draft| {
            let scope = draft.scope_of(&Field::Heading(section.clone()));
            let update = draft.unlock(section).map_err(impossible)?;
            Ok((update, scope.map_or(ScopeSet::ALL, ScopeSet::from)))
        };
        self.write_within(work, actor, posting, Action::UnlockSection, write).await?;
        Ok(())
    }

    async fn write_within(
        &self,
        work: UnitOfWork,
        actor: &Actor,
        posting: PostingId,
        right: Action,
        write: impl FnOnce(&mut Draft) -> Result<(Vec<u8>, ScopeSet)>,
    ) -> Result<i64> {
        let (mut draft, head) = load_within(&work, posting).await?;
        let before = Arc::new(Gist::of(&draft.snapshot()));
        // A draft of an earlier version gets its texts with the first edit.
        let texts = draft.add_missing_texts();
        let (update, scopes) = write(&mut draft)?;
        if update.is_empty() {
            return Ok(head.seq);
        }
        let update = together(texts, update)?;
        // Written under the server's own id, which is never leased.
        let writings = vec![Writing { actor: Arc::new(actor.clone()), client: None, update, scopes }];
        let step = DraftBatch {
            posting,
            epoch: head.epoch,
            seq: head.seq,
            writings,
            before,
            after: Arc::new(Gist::of(&draft.snapshot())),
            state: is_time_for_state(head.seq, 1).then(|| draft.encode()),
        };
        self.commit_step(work, step, right).await
    }
}

fn together(texts: Vec<u8>, update: Vec<u8>) -> Result<Vec<u8>> {
    if texts.is_empty() {
        return Ok(update);
    }
    combine(&[texts, update]).map_err(|error| ServiceError::Internal(format!("texts of a draft: {error}")))
}

fn impossible(error: OperationError) -> ServiceError {
    match error {
        OperationError::TooLong { .. } => ServiceError::invalid("text", error),
        _ => ServiceError::Conflict(error.to_string()),
    }
}
