//! What the pages call to put a posting away, and to take it out again.

use leptos::prelude::*;

use crate::error::AppError;
use crate::{
    layout::see_other,
    paths,
    scope::{read_id, signed_in},
};

#[server(endpoint = "archive_posting")]
pub async fn archive_posting(posting: String) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    Ok(services.archive_posting(&actor, read_id(&posting)?).await?)
}

/// Makes an archived posting a draft again.
#[server(endpoint = "restore_posting")]
pub async fn restore_posting(posting: String) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    let posting = read_id(&posting)?;
    services.restore_posting(&actor, posting).await?;
    see_other(&paths::posting(posting));
    Ok(())
}
