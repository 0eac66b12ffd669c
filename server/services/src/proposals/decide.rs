//! A curator accepts a proposal, perhaps in other words, or declines it.

use domain::{
    accounts::Actor,
    events::Event,
    ids::{ItemId, ProposalId},
    input::one_paragraph,
    library::{ProposalStatus, REMARK_MAX_CHARS, WordingForm},
    notifications::NotificationKind,
};
use storage::{ProposalRecord, UnitOfWork};

use super::{may_curate, take_open};
use crate::{EditForm, ItemForm, Result, ServiceError, Services};

/// What the form of a curator who accepts sends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AcceptForm {
    pub kind: String,
    pub group: String,
    pub wording: WordingForm,
    /// For a new version of an item: the version that the form was made from, whether the meaning changes, and why.
    pub from_version: u32,
    pub change_class: String,
    pub reason: String,
}

impl Services {
    /// Publishes what was proposed, as a new item or as a new version of the one that several teams word alike, and tells
    /// the proposer.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but curators, [`ServiceError::Invalid`] with every wrong field,
    /// [`ServiceError::Conflict`] when somebody decided already or the item changed, [`ServiceError::NotFound`].
    pub async fn accept_proposal(&self, actor: &Actor, id: ProposalId, form: &AcceptForm) -> Result<ItemId> {
        may_curate(actor)?;
        let work = self.storage.begin().await?;
        let proposal = take_open(&work, id).await?;
        let item = match proposal.of_item {
            Some(item) => {
                // It may have been merged since it was proposed.
                let standing = work.library().standing_for(&[item]).await?.remove(&item);
                let item = standing.map_or(item, |standing| standing.item);
                let edit = EditForm {
                    from_version: form.from_version,
                    wording: form.wording.clone(),
                    change_class: form.change_class.clone(),
                    reason: form.reason.clone(),
                    publish: true,
                };
                self.edit_item_within(&work, actor, item, &edit).await?;
                item
            }
            None => {
                let new =
                    ItemForm { kind: form.kind.clone(), group: form.group.clone(), wording: form.wording.clone() };
                self.publish_new_item_within(&work, actor, &new).await?
            }
        };
        let name = one_paragraph(&form.wording.name);
        let decided = ProposalRecord { status: ProposalStatus::Accepted, item: Some(item), ..proposal };
        self.answer(work, actor, decided, NotificationKind::ProposalAccepted, name).await?;
        Ok(item)
    }

    /// Declines a proposal, and tells the proposer why.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but curators, [`ServiceError::Invalid`] without a reason,
    /// [`ServiceError::Conflict`] when somebody decided already, [`ServiceError::NotFound`].
    pub async fn decline_proposal(&self, actor: &Actor, id: ProposalId, reason: &str) -> Result<()> {
        may_curate(actor)?;
        let answer = one_paragraph(reason);
        if answer.is_empty() {
            return Err(ServiceError::invalid("answer", "Say why, for whoever proposed it."));
        }
        if answer.chars().count() > REMARK_MAX_CHARS {
            return Err(ServiceError::invalid("answer", format!("Keep this under {REMARK_MAX_CHARS} characters.")));
        }
        let work = self.storage.begin().await?;
        let proposal = take_open(&work, id).await?;
        let name = proposal.wording.name.clone();
        let decided = ProposalRecord { status: ProposalStatus::Declined, answer, ..proposal };
        self.answer(work, actor, decided, NotificationKind::ProposalDeclined, name).await
    }

    async fn answer(
        &self,
        work: UnitOfWork,
        actor: &Actor,
        decided: ProposalRecord,
        kind: NotificationKind,
        name: String,
    ) -> Result<()> {
        let decided = ProposalRecord { decided_by: Some(actor.id), decided_at: Some(self.now()), ..decided };
        work.proposals().save(&decided).await?;
        let event = Event::ProposalAnswered { proposal: decided.id, item: decided.item, reason: decided.answer };
        self.record(&work, Some(actor), &[event]);
        if let Some(proposer) = decided.proposer {
            self.tell_of_proposal(&work, actor, proposer, kind, name).await?;
        }
        Ok(work.commit().await?)
    }
}
