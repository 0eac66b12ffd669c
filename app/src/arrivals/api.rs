//! What the pages of arrivals call. A file comes in parts and by another way: see the server's `http/upload.rs`.

use std::collections::HashMap;

use leptos::prelude::*;

use crate::error::AppError;
use crate::{
    layout::see_other,
    paths,
    scope::{read_hidden, read_id, signed_in},
};

/// Keeps a pasted text, and shows what was recognised in it.
#[server(endpoint = "paste_arrival")]
pub async fn paste_arrival(#[server(default)] text: String) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    let arrival = services.paste_arrival(&actor, &text).await?;
    see_other(&paths::arrival(arrival));
    Ok(())
}

/// Makes a posting of a text, as somebody confirmed it.
#[server(endpoint = "settle_arrival")]
pub async fn settle_arrival(
    arrival: String,
    #[server(default)] team: String,
    #[server(default)] facts: HashMap<String, String>,
    #[server(default)] kinds: HashMap<String, String>,
    #[server(default)] lines: HashMap<String, String>,
) -> Result<(), AppError> {
    use domain::input::FieldError;
    let (services, actor) = signed_in()?;
    let arrival = read_id(&arrival)?;
    let choose = || AppError::Invalid(vec![FieldError::new("team", "Choose a team.")]);
    let form = services::SettleForm {
        team: team.parse().map_err(|_| choose())?,
        facts: read::pairs(&facts)?,
        kinds: read::pairs(&kinds)?,
        lines: read::pairs(&lines)?,
    };
    let posting = services.settle_arrival(&actor, arrival, &form).await?;
    see_other(&paths::posting(posting));
    Ok(())
}

mod read {
    use std::{collections::BTreeMap, str::FromStr};

    use super::{AppError, HashMap, read_hidden};

    /// Fields of one name, by what stands between their brackets.
    pub fn pairs<K: FromStr + Ord, V: FromStr>(fields: &HashMap<String, String>) -> Result<BTreeMap<K, V>, AppError> {
        fields.iter().map(|(key, value)| Ok((read_hidden(key)?, read_hidden(value)?))).collect()
    }
}
