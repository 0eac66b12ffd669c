//! Items that nearly say what a new one would.

use domain::{accounts::Actor, library::ItemStatus};

use super::{ItemLink, may_read};
use crate::{Result, Services, library::is_curator};

/// Near duplicates that are named.
const NAMED: usize = 4;

/// An item that nearly says the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearDuplicate {
    pub item: ItemLink,
    pub body: String,
    /// How much of both lines is the same, from 0 to 100.
    pub percent: u8,
}

impl Services {
    /// What the library has already that nearly says the same, the likest first: of what the person may see, without what
    /// is no longer offered.
    ///
    /// # Errors
    /// [`crate::ServiceError::Unavailable`]
    pub async fn near_duplicates(&self, actor: &Actor, name: &str, body: &str) -> Result<Vec<NearDuplicate>> {
        may_read(actor)?;
        if name.trim().is_empty() && body.trim().is_empty() {
            return Ok(Vec::new());
        }
        let catalogue = self.catalogue().await?;
        let curates = is_curator(actor);
        let found = catalogue.similar().near_duplicates(name, body, NAMED * 4).into_iter();
        let found = found.filter_map(|likeness| Some((catalogue.items.get(likeness.entry)?, likeness)));
        let offered = found.filter(|(entry, _)| match entry.status {
            ItemStatus::Published => true,
            ItemStatus::Draft | ItemStatus::Proposed => curates,
            ItemStatus::Deprecated | ItemStatus::Archived | ItemStatus::Merged => false,
        });
        let near = offered.map(|(entry, likeness)| NearDuplicate {
            item: ItemLink::to(entry),
            body: entry.item.body.clone(),
            percent: (likeness.wording * 100.0) as u8,
        });
        Ok(near.take(NAMED).collect())
    }
}
