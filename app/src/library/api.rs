//! What the library's pages call, and the search in the browser.

use leptos::prelude::*;

use super::{SentWording, kind_and_group};
use crate::error::AppError;
use crate::scope::read_hidden as read;

/// Everything that the person may see of the library, as rows for the search in the browser.
#[server(endpoint = "list_library")]
pub async fn list_library() -> Result<String, AppError> {
    let (services, actor) = crate::scope::signed_in()?;
    Ok(super::search::searchable_rows(&services.list_library(&actor).await?, &actor))
}

/// What nearly says the same as a new item, its name on the first line, as a list for its form.
#[server(endpoint = "list_near")]
pub async fn list_near(#[server(default)] said: String) -> Result<String, AppError> {
    let (services, actor) = crate::scope::signed_in()?;
    let (name, body) = said.split_once('\n').unwrap_or((&said, ""));
    Ok(super::near::near_list(&services.near_duplicates(&actor, name, body).await?).to_html())
}

/// A new item, as a draft.
#[server(endpoint = "create_item")]
pub async fn create_item(
    #[server(default)] kind: String,
    #[server(flatten)] wording: SentWording,
    #[server(default)] anyway: String,
) -> Result<(), AppError> {
    let (services, actor) = crate::scope::signed_in()?;
    if anyway.is_empty() && super::near::is_worth_asking(&services, &actor, wording.name(), wording.body()).await? {
        return Err(super::near::ask());
    }
    let (kind, group) = kind_and_group(&kind);
    let item = services.create_item(&actor, &services::ItemForm { kind, group, wording: wording.into() }).await?;
    crate::layout::see_other(&crate::paths::item(&item.slug));
    Ok(())
}

/// A new version of an item: kept as a draft, or published at once.
#[server(endpoint = "edit_item")]
pub async fn edit_item(
    item: String,
    from_version: String,
    #[server(flatten)] wording: SentWording,
    #[server(default)] change_class: String,
    #[server(default)] reason: String,
    #[server(default)] publish: String,
) -> Result<(), AppError> {
    let (services, actor) = crate::scope::signed_in()?;
    let (from_version, wording) = (read(&from_version)?, wording.into());
    let form = services::EditForm { from_version, wording, change_class, reason, publish: !publish.is_empty() };
    let outcome = services.edit_item(&actor, read(&item)?, &form).await?;
    let done = match (outcome.is_published, outcome.is_new) {
        (true, _) => "publish_item",
        (false, true) => "item_kept",
        (false, false) => "item_unchanged",
    };
    crate::layout::see_other(&format!("?{}={done}", crate::forms::DONE));
    Ok(())
}

/// Makes the newest version the published one.
#[server(endpoint = "publish_item")]
pub async fn publish_item(item: String, version: String, #[server(default)] reason: String) -> Result<(), AppError> {
    let (services, actor) = crate::scope::signed_in()?;
    Ok(services.publish_item(&actor, read(&item)?, read(&version)?, &reason).await?)
}

/// Takes an item out of use.
#[server(endpoint = "deprecate_item")]
pub async fn deprecate_item(
    item: String,
    from_version: String,
    #[server(default)] replacement: String,
    #[server(default)] sunset_on: String,
    #[server(default)] reason: String,
) -> Result<(), AppError> {
    let (services, actor) = crate::scope::signed_in()?;
    let form = services::DeprecateForm { from_version: read(&from_version)?, replacement, sunset_on, reason };
    Ok(services.deprecate_item(&actor, read(&item)?, &form).await?)
}

/// Puts a deprecated item back into use.
#[server(endpoint = "restore_item")]
pub async fn restore_item(item: String) -> Result<(), AppError> {
    let (services, actor) = crate::scope::signed_in()?;
    Ok(services.restore_item(&actor, read(&item)?).await?)
}

/// A draft version that says what an old one said.
#[server(endpoint = "restore_version")]
pub async fn restore_version(item: String, version: String, from_version: String) -> Result<(), AppError> {
    let (services, actor) = crate::scope::signed_in()?;
    services.restore_version(&actor, read(&item)?, read(&version)?, read(&from_version)?).await?;
    Ok(())
}

/// What the checks say of a wording, as markup for the form.
#[server(endpoint = "check_wording")]
pub async fn check_wording(
    #[server(default)] kind: String,
    #[server(default)] body: String,
) -> Result<String, AppError> {
    let (services, _) = crate::scope::signed_in()?;
    Ok(super::findings::found(&kind, &body, services.now()).to_html())
}
