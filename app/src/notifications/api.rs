//! What the pages of notifications call.

use std::collections::HashMap;

use leptos::prelude::*;

use crate::error::AppError;
use crate::{
    layout::see_other,
    paths,
    scope::{read_hidden, read_id, signed_in},
};

/// Marks one as read and goes where it leads.
#[server(endpoint = "open_notification")]
pub async fn open_notification(notification: String) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    let to = services.open_notification(&actor, read_id(&notification)?).await?;
    see_other(&paths::destination(to));
    Ok(())
}

/// Marks one as read.
#[server(endpoint = "read_notification")]
pub async fn read_notification(notification: String) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    services.open_notification(&actor, read_id(&notification)?).await?;
    Ok(())
}

/// Marks as read what was there when the page was made.
#[server(endpoint = "read_notifications")]
pub async fn read_notifications(until: String) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    let until = domain::time::Timestamp(read_hidden(&until)?);
    services.read_notifications(&actor, until).await?;
    Ok(())
}

/// Keeps how one wants to be mailed: the word of a way for the word of each kind.
#[server(endpoint = "choose_mail")]
pub async fn choose_mail(
    #[server(default)] off: String,
    #[server(default)] ways: HashMap<String, String>,
) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    let mut chosen = Vec::new();
    for (kind, way) in &ways {
        chosen.push((read_hidden(kind)?, read_hidden(way)?));
    }
    let choices = domain::notifications::MailChoices::new(!off.is_empty(), chosen);
    services.choose_mail(&actor, &choices).await?;
    see_other(&paths::account_with("mail"));
    Ok(())
}
