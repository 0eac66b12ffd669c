//! What the pages call to make a posting public, and to take it down.

use leptos::prelude::*;

use crate::error::AppError;
use crate::{
    layout::see_other,
    paths,
    scope::{read_id, signed_in},
};

/// Makes the approved revision public; `revision` is the one that the page showed.
#[server(endpoint = "publish")]
pub async fn publish(posting: String, revision: String) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    services.publish(&actor, read_id(&posting)?, read_id(&revision)?).await?;
    Ok(())
}

/// Takes the public page down.
#[server(endpoint = "close")]
pub async fn close(posting: String) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    Ok(services.close(&actor, read_id(&posting)?).await?)
}

/// Makes a closed posting a draft again.
#[server(endpoint = "reopen")]
pub async fn reopen(posting: String) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    let posting = read_id(&posting)?;
    services.reopen(&actor, posting).await?;
    see_other(&paths::posting(posting));
    Ok(())
}
