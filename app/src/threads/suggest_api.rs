//! What the forms of suggestions call. `page` is the page that the form stands on.

use leptos::prelude::*;

use super::{
    Back,
    api::{go_back, speaker},
};
use crate::error::AppError;
use crate::scope::{read_hidden, read_id, signed_in};

/// Suggests other words for a line or a fact, to remove a line, or a new line behind one (`wish`: reword, remove, add).
#[server(endpoint = "suggest_change")]
pub async fn suggest_change(
    posting: String,
    place: String,
    page: String,
    wish: String,
    #[server(default)] text: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    use services::Wish;

    let (posting, page) = (read_id(&posting)?, read_hidden::<Back>(&page)?);
    let (services, actor) = speaker(page).await?;
    let wish = match wish.as_str() {
        "reword" => Wish::Reword,
        "remove" => Wish::Remove,
        "add" => Wish::AddBehind,
        _ => return Err(AppError::BadRequest),
    };
    // Forms send every new line as two characters (HTML: form submission).
    let text = text.replace("\r\n", "\n");
    let form = services::SuggestionForm { place: read_hidden(&place)?, wish, text, reason, revision: page.revision() };
    let suggestion = services.suggest_once(&actor, posting, &form, key.parse().ok()).await?;
    go_back(page, posting, &format!("suggestion-{suggestion}"));
    Ok(())
}

/// Accepts or rejects the chosen suggestions.
#[server(endpoint = "settle_suggestions")]
pub async fn settle_suggestions(
    posting: String,
    page: String,
    #[server(default)] suggestion: Vec<String>,
    #[server(default)] answer: String,
) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    let (posting, page) = (read_id(&posting)?, read_hidden(&page)?);
    let chosen = suggestion.iter().map(|id| read_id(id)).collect::<Result<Vec<_>, _>>()?;
    match answer.as_str() {
        "accept" => services.accept_suggestions(&actor, posting, &chosen).await?,
        "reject" => services.reject_suggestions(&actor, posting, &chosen).await?,
        _ => return Err(AppError::BadRequest),
    }
    let part = suggestion.first().map(|id| format!("suggestion-{id}")).unwrap_or_default();
    go_back(page, posting, &part);
    Ok(())
}

/// Takes back a suggestion of one's own.
#[server(endpoint = "withdraw_suggestion")]
pub async fn withdraw_suggestion(posting: String, page: String, suggestion: String) -> Result<(), AppError> {
    let (posting, page) = (read_id(&posting)?, read_hidden(&page)?);
    let (services, actor) = speaker(page).await?;
    services.withdraw_suggestion(&actor, posting, read_id(&suggestion)?).await?;
    go_back(page, posting, &format!("suggestion-{suggestion}"));
    Ok(())
}
