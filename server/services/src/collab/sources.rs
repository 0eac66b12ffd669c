//! Where lines come from can't be made up: a line that names a library item names one that exists, and a line that
//! claims the library's wording has it.

use std::collections::HashSet;

use domain::posting::{ItemRef, Origin, Snapshot};
use storage::VersionRecord;

use crate::{Result, ServiceError};

/// What lines newly say of where they come from; the rest was looked at when it came.
pub(super) struct NewClaims<'s>(Vec<Claim<'s>>);

/// The item of a line, and the text of a line that claims to say just what the item says.
type Claim<'s> = (ItemRef, Option<&'s str>);

impl<'s> NewClaims<'s> {
    pub fn between(before: &'s Snapshot, after: &'s Snapshot) -> Self {
        let known: HashSet<_> = claims(before).collect();
        Self(claims(after).filter(|claim| !known.contains(claim)).collect())
    }

    pub fn sources(&self) -> impl Iterator<Item = ItemRef> {
        self.0.iter().map(|(source, _)| *source)
    }

    /// Demands that all is as these versions say.
    pub fn demand_true(&self, versions: &[VersionRecord]) -> Result<()> {
        if self.0.iter().all(|claim| is_true(claim, versions)) { Ok(()) } else { Err(untrue()) }
    }
}

fn claims(snapshot: &Snapshot) -> impl Iterator<Item = Claim<'_>> {
    snapshot.lines().filter_map(|(_, line)| {
        let text = matches!(line.origin, Origin::Library { .. }).then(|| line.text.trim());
        Some((line.origin.source()?, text))
    })
}

fn is_true((source, text): &Claim<'_>, versions: &[VersionRecord]) -> bool {
    let named = versions.iter().find(|version| version.source() == *source);
    named.is_some_and(|version| text.is_none_or(|text| text == version.wording.body.trim()))
}

fn untrue() -> ServiceError {
    let why = "A line names a library item that is gone or says something else. Choose another item, or write the line yourself.";
    ServiceError::Conflict(why.to_owned())
}
