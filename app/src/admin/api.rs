//! What the pages of administration call.

use leptos::prelude::*;

use crate::error::AppError;
use crate::{
    layout::see_other,
    paths,
    scope::{Scope, read_id, signed_in},
};

#[server(endpoint = "invite")]
pub async fn invite(email: String, role: String, #[server(default)] team: String) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    let (role, team) = (read::role(&role)?, read::team(&team)?);
    let base_url = Scope::current()?.site.base_url.clone();
    let invitation = services::NewInvitation { email, role, team };
    let invited =
        services.invite(&actor, invitation, |token| format!("{base_url}{}", paths::invitation(token))).await?;
    see_other(&paths::invitations_with(&invited.token));
    Ok(())
}

#[server(endpoint = "withdraw_invitation")]
pub async fn withdraw_invitation(invitation: String) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    services.withdraw_invitation(&actor, read_id(&invitation)?).await?;
    Ok(())
}

#[server(endpoint = "grant_role")]
pub async fn grant_role(person: String, role: String, #[server(default)] team: String) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    services.grant_role(&actor, read_id(&person)?, read::role(&role)?, read::team(&team)?).await?;
    Ok(())
}

#[server(endpoint = "revoke_role")]
pub async fn revoke_role(person: String, role: String, #[server(default)] team: String) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    services.revoke_role(&actor, read_id(&person)?, read::role(&role)?, read::team(&team)?).await?;
    Ok(())
}

#[server(endpoint = "suspend")]
pub async fn suspend(person: String) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    services.suspend(&actor, read_id(&person)?).await?;
    Ok(())
}

#[server(endpoint = "reinstate")]
pub async fn reinstate(person: String) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    services.reinstate(&actor, read_id(&person)?).await?;
    Ok(())
}

#[server(endpoint = "create_team")]
pub async fn create_team(name: String) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    services.create_team(&actor, &name).await?;
    Ok(())
}

#[server(endpoint = "rename_team")]
pub async fn rename_team(team: String, name: String) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    services.rename_team(&actor, read_id(&team)?, &name).await?;
    Ok(())
}

/// Forms carry words; nonsense in them is told at the field, or was no form of ours.
mod read {
    use domain::{accounts::Role, ids::TeamId, input::FieldError};

    use super::AppError;

    pub fn role(word: &str) -> Result<Role, AppError> {
        word.parse().map_err(|_| AppError::Invalid(vec![FieldError::new("role", "Choose a role.")]))
    }

    /// Nothing chosen is no team: the role is for the whole organisation.
    pub fn team(text: &str) -> Result<Option<TeamId>, AppError> {
        if text.is_empty() {
            return Ok(None);
        }
        let team = text.parse().map_err(|_| AppError::Invalid(vec![FieldError::new("team", "Choose a team.")]));
        team.map(Some)
    }
}
