//! What the form for a new posting calls.

use leptos::prelude::*;

use crate::error::AppError;
use crate::{layout::see_other, paths, scope::signed_in};

/// A new posting; `key` makes the form create one, however often it arrives.
#[server(endpoint = "create_posting")]
pub async fn create_posting(
    key: String,
    #[server(default)] team: String,
    #[server(default)] start: String,
    #[server(default)] seniority: String,
    #[server(default)] stack: String,
    #[server(default)] industry: String,
    #[server(default)] from: String,
) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    let key = key.parse().map_err(|_| AppError::BadRequest)?;
    let team = team.parse().map_err(|_| read::invalid("team", "Choose a team."))?;
    let template = services::TemplateChoice { seniority, stack, industry };
    let start = read::start(&start, template, &from)?;
    let is_copy = matches!(start, services::Start::Copy(_));
    let made = services.create_posting_once(&actor, key, services::NewPosting { team, start }).await;
    let posting = made.map_err(|error| match error {
        services::ServiceError::NotFound if is_copy => {
            read::invalid("from", "This posting is gone, or not yours to read. Choose another.")
        }
        error => error.into(),
    })?;
    see_other(&paths::posting(posting));
    Ok(())
}

mod read {
    use domain::input::FieldError;
    use services::{Start, TemplateChoice};

    use crate::error::AppError;

    /// What the posting starts with.
    pub fn start(word: &str, template: TemplateChoice, from: &str) -> Result<Start, AppError> {
        match word {
            "template" => Ok(Start::Template(template)),
            "copy" => from.parse().map(Start::Copy).map_err(|_| invalid("from", "Choose the posting to copy.")),
            "empty" => Ok(Start::Empty),
            _ => Err(invalid("start", "Choose what to start with.")),
        }
    }

    pub fn invalid(field: &str, sentence: &str) -> AppError {
        AppError::Invalid(vec![FieldError::new(field, sentence)])
    }
}
