//! Proposals: what people want in the library, and what several teams word alike.
//!
//! Whoever may propose sends a wording, from a line of a posting or from nothing. Curators accept it as it is or in other
//! words, or decline it with a reason; the proposer is told. An accepted proposal is a published item, which the line that
//! it came from can take over: a person's edit like any other. What the program finds by itself (`overrides.rs`) is a
//! proposal of nobody, for a new version of the item that is overridden. A proposal is decided once: of two curators the
//! second one is told who was first.

mod adopt;
mod decide;
mod overrides;
mod page;
mod propose;

use domain::{
    accounts::Actor,
    permissions::{Action, Subject, permit},
};
use storage::{ProposalRecord, UnitOfWork};

pub use decide::AcceptForm;
pub use page::{OriginLine, ProposalCard, ProposalList, ProposalPage};
pub use propose::{OwnLine, ProposalDraft, ProposalForm};

use crate::{Result, ServiceError};

fn may_propose(actor: &Actor) -> Result<()> {
    permit(actor, Action::ProposeItem, Subject::Organisation)?;
    Ok(())
}

fn may_curate(actor: &Actor) -> Result<()> {
    permit(actor, Action::CurateLibrary, Subject::Organisation)?;
    Ok(())
}

/// A proposal is for curators and for whoever made it.
fn may_see(actor: &Actor, proposal: &ProposalRecord) -> Result<()> {
    may_propose(actor)?;
    if proposal.proposer == Some(actor.id) || may_curate(actor).is_ok() { Ok(()) } else { Err(ServiceError::NotFound) }
}

/// The proposal, locked and not decided on yet.
async fn take_open(work: &UnitOfWork, id: domain::ids::ProposalId) -> Result<ProposalRecord> {
    let proposal = work.proposals().lock(id).await?.ok_or(ServiceError::NotFound)?;
    let Some(by) = proposal.decided_by else { return Ok(proposal) };
    let name =
        work.accounts().find_actor(by).await?.map_or_else(|| "Somebody".to_owned(), |person| person.display_name);
    Err(ServiceError::Conflict(format!(
        "{name} decided on this proposal already: {}.",
        proposal.status.label().to_lowercase()
    )))
}
