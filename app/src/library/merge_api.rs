//! What the pages of merges call.

use leptos::prelude::*;

use crate::{
    error::AppError,
    scope::{read_hidden as read, read_id},
};

/// Merges an item into another one.
#[server(endpoint = "merge_items")]
pub async fn merge_items(
    gone: String,
    gone_version: String,
    stays: String,
    stays_version: String,
    #[server(default)] reason: String,
) -> Result<(), AppError> {
    let (services, actor) = crate::scope::signed_in()?;
    let (gone, stays) = ((read(&gone)?, read(&gone_version)?), (read(&stays)?, read(&stays_version)?));
    let merge = services.merge_items(&actor, &services::MergeForm { gone, stays, reason }).await?;
    crate::layout::see_other(&crate::paths::merge(merge));
    Ok(())
}

/// Undoes a merge.
#[server(endpoint = "undo_merge")]
pub async fn undo_merge(merge: String) -> Result<(), AppError> {
    let (services, actor) = crate::scope::signed_in()?;
    Ok(services.undo_merge(&actor, read_id(&merge)?).await?)
}
