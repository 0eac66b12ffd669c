//! What the pages of review call.

use leptos::prelude::*;

use crate::error::AppError;
use crate::{
    layout::see_other,
    paths,
    scope::{read_id, signed_in},
};

/// Asks for approval of the draft as it is now.
#[server(endpoint = "submit")]
pub async fn submit(posting: String, #[server(default)] message: String) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    let posting = read_id(&posting)?;
    services.submit(&actor, posting, &message).await?;
    see_other(&paths::review(posting));
    Ok(())
}

/// Takes a posting back from review or approval, to go on writing.
#[server(endpoint = "withdraw")]
pub async fn withdraw(posting: String) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    let posting = read_id(&posting)?;
    services.withdraw(&actor, posting).await?;
    see_other(&paths::posting(posting));
    Ok(())
}

/// Decides on the ticked steps; `revision` is the one that was read.
#[server(endpoint = "decide")]
pub async fn decide(
    posting: String,
    revision: String,
    #[server(default)] step: Vec<String>,
    #[server(default)] verdict: String,
    #[server(default)] comment: String,
) -> Result<(), AppError> {
    use domain::{input::FieldError, review::Ballot};

    let (services, actor) = signed_in()?;
    let posting = read_id(&posting)?;
    let verdict =
        verdict.parse().map_err(|_| AppError::Invalid(vec![FieldError::new("verdict", "Choose what you decide.")]))?;
    let ballot = Ballot { revision: read_id(&revision)?, steps: step, verdict, comment };
    services.decide(&actor, posting, &ballot).await?;
    see_other(&paths::review(posting));
    Ok(())
}
