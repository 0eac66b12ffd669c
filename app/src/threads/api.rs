//! What the forms of threads call. `page` is the page that the form stands on, `key` the form's own: sent again, by a double
//! click or a reload, it says nothing twice.
#![expect(clippy::too_many_arguments, reason = "they are the fields of the form")]

use domain::{accounts::Actor, ids::PostingId};
use leptos::prelude::*;
use services::Services;

use super::Back;
use crate::error::AppError;
use crate::{
    layout::see_other,
    scope::{Scope, read_hidden, read_id, signed_in},
};

/// The services and who speaks on this page: the person who is signed in, or the guest whose page it is.
pub(crate) async fn speaker(page: Back) -> Result<(Services, Actor), AppError> {
    let Back::Visit(guest, _) = page else { return signed_in() };
    let scope = Scope::current()?;
    let actor = scope.services.guest(scope.knock(guest)).await?;
    Ok((scope.services, actor))
}

/// Opens a thread on a place of the posting, or on words of it.
#[server(endpoint = "open_thread")]
pub async fn open_thread(
    posting: String,
    place: String,
    page: String,
    #[server(default)] words: String,
    #[server(default)] near: String,
    #[server(default)] text: String,
    #[server(default)] blocking: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let (posting, page) = (read_id(&posting)?, read_hidden::<Back>(&page)?);
    let (services, actor) = speaker(page).await?;
    let form = services::ThreadForm {
        place: read_hidden(&place)?,
        words,
        near: near.parse().unwrap_or(0),
        revision: page.revision(),
        text,
        is_blocking: !blocking.is_empty(),
    };
    let thread = services.open_thread_once(&actor, posting, &form, key.parse().ok()).await?;
    go_back(page, posting, &format!("thread-{thread}"));
    Ok(())
}

/// Answers in a thread.
#[server(endpoint = "reply")]
pub async fn reply(
    posting: String,
    thread: String,
    page: String,
    #[server(default)] text: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let (posting, page) = (read_id(&posting)?, read_hidden(&page)?);
    let (services, actor) = speaker(page).await?;
    let comment = services.reply_once(&actor, posting, read_id(&thread)?, &text, key.parse().ok()).await?;
    go_back(page, posting, &format!("comment-{comment}"));
    Ok(())
}

/// Puts other words into a comment of one's own.
#[server(endpoint = "edit_comment")]
pub async fn edit_comment(
    posting: String,
    comment: String,
    page: String,
    #[server(default)] text: String,
) -> Result<(), AppError> {
    let (posting, page) = (read_id(&posting)?, read_hidden(&page)?);
    let (services, actor) = speaker(page).await?;
    services.edit_comment(&actor, posting, read_id(&comment)?, &text).await?;
    go_back(page, posting, &format!("comment-{comment}"));
    Ok(())
}

/// Deletes a comment of one's own.
#[server(endpoint = "delete_comment")]
pub async fn delete_comment(posting: String, comment: String, page: String) -> Result<(), AppError> {
    let (posting, page) = (read_id(&posting)?, read_hidden(&page)?);
    let (services, actor) = speaker(page).await?;
    let thread = services.delete_comment(&actor, posting, read_id(&comment)?).await?;
    go_back(page, posting, &format!("thread-{thread}"));
    Ok(())
}

/// Resolves a thread.
#[server(endpoint = "resolve_thread")]
pub async fn resolve_thread(posting: String, thread: String, page: String) -> Result<(), AppError> {
    let (posting, page) = (read_id(&posting)?, read_hidden(&page)?);
    let (services, actor) = speaker(page).await?;
    services.resolve_thread(&actor, posting, read_id(&thread)?).await?;
    go_back(page, posting, &format!("thread-{thread}"));
    Ok(())
}

/// Lets a thread hold the approval (`answer`: hold), or not any more (`answer`: release).
#[server(endpoint = "set_blocking")]
pub async fn set_blocking(posting: String, thread: String, page: String, answer: String) -> Result<(), AppError> {
    let (posting, page) = (read_id(&posting)?, read_hidden(&page)?);
    let (services, actor) = speaker(page).await?;
    services.set_blocking(&actor, posting, read_id(&thread)?, answer == "hold").await?;
    go_back(page, posting, &format!("thread-{thread}"));
    Ok(())
}

/// Opens a resolved thread again.
#[server(endpoint = "reopen_thread")]
pub async fn reopen_thread(posting: String, thread: String, page: String) -> Result<(), AppError> {
    let (posting, page) = (read_id(&posting)?, read_hidden(&page)?);
    let (services, actor) = speaker(page).await?;
    services.reopen_thread(&actor, posting, read_id(&thread)?).await?;
    go_back(page, posting, &format!("thread-{thread}"));
    Ok(())
}

/// The names that can be called in a comment, as rows for the list behind an `@`.
#[server(endpoint = "list_mentionable")]
pub async fn list_mentionable(posting: String) -> Result<String, AppError> {
    let (services, actor) = signed_in()?;
    let names = services.mentionable(&actor, read_id(&posting)?).await?;
    Ok(super::say::name_rows(names))
}

pub(super) fn go_back(page: Back, posting: PostingId, part: &str) {
    see_other(&format!("{}#{part}", page.address(posting)));
}
