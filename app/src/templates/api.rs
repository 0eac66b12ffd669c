//! What the pages of templates call. The forms of a template share one function: each sends the words of what it does, the
//! edition that it was filled with, and its own fields.
#![expect(clippy::too_many_arguments, reason = "they are the fields of the forms")]

use std::collections::HashMap;

use leptos::prelude::*;

use crate::{
    error::AppError,
    layout::see_other,
    paths,
    scope::{read_hidden as read, signed_in},
};

/// A new template, as a draft.
#[server(endpoint = "make_template")]
pub async fn make_template(
    #[server(default)] name: String,
    #[server(default)] description: String,
    #[server(default)] base: String,
    #[server(default)] from: String,
    #[server(default)] posting: String,
) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    let base = change::base(&base, from, &posting)?;
    let made = services.make_template(&actor, services::NewTemplate { name, description, base: base.clone() }).await;
    let slug = made.map_err(|error| change::lost_base(&base, error))?;
    see_other(&paths::edit_template(&slug, ""));
    Ok(())
}

/// Changes one part of a template; `what` says which.
#[server(endpoint = "edit_template")]
pub async fn edit_template(
    template: String,
    edition: String,
    what: String,
    #[server(default)] name: String,
    #[server(default)] description: String,
    #[server(default)] facts: HashMap<String, String>,
    #[server(default)] section: String,
    #[server(default)] kind: String,
    #[server(default)] heading: String,
    #[server(default)] locked: String,
    #[server(default)] line: String,
    #[server(default)] text: String,
    #[server(default)] item: String,
    #[server(default)] then: String,
    #[server(default)] q: String,
) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    let sent = change::Sent { name, description, facts, section, kind, heading, locked, line, text, item, then };
    let change = change::read(&what, sent)?;
    let done = services.edit_template(&actor, read(&template)?, read(&edition)?, change).await?;
    let place = if done.place.is_empty() { String::new() } else { format!("#{}", done.place) };
    see_other(&format!("{}{place}", paths::edit_template(&done.slug, &q)));
    Ok(())
}

/// Makes what the template says now its next version.
#[server(endpoint = "publish_template")]
pub async fn publish_template(
    template: String,
    edition: String,
    #[server(default)] slug: String,
    #[server(default)] change_class: String,
    #[server(default)] reason: String,
) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    let form = services::PublishTemplate { change_class, reason };
    services.publish_template(&actor, read(&template)?, read(&edition)?, &form).await?;
    if !slug.is_empty() {
        see_other(&paths::template(&slug));
    }
    Ok(())
}

/// Takes a template out of use.
#[server(endpoint = "archive_template")]
pub async fn archive_template(template: String, edition: String) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    Ok(services.archive_template(&actor, read(&template)?, read(&edition)?).await?)
}

/// Puts an archived template back.
#[server(endpoint = "restore_template")]
pub async fn restore_template(template: String, edition: String) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    Ok(services.restore_template(&actor, read(&template)?, read(&edition)?).await?)
}

/// Makes the template say what an old version said, to be published anew.
#[server(endpoint = "restore_template_version")]
pub async fn restore_template_version(template: String, edition: String, version: String) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    Ok(services.restore_template_version(&actor, read(&template)?, read(&edition)?, read(&version)?).await?)
}

mod change {
    use std::collections::HashMap;

    use domain::{
        input::FieldError,
        posting::{FactKey, Input},
    };
    use services::{ServiceError, TemplateBase, TemplateChange, Then};

    use crate::{error::AppError, scope::read_hidden, templates::facts};

    /// Everything that a form of a template can send.
    pub struct Sent {
        pub name: String,
        pub description: String,
        pub facts: HashMap<String, String>,
        pub section: String,
        pub kind: String,
        pub heading: String,
        pub locked: String,
        pub line: String,
        pub text: String,
        pub item: String,
        pub then: String,
    }

    pub fn read(what: &str, sent: Sent) -> Result<TemplateChange, AppError> {
        let Sent { name, description, section, heading, text, .. } = sent;
        Ok(match what {
            "describe" => TemplateChange::Describe { name, description },
            "facts" => TemplateChange::PresetFacts(preset(&sent.facts)?),
            "add_section" => {
                let kind = sent.kind.parse().map_err(|_| invalid("kind", "Choose what the section is for."))?;
                TemplateChange::AddSection { kind, heading }
            }
            "section" => TemplateChange::Section {
                id: read_hidden(&section)?,
                heading,
                locked: !sent.locked.is_empty(),
                then: read_then(&sent.then)?,
            },
            "add_line" => TemplateChange::AddLine { section: read_hidden(&section)?, text },
            "add_item" => {
                let section = section.parse().map_err(|_| invalid("section", "Choose the section that it goes to."))?;
                TemplateChange::AddItem { section, item: read_hidden(&sent.item)? }
            }
            "line" => {
                TemplateChange::Line { id: read_hidden(&sent.line)?, text: Some(text), then: read_then(&sent.then)? }
            }
            "item_line" if sent.then == "replace" => TemplateChange::Replace(read_hidden(&sent.line)?),
            "item_line" => {
                TemplateChange::Line { id: read_hidden(&sent.line)?, text: None, then: read_then(&sent.then)? }
            }
            _ => return Err(AppError::BadRequest),
        })
    }

    /// Those facts that a template can preset; a box that is not ticked is not sent.
    fn preset(sent: &HashMap<String, String>) -> Result<Vec<(FactKey, String)>, AppError> {
        let value = |key: &FactKey| sent.get(&key.to_string());
        let keys: Vec<FactKey> = facts::preset().collect();
        if sent.keys().any(|key| keys.iter().all(|known| known.to_string() != *key)) {
            return Err(AppError::BadRequest);
        }
        let is_sent = |key: &FactKey| value(key).is_some() || key.input() == Input::YesNo;
        let chosen = keys.iter().filter(|key| is_sent(key));
        Ok(chosen.map(|key| (*key, value(key).cloned().unwrap_or_default())).collect())
    }

    fn read_then(word: &str) -> Result<Then, AppError> {
        Ok(match word {
            "" | "save" => Then::Stay,
            "up" => Then::Up,
            "down" => Then::Down,
            "remove" => Then::Remove,
            _ => return Err(AppError::BadRequest),
        })
    }

    pub fn base(word: &str, from: String, posting: &str) -> Result<TemplateBase, AppError> {
        match word {
            "empty" => Ok(TemplateBase::Empty),
            "template" if from.is_empty() => Err(invalid("from", "Choose the template to copy.")),
            "template" => Ok(TemplateBase::Template(from)),
            "posting" => {
                posting.parse().map(TemplateBase::Posting).map_err(|_| invalid("posting", "Choose the posting."))
            }
            _ => Err(invalid("base", "Choose what to begin with.")),
        }
    }

    /// What a template was to be made of is gone: said at its field.
    pub fn lost_base(base: &TemplateBase, error: ServiceError) -> AppError {
        match (base, error) {
            (TemplateBase::Template(_), ServiceError::NotFound) => invalid("from", "There is no such template."),
            (TemplateBase::Posting(_), ServiceError::NotFound) => {
                invalid("posting", "This posting is gone, or not yours to read. Choose another.")
            }
            (_, error) => error.into(),
        }
    }

    fn invalid(field: &str, sentence: &str) -> AppError {
        AppError::Invalid(vec![FieldError::new(field, sentence)])
    }
}
