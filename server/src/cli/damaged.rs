//! `rolewright damaged`: what was found damaged on disk and set aside, which drafts can't be opened because of an update
//! that can't be read, and how one of them is opened again without it.

use std::{
    io::{Write, stdout},
    sync::Arc,
};

use domain::ids::PostingId;
use services::{LostUpdate, Mended, Services};
use storage::Quarantined;

use super::CommandError;
use crate::{config::Settings, wiring};

pub(super) async fn run(settings: &Settings, set_aside: Option<PostingId>) -> Result<(), CommandError> {
    // Whoever only looks needs no claim.
    let _claim = if set_aside.is_some() { wiring::claim(settings)? } else { None };
    let storage = wiring::connect(settings).await?;
    let services = wiring::services(storage, settings, Arc::default());
    let said = match set_aside {
        Some(posting) => mended(&services.mend_draft(posting).await?),
        None => list(&services).await?,
    };
    // Whoever started it may have closed its output.
    drop(writeln!(stdout(), "{said}"));
    Ok(())
}

async fn list(services: &Services) -> Result<String, CommandError> {
    let closed = services.closed_drafts().await?;
    let closed = closed.into_iter().map(|posting| {
        format!("The draft of posting {posting} can't be opened; `damaged --set-aside {posting}` opens it without what can't be read.")
    });
    // Looking for the one may find more of the other.
    let found = services.damaged_rows().await?;
    let lines: Vec<String> = found.iter().map(row).chain(closed).collect();
    Ok(if lines.is_empty() { "Nothing was found damaged.".to_owned() } else { lines.join("\n") })
}

fn row(row: &Quarantined) -> String {
    let Quarantined { found_at, kind, posting, seq } = row;
    match kind.as_str() {
        "update" => format!("{found_at}: update {seq} of posting {posting}"),
        _ => format!("{found_at}: the {kind} of posting {posting} after update {seq}"),
    }
}

fn mended(Mended { posting, lost }: &Mended) -> String {
    let mut lines = vec![format!("The draft of posting {posting} can be opened again. Set aside:")];
    lines.extend(lost.iter().map(|LostUpdate { seq, why, written }| match written {
        Some((name, at)) => format!("  update {seq} by {name}, {at}: {why}"),
        None => format!("  update {seq}: {why}"),
    }));
    lines.push("What could still be read of them is in the table doc_quarantine.".to_owned());
    lines.join("\n")
}
