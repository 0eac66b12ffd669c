//! What the pages of policies call.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::read;
use crate::{
    error::AppError,
    layout::see_other,
    paths,
    scope::{read_id, signed_in},
};

/// One step, as the form sends it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StepFields {
    pub key: String,
    pub name: String,
    pub scopes: Vec<String>,
    /// Words of roles, and `picked`.
    pub who: Vec<String>,
    /// Addresses, separated by commas or lines.
    pub people: String,
    /// `any`, `all`, or a number.
    pub needed: String,
}

/// Everything in the form of a policy but its steps.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PolicyFields {
    pub name: String,
    pub teams: Vec<String>,
    pub countries: String,
    pub pay_currency: String,
    pub pay_above: String,
    pub seniorities: Vec<String>,
    pub order: String,
    pub due_hours: String,
    pub expires_days: String,
    pub escalate_after: String,
    pub escalate_roles: Vec<String>,
    pub escalate_people: String,
    /// Words of the switches that are on.
    pub switches: Vec<String>,
    pub reason: String,
}

/// Makes a policy, which is tried before all others.
#[server(endpoint = "make_policy")]
pub async fn make_policy(
    #[server(default)] rule: PolicyFields,
    #[server(default)] steps: Vec<StepFields>,
) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    let (new, unread) = read::rule(rule, steps);
    let answer = if unread.is_empty() {
        services.make_policy(&actor, new).await.map(|_| ())
    } else {
        services.check_policy(&actor, new).await
    };
    kept(unread, answer)?;
    see_other(&paths::done(paths::POLICIES, "make_policy"));
    Ok(())
}

/// Gives a policy its next version.
#[server(endpoint = "edit_policy")]
pub async fn edit_policy(
    policy: String,
    from_version: u32,
    #[server(default)] rule: PolicyFields,
    #[server(default)] steps: Vec<StepFields>,
) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    let (new, unread) = read::rule(rule, steps);
    let answer = if unread.is_empty() {
        services.edit_policy(&actor, read_id(&policy)?, from_version, new).await
    } else {
        services.check_policy(&actor, new).await
    };
    kept(unread, answer)?;
    see_other(&paths::done(paths::POLICIES, "edit_policy"));
    Ok(())
}

#[server(endpoint = "try_policy_first")]
pub async fn try_policy_first(policy: String) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    services.try_policy_first(&actor, read_id(&policy)?).await?;
    see_other(&paths::done(paths::POLICIES, "try_policy_first"));
    Ok(())
}

#[server(endpoint = "retire_policy")]
pub async fn retire_policy(policy: String) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    services.retire_policy(&actor, read_id(&policy)?).await?;
    see_other(&paths::done(paths::POLICIES, "retire_policy"));
    Ok(())
}

/// Nothing is kept of which something could not be read; whoever sent it is told of all that is wrong.
#[cfg(feature = "ssr")]
fn kept(unread: Vec<domain::input::FieldError>, answer: Result<(), services::ServiceError>) -> Result<(), AppError> {
    match answer.map_err(AppError::from) {
        Ok(()) if unread.is_empty() => Ok(()),
        Ok(()) => Err(AppError::Invalid(unread)),
        Err(refused) => Err(read::at_fields(unread, refused)),
    }
}
