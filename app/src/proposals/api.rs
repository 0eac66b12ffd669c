//! What the pages of proposals call.

use leptos::prelude::*;

use crate::error::AppError;
use crate::{
    layout::see_other,
    library::{SentWording, kind_and_group},
    paths,
    scope::{read_hidden, read_id, signed_in},
};

/// Proposes an item, from a line of a posting or from nothing.
#[server(endpoint = "propose_item")]
pub async fn propose_item(
    #[server(default)] kind: String,
    #[server(flatten)] wording: SentWording,
    #[server(default)] note: String,
    #[server(default)] posting: String,
    #[server(default)] line: String,
) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    let (kind, group) = kind_and_group(&kind);
    let origin = if line.is_empty() { None } else { Some((read_id(&posting)?, read_hidden(&line)?)) };
    let form = services::ProposalForm { kind, group, wording: wording.into(), note, origin };
    let proposal = services.propose_item(&actor, &form).await?;
    see_other(&paths::proposal(proposal));
    Ok(())
}

/// Publishes what was proposed, perhaps in other words.
#[server(endpoint = "accept_proposal")]
pub async fn accept_proposal(
    proposal: String,
    #[server(default)] kind: String,
    #[server(flatten)] wording: SentWording,
    #[server(default)] from_version: String,
    #[server(default)] change_class: String,
    #[server(default)] reason: String,
) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    let (kind, group) = kind_and_group(&kind);
    let from_version = if from_version.is_empty() { 0 } else { read_hidden(&from_version)? };
    let form = services::AcceptForm { kind, group, wording: wording.into(), from_version, change_class, reason };
    services.accept_proposal(&actor, read_id(&proposal)?, &form).await?;
    Ok(())
}

/// Declines a proposal, with a reason.
#[server(endpoint = "decline_proposal")]
pub async fn decline_proposal(proposal: String, #[server(default)] answer: String) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    Ok(services.decline_proposal(&actor, read_id(&proposal)?, &answer).await?)
}

/// Makes the line that a proposal came from say what the accepted item says.
#[server(endpoint = "adopt_proposal")]
pub async fn adopt_proposal(proposal: String, posting: String, line: String) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    Ok(services.adopt_proposal(&actor, read_id(&proposal)?, read_id(&posting)?, read_hidden(&line)?).await?)
}
