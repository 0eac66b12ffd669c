//! What the pages of changes to many items call.

use leptos::prelude::*;

use crate::{error::AppError, scope::read_id};

/// Changes many items.
#[server(endpoint = "apply_bulk")]
pub async fn apply_bulk(
    action: String,
    #[server(default)] value: String,
    #[server(default)] items: String,
    #[server(default)] reason: String,
) -> Result<(), AppError> {
    let (services, actor) = crate::scope::signed_in()?;
    let change =
        domain::library::bulk::BulkChange::read(&action, &value).map_err(|error| AppError::Invalid(vec![error]))?;
    let items = items.split_whitespace().map(chosen).collect::<Result<Vec<_>, _>>()?;
    let edit = services.apply_bulk(&actor, &services::BulkForm { change, reason, items }).await?;
    crate::layout::see_other(&crate::paths::bulk_edit(edit));
    Ok(())
}

/// An item with the version that the page showed: `id:version`.
fn chosen(word: &str) -> Result<(domain::ids::ItemId, u32), AppError> {
    let (item, version) = word.split_once(':').ok_or(AppError::BadRequest)?;
    Ok((item.parse().map_err(|_| AppError::BadRequest)?, crate::scope::read_hidden(version)?))
}

/// Takes a change to many items back.
#[server(endpoint = "undo_bulk")]
pub async fn undo_bulk(edit: String) -> Result<(), AppError> {
    let (services, actor) = crate::scope::signed_in()?;
    Ok(services.undo_bulk(&actor, read_id(&edit)?).await?)
}
