//! What the forms of updates call.

use leptos::prelude::*;

use crate::error::AppError;
use crate::{
    forms::DONE,
    layout::see_other,
    scope::{read_hidden, read_id, signed_in},
};

/// Decides on one update or on several: `take`, `keep`, `merge` to a text, `snooze` until a day.
#[server(endpoint = "settle_updates")]
pub async fn settle_updates(
    #[server(default)] update: Vec<String>,
    #[server(default)] answer: String,
    #[server(default)] text: String,
    #[server(default)] until: String,
) -> Result<(), AppError> {
    use domain::upstream::Answer;

    let (services, actor) = signed_in()?;
    let keys = update.iter().map(|key| read_hidden(key)).collect::<Result<Vec<_>, _>>()?;
    let answer = match answer.as_str() {
        "take" => Answer::Take,
        "keep" => Answer::Keep,
        // Forms send every new line as two characters (HTML: form submission).
        "merge" => Answer::Merge(text.replace("\r\n", "\n")),
        "snooze" => Answer::Snooze(domain::time::read_date(until.trim()).ok_or_else(no_day)?),
        _ => return Err(AppError::BadRequest),
    };
    services.settle_updates(&actor, &keys, &answer).await?;
    see_other(&format!("?{DONE}={}.{}", super::done::word(&answer), keys.len()));
    Ok(())
}

/// Asks again about an update that was put aside.
#[server(endpoint = "take_up_update")]
pub async fn take_up_update(posting: String, line: String) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    services.take_up_update(&actor, read_id(&posting)?, &read_id(&line)?).await?;
    Ok(())
}

fn no_day() -> AppError {
    AppError::Invalid(vec![domain::input::FieldError::new("until", "Choose a day.")])
}
