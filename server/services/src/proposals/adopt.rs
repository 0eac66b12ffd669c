//! The line that a proposal came from takes the accepted item.

use domain::{
    accounts::Actor,
    document::Operation,
    ids::{LineId, PostingId, ProposalId},
    library::ProposalStatus,
    permissions::Action,
};

use super::{may_propose, may_see};
use crate::{Result, ServiceError, Services};

impl Services {
    /// Makes the line say what the accepted item says: an edit of the draft like any other, by whoever may edit it.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the proposal is not theirs to see, or did not come from this line;
    /// [`ServiceError::Conflict`] when it was not accepted, or the line is gone; otherwise as [`Services::edit_draft`].
    pub async fn adopt_proposal(&self, actor: &Actor, id: ProposalId, posting: PostingId, line: LineId) -> Result<()> {
        may_propose(actor)?;
        let proposal = self.storage.proposals().find(id).await?.ok_or(ServiceError::NotFound)?;
        may_see(actor, &proposal)?;
        let lines = self.storage.proposals().lines(&[id]).await?.remove(&id).unwrap_or_default();
        if !lines.iter().any(|origin| origin.posting == posting && origin.line == line) {
            return Err(ServiceError::NotFound);
        }
        self.read_posting(actor, posting).await?.permit_now(actor, Action::EditPosting)?;
        let accepted = proposal.item.filter(|_| proposal.status == ProposalStatus::Accepted);
        let not_yet = || ServiceError::Conflict("This proposal is not accepted.".to_owned());
        let item = self.current_item(actor, accepted.ok_or_else(not_yet)?).await?;
        let take = Operation::TakeSource { id: line, source: item.source(), text: item.body };
        self.edit_draft(actor, posting, &[take]).await?;
        Ok(())
    }
}
