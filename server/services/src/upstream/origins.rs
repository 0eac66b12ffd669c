//! Where the words of each line come from, by name.

use std::collections::{HashMap, HashSet};

use domain::{
    accounts::Actor,
    ids::{LineId, UserId},
    library::Credit,
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
    pub credit: Credit,
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
        let sources: Vec<ItemRef> = said.lines().filter_map(|(_, line)| line.origin.source()).collect();
        let credits = self.credits(actor, &sources).await?;
        let lines = said.lines().filter_map(|(_, line)| {
            let credit = credits.get(&line.origin.source()?)?.clone();
            Some((line.id.clone(), LineOrigin { credit, is_overridden: line.origin.is_override() }))
        });
        Ok(Origins { lines: lines.collect(), provenance: said.provenance() })
    }

    /// Who wrote these versions of items; those that do not exist are left out.
    ///
    /// # Errors
    /// [`crate::ServiceError::Unavailable`]
    pub async fn credits(&self, actor: &Actor, sources: &[ItemRef]) -> Result<HashMap<ItemRef, Credit>> {
        permit(actor, Action::ReadLibrary, Subject::Organisation)?;
        if sources.is_empty() {
            return Ok(HashMap::new());
        }
        let words = Words::from(self.storage.library().wordings(sources).await?);
        let authors: HashSet<UserId> = words.all().filter_map(|version| version.author).collect();
        let authors: Vec<UserId> = authors.into_iter().collect();
        let names: HashMap<UserId, String> = self.storage.accounts().names_of(&authors).await?.into_iter().collect();
        let catalogue = self.catalogue().await?;
        let published = words.all().filter(|version| version.published_at.is_some());
        let credits = published.map(|version| {
            let source = version.source();
            let item = catalogue.find(source.item).map(|entry| &entry.item);
            let credit = Credit {
                name: version.wording.name.clone(),
                slug: item.map(|item| item.slug.clone()).unwrap_or_default(),
                version: source.version,
                newest: item.map_or(source.version, |item| item.version),
                author: version.author.and_then(|author| names.get(&author).cloned()).unwrap_or_default(),
            };
            (source, credit)
        });
        Ok(credits.collect())
    }
}
