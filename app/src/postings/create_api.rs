//! What the form for a new posting calls.
#![expect(clippy::too_many_arguments, reason = "they are the fields of the form")]

use leptos::prelude::*;

use crate::error::AppError;
use crate::{layout::see_other, paths, scope::signed_in};

/// A new posting; `key` makes the form create one, however often it arrives. A template that leaves something open asks for
/// it first, unless it was `asked`.
#[server(endpoint = "create_posting")]
pub async fn create_posting(
    key: String,
    #[server(default)] team: String,
    #[server(default)] start: String,
    #[server(default)] seniority: String,
    #[server(default)] stack: String,
    #[server(default)] industry: String,
    #[server(default)] from: String,
    #[server(default)] template: String,
    #[server(default)] asked: String,
    #[server(default)] fill_team: String,
    #[server(default)] fill_product: String,
    #[server(default)] fill_place: String,
) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    let key = key.parse().map_err(|_| AppError::BadRequest)?;
    let team: domain::ids::TeamId = team.parse().map_err(|_| read::invalid("team", "Choose a team."))?;
    let choice = services::TemplateChoice { seniority, stack, industry };
    let filling = domain::templates::Filling::read(&fill_team, &fill_product, &fill_place);
    let start = read::start(&start, choice, &from, (&template, filling.map_err(AppError::Invalid)?))?;
    if let services::Start::Named(slug, _) = &start
        && *slug != asked
        && read::asks(&services, &actor, slug).await?
    {
        see_other(&paths::new_posting_with(slug, &team.to_string()));
        return Ok(());
    }
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
    use domain::{accounts::Actor, input::FieldError, templates::Filling};
    use services::{ServiceError, Services, Start, TemplateChoice};

    use crate::error::AppError;

    /// What the posting starts with.
    pub fn start(
        word: &str,
        choice: TemplateChoice,
        from: &str,
        (template, filling): (&str, Filling),
    ) -> Result<Start, AppError> {
        match word {
            "template" => Ok(Start::Template(choice)),
            "own" if template.is_empty() => Err(invalid("template", "Choose the template.")),
            "own" => Ok(Start::Named(template.to_owned(), filling)),
            "copy" => from.parse().map(Start::Copy).map_err(|_| invalid("from", "Choose the posting to copy.")),
            "empty" => Ok(Start::Empty),
            _ => Err(invalid("start", "Choose what to start with.")),
        }
    }

    /// Whether a template leaves something open.
    pub async fn asks(services: &Services, actor: &Actor, slug: &str) -> Result<bool, AppError> {
        match services.template_to_start(actor, slug).await {
            Ok(start) => Ok(!start.placeholders.is_empty()),
            // Creating the posting tells it at the field.
            Err(ServiceError::NotFound) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    pub fn invalid(field: &str, sentence: &str) -> AppError {
        AppError::Invalid(vec![FieldError::new(field, sentence)])
    }
}
