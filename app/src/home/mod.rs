//! Home: what waits for me, what I wait for, what I wrote last; and the search over everything.

use leptos::prelude::*;

use crate::{error::AppError, layout::Command};

/// Postings and library items that fit what was typed, for the command palette.
#[server(endpoint = "search_everything")]
pub async fn search_everything(text: String) -> Result<Vec<Command>, AppError> {
    let _ = text;
    Ok(Vec::new())
}

#[cfg(feature = "ssr")]
mod home_page;
#[cfg(feature = "ssr")]
pub use home_page::HomePage;
