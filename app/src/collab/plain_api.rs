//! What the plain form of a draft calls: one function per form. Every argument is what the form was filled with
//! (`was_…`) or what the person left in it.
#![expect(clippy::too_many_arguments, reason = "they are the fields of the form")]

use std::collections::HashMap;

use leptos::prelude::*;

use crate::error::AppError;
use crate::scope::read_hidden as read;

/// Saves a line, then does what the button says (`then`: save, up, down, remove, revert).
#[server(endpoint = "edit_line")]
pub async fn edit_line(
    posting: String,
    line: String,
    #[server(default)] was_text: String,
    #[server(default)] was_requirement: String,
    #[server(default)] was_level: String,
    #[server(default)] text: String,
    #[server(default)] requirement: String,
    #[server(default)] level: String,
    #[server(default)] then: String,
) -> Result<(), AppError> {
    let (services, actor) = crate::scope::signed_in()?;
    let (posting, line) = (read(&posting)?, read::<domain::ids::LineId>(&line)?);
    let was = line_form(&was_text, &was_requirement, &was_level)?;
    let form = line_form(&text, &requirement, &level)?;
    let then = read_then(&then)?;
    services.edit_line(&actor, posting, &line, &was, &form, then).await?;
    go_on(posting, then, "line", line.as_str());
    Ok(())
}

/// Adds a line of one's own words to a section.
#[server(endpoint = "add_line")]
pub async fn add_line(
    posting: String,
    section: String,
    #[server(default)] text: String,
    #[server(default)] requirement: String,
) -> Result<(), AppError> {
    let (services, actor) = crate::scope::signed_in()?;
    let posting = read(&posting)?;
    let form = line_form(&text, &requirement, "")?;
    let line = services.add_line(&actor, posting, read(&section)?, &form).await?;
    crate::layout::see_other(&format!("{}#line-{line}", crate::paths::plain(posting)));
    Ok(())
}

/// Adds a library item as a line, to a section or where such lines usually go.
#[server(endpoint = "insert_item")]
pub async fn insert_item(
    posting: String,
    item: String,
    #[server(default)] section: String,
    #[server(default)] q: String,
) -> Result<(), AppError> {
    let (services, actor) = crate::scope::signed_in()?;
    let posting = read(&posting)?;
    let section = if section.is_empty() { None } else { Some(read(&section)?) };
    let line = services.insert_item(&actor, posting, read(&item)?, section).await?;
    crate::layout::see_other(&format!("{}#line-{line}", crate::paths::plain_with_search(posting, &q)));
    Ok(())
}

/// Saves a section's heading, then does what the button says (`then`: save, up, down, remove).
#[server(endpoint = "edit_section")]
pub async fn edit_section(
    posting: String,
    section: String,
    #[server(default)] was_heading: String,
    #[server(default)] heading: String,
    #[server(default)] then: String,
) -> Result<(), AppError> {
    let (services, actor) = crate::scope::signed_in()?;
    let (posting, section) = (read(&posting)?, read::<domain::ids::SectionId>(&section)?);
    let then = read_then(&then)?;
    services.edit_section(&actor, posting, &section, &was_heading, &heading, then).await?;
    go_on(posting, then, "section", section.as_str());
    Ok(())
}

/// Lets a section that its template locked be changed from now on.
#[server(endpoint = "unlock_section")]
pub async fn unlock_section(posting: String, section: String) -> Result<(), AppError> {
    let (services, actor) = crate::scope::signed_in()?;
    let posting = read(&posting)?;
    services.unlock_section(&actor, posting, &read(&section)?).await?;
    crate::layout::see_other(&format!("{}#section-{section}", crate::paths::plain(posting)));
    Ok(())
}

/// Adds a section at the end.
#[server(endpoint = "add_section")]
pub async fn add_section(posting: String, #[server(default)] kind: String) -> Result<(), AppError> {
    let (services, actor) = crate::scope::signed_in()?;
    let posting = read(&posting)?;
    let kind = kind.parse().map_err(|_| {
        AppError::Invalid(vec![domain::input::FieldError::new("kind", "Choose what the section is for.")])
    })?;
    let section = services.add_section(&actor, posting, kind).await?;
    crate::layout::see_other(&format!("{}#section-{section}", crate::paths::plain(posting)));
    Ok(())
}

/// Puts a removed line or section back.
#[server(endpoint = "put_back")]
pub async fn put_back(
    posting: String,
    #[server(default)] line: String,
    #[server(default)] section: String,
) -> Result<(), AppError> {
    let (services, actor) = crate::scope::signed_in()?;
    let posting = read(&posting)?;
    let (removed, place) = if line.is_empty() {
        (services::Removed::Section(read(&section)?), format!("section-{section}"))
    } else {
        (services::Removed::Line(read(&line)?), format!("line-{line}"))
    };
    services.put_back(&actor, posting, removed).await?;
    crate::layout::see_other(&format!("{}#{place}", crate::paths::plain(posting)));
    Ok(())
}

/// Saves the facts that were changed; a box that is not ticked is not sent.
#[server(endpoint = "save_facts")]
pub async fn save_facts(
    posting: String,
    #[server(default)] was: HashMap<String, String>,
    #[server(default)] facts: HashMap<String, String>,
) -> Result<(), AppError> {
    use domain::posting::{FactKey, Facts, Input};
    let (services, actor) = crate::scope::signed_in()?;
    let posting = read(&posting)?;
    let mut before = Facts::default();
    for (key, value) in &was {
        before.set(read(key)?, &one_newline(value));
    }
    let mut form = Vec::new();
    for (key, value) in &facts {
        form.push((read::<FactKey>(key)?, one_newline(value)));
    }
    let untouched = |key: &FactKey| key.input() == Input::YesNo && !facts.contains_key(&key.to_string());
    form.extend(FactKey::SINGLE.iter().copied().filter(untouched).map(|key| (key, String::new())));
    services.save_facts(&actor, posting, &before, &form).await?;
    crate::layout::see_other(&format!("{}#facts", crate::paths::plain(posting)));
    Ok(())
}

fn read_then(word: &str) -> Result<services::Then, AppError> {
    Ok(match word {
        "" | "save" => services::Then::Stay,
        "up" => services::Then::Up,
        "down" => services::Then::Down,
        "remove" => services::Then::Remove,
        "revert" => services::Then::Revert,
        _ => return Err(AppError::BadRequest),
    })
}

fn line_form(text: &str, requirement: &str, level: &str) -> Result<services::LineForm, AppError> {
    let requirement = if requirement.is_empty() { domain::posting::Requirement::Plain } else { read(requirement)? };
    let level = if level.is_empty() { None } else { Some(read(level)?) };
    Ok(services::LineForm { text: one_newline(text), requirement, level })
}

/// Forms send every new line as two characters (HTML: form submission).
fn one_newline(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// Back to the part that was edited, or to the offer to put it back.
fn go_on(posting: domain::ids::PostingId, then: services::Then, part: &str, id: &str) {
    let plain = crate::paths::plain(posting);
    let address = match then {
        services::Then::Remove => format!("{plain}&removed_{part}={id}"),
        _ => format!("{plain}#{part}-{id}"),
    };
    crate::layout::see_other(&address);
}
