//! What the pages of imports call.

use leptos::prelude::*;

use crate::{error::AppError, scope::read_id};

/// Has a checked file imported.
#[server(endpoint = "start_import")]
pub async fn start_import(
    import: String,
    #[server(default)] way: String,
    #[server(default)] change_class: String,
    #[server(default)] reason: String,
) -> Result<(), AppError> {
    let (services, actor) = crate::scope::signed_in()?;
    let form = services::StartImport { publishes: way != "draft", change_class, reason };
    Ok(services.start_import(&actor, read_id(&import)?, &form).await?)
}

/// Puts a file or its report away.
#[server(endpoint = "discard_import")]
pub async fn discard_import(import: String) -> Result<(), AppError> {
    let (services, actor) = crate::scope::signed_in()?;
    services.discard_import(&actor, read_id(&import)?).await?;
    crate::layout::see_other(crate::paths::LIBRARY_IMPORT);
    Ok(())
}
