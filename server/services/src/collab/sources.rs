//! Where lines come from can't be made up: a line that names a library item names one that exists, and a line that
//! claims the library's wording has it.

use std::{collections::HashSet, ptr};

use domain::posting::ItemRef;
use storage::VersionRecord;

use super::gist::{Claim, Gist};
use crate::{Result, ServiceError};

/// What lines newly say of where they come from; the rest was looked at when it came.
pub(super) struct NewClaims<'g>(Vec<&'g Claim>);

impl<'g> NewClaims<'g> {
    pub fn between(before: &Gist, after: &'g Gist) -> Self {
        if ptr::eq(before, after) {
            return Self(Vec::new());
        }
        let known: HashSet<_> = before.claims.values().collect();
        Self(after.claims.values().filter(|claim| !known.contains(claim)).collect())
    }

    pub fn sources(&self) -> impl Iterator<Item = ItemRef> {
        self.0.iter().map(|claim| claim.source)
    }

    /// Demands that all is as these versions say.
    pub fn demand_true(&self, versions: &[VersionRecord]) -> Result<()> {
        if self.0.iter().all(|claim| is_true(claim, versions)) { Ok(()) } else { Err(untrue()) }
    }
}

fn is_true(claim: &Claim, versions: &[VersionRecord]) -> bool {
    let named = versions.iter().find(|version| version.source() == claim.source);
    named.is_some_and(|version| claim.verbatim.as_ref().is_none_or(|text| text == version.wording.body.trim()))
}

fn untrue() -> ServiceError {
    let why = "A line names a library item that is gone or says something else. Choose another item, or write the line yourself.";
    ServiceError::Conflict(why.to_owned())
}
