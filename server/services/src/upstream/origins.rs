//! Where the words of each line come from, by name.

use std::collections::HashMap;

use domain::{
    accounts::Actor,
    ids::LineId,
    permissions::{Action, Subject, permit},
    posting::{ItemRef, Provenance, Snapshot},
};

use super::view::Words;
use crate::{Result, Services};

/// The library lines of a content, and how much of it they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origins {
    pub provenance: Provenance,
    lines: HashMap<LineId, LineOrigin>,
}

/// The item and the version that a line started from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineOrigin {
    /// As that version calls it.
    pub name: String,
    /// Empty when the item can't be found any more.
    pub slug: String,
    pub version: u32,
    /// Whether the line is worded differently.
    pub is_overridden: bool,
}

impl Origins {
    /// Nothing for a line of the posting's own.
    #[must_use]
    pub fn of(&self, line: &LineId) -> Option<&LineOrigin> {
        self.lines.get(line)
    }
}

impl Services {
    /// Where the words of this content come from.
    ///
    /// # Errors
    /// [`crate::ServiceError::Unavailable`]
    pub async fn origins(&self, actor: &Actor, said: &Snapshot) -> Result<Origins> {
        permit(actor, Action::ReadLibrary, Subject::Organisation)?;
        let sources: Vec<ItemRef> = said.lines().filter_map(|(_, line)| line.origin.source()).collect();
        let words = Words::from(self.storage.library().wordings(&sources).await?);
        let catalogue = self.catalogue().await?;
        let lines = said.lines().filter_map(|(_, line)| {
            let source = line.origin.source()?;
            let slug = catalogue.find(source.item).map(|entry| entry.item.slug.clone()).unwrap_or_default();
            let name = words.of(source)?.wording.name.clone();
            let origin = LineOrigin { name, slug, version: source.version, is_overridden: line.origin.is_override() };
            Some((line.id.clone(), origin))
        });
        Ok(Origins { lines: lines.collect(), provenance: said.provenance() })
    }
}
