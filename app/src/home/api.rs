//! What the command palette calls.

use leptos::prelude::*;

use crate::error::AppError;

/// Results of each kind that the palette has room for.
const EACH: usize = 6;

/// Postings and library items that fit what was typed, as rows for the command palette.
#[server(endpoint = "search_everything")]
pub async fn search_everything(text: String) -> Result<String, AppError> {
    use crate::{
        layout::{Command, found_rows},
        paths,
    };
    let (services, actor) = crate::scope::signed_in()?;
    let found = services.search_everything(&actor, &text, EACH).await?;
    let posting = |card: services::PostingCard| Command {
        note: format!("{}, {}", card.team_name, card.stage_name().label().to_lowercase()),
        ..Command::new("document", card.name(), &paths::posting(card.id))
    };
    let item = |item: services::BrowseItem| Command {
        note: item.item.kind.label().to_owned(),
        ..Command::new("library", &item.item.name, &paths::item(&item.item.slug))
    };
    Ok(found_rows(found.postings.into_iter().map(posting).chain(found.items.into_iter().map(item)).collect()))
}
