//! Where the words of each line come from, by name.

use std::collections::{HashMap, HashSet};

use domain::{
    accounts::Actor,
    ids::{LineId, UserId},
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
    /// Who wrote that version; empty for what the program brought along.
    pub author: String,
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
        if sources.is_empty() {
            return Ok(Origins { lines: HashMap::new(), provenance: said.provenance() });
        }
        let words = Words::from(self.storage.library().wordings(&sources).await?);
        let authors: HashSet<UserId> = words.all().filter_map(|version| version.author).collect();
        let authors: Vec<UserId> = authors.into_iter().collect();
        let names: HashMap<UserId, String> = self.storage.accounts().names_of(&authors).await?.into_iter().collect();
        let catalogue = self.catalogue().await?;
        let lines = said.lines().filter_map(|(_, line)| {
            let source = line.origin.source()?;
            let slug = catalogue.find(source.item).map(|entry| entry.item.slug.clone()).unwrap_or_default();
            let version = words.of(source)?;
            let origin = LineOrigin {
                name: version.wording.name.clone(),
                slug,
                version: source.version,
                author: version.author.and_then(|author| names.get(&author).cloned()).unwrap_or_default(),
                is_overridden: line.origin.is_override(),
            };
            Some((line.id.clone(), origin))
        });
        Ok(Origins { lines: lines.collect(), provenance: said.provenance() })
    }
}
