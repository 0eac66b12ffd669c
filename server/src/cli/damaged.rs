//! `rolewright damaged`: what was found damaged on disk and set aside, one row a line.

use std::{
    io::{Write, stdout},
    sync::Arc,
};

use super::CommandError;
use crate::{config::Settings, wiring};

pub(super) async fn run(settings: &Settings) -> Result<(), CommandError> {
    let storage = wiring::connect(settings).await?;
    let found = wiring::services(storage, settings, Arc::default()).damaged_rows().await?;
    let lines: Vec<String> = found
        .into_iter()
        .map(|row| format!("{}: the {} of posting {} after update {}", row.found_at, row.kind, row.posting, row.seq))
        .collect();
    let said = if lines.is_empty() { "Nothing was found damaged.".to_owned() } else { lines.join("\n") };
    // Whoever started it may have closed its output.
    drop(writeln!(stdout(), "{said}"));
    Ok(())
}
