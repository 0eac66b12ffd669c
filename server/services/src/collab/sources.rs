//! Where lines come from can't be made up: a line that names a library item names one that exists, and a line that
//! claims the library's wording has it.

use std::collections::HashSet;

use domain::posting::{ItemRef, Origin, Snapshot};
use storage::{UnitOfWork, VersionRecord};

use crate::{Result, ServiceError};

/// Looks only at what is new since `before`: the rest was looked at when it came.
pub(super) async fn demand_true_sources(work: &UnitOfWork, before: &Snapshot, after: &Snapshot) -> Result<()> {
    let known: HashSet<_> = claims(before).collect();
    let new: Vec<_> = claims(after).filter(|claim| !known.contains(claim)).collect();
    if new.is_empty() {
        return Ok(());
    }
    let sources: Vec<ItemRef> = new.iter().map(|(source, _)| *source).collect();
    let versions = work.library().wordings(&sources).await?;
    if new.iter().all(|claim| is_true(claim, &versions)) { Ok(()) } else { Err(untrue()) }
}

/// The item of each line that has one, and the text of a line that claims to say just what the item says.
fn claims(snapshot: &Snapshot) -> impl Iterator<Item = (ItemRef, Option<&str>)> {
    snapshot.lines().filter_map(|(_, line)| {
        let text = matches!(line.origin, Origin::Library { .. }).then(|| line.text.trim());
        Some((line.origin.source()?, text))
    })
}

fn is_true((source, text): &(ItemRef, Option<&str>), versions: &[VersionRecord]) -> bool {
    let named = versions.iter().find(|version| version.source() == *source);
    named.is_some_and(|version| text.is_none_or(|text| text == version.wording.body.trim()))
}

fn untrue() -> ServiceError {
    let why = "A line names a library item that is gone or says something else. Choose another item, or write the line yourself.";
    ServiceError::Conflict(why.to_owned())
}
