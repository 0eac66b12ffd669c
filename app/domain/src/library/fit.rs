//! How well an item fits the posting in which somebody searches: its team, its stack, its seniority.
//!
//! Fit only decides between items that a search matches nearly alike ([`super::search::Index::search_for`]), in the
//! browser as on the server. It is weighed by the server, which alone knows the team; an open editor gets the numbers. What
//! a posting's template brought is among its lines, so the lines alone say the stack: who takes Java out of a Java
//! template writes for something else.

use super::{IndexItem, ItemKind};
use crate::{
    ids::ItemId,
    posting::{Seniority, Snapshot},
};

/// The best fit: in thousandths of what a search's words are worth, so that a match that is better by more comes first.
pub const FIT_MAX: u8 = 60;
/// What each of the three counts, and what a hint of it does.
const WHOLE: u8 = FIT_MAX / 3;
const HALF: u8 = WHOLE / 2;

/// What an item is held against.
#[derive(Debug, Clone, Default)]
pub struct Fit {
    /// What stands in the posting: no second one is wanted.
    standing: Vec<ItemId>,
    /// The names of its skills, and their tags.
    names: Vec<String>,
    tags: Vec<String>,
    seniority: Option<Seniority>,
    /// What the team used in other postings, in order.
    team: Vec<ItemId>,
}

impl Fit {
    /// The fit for a posting that says this; `items` are those of the library, `team` those that its team used in others.
    #[must_use]
    pub fn of<'i>(said: &Snapshot, items: impl IntoIterator<Item = &'i IndexItem>, team: &[ItemId]) -> Self {
        let standing = said.lines().filter_map(|(_, line)| line.origin.source()).map(|source| source.item).collect();
        let mut fit = Self { standing, seniority: said.facts.seniority(), team: team.to_vec(), ..Self::default() };
        for item in items {
            if item.kind == ItemKind::Skill && fit.standing.contains(&item.id) {
                fit.names.push(item.name.to_lowercase());
                fit.tags.extend_from_slice(&item.tags);
            }
        }
        fit
    }

    /// From 0 to [`FIT_MAX`].
    #[must_use]
    pub fn with(&self, item: &IndexItem) -> u8 {
        if self.standing.contains(&item.id) {
            return 0;
        }
        let team = if self.team.contains(&item.id) { WHOLE } else { 0 };
        team + self.stack(item) + self.level(item)
    }

    /// A tag or a synonym that names a skill of the posting (`java framework`) says more than a tag that both have.
    fn stack(&self, item: &IndexItem) -> u8 {
        let mut said = item.tags.iter().chain(&item.synonyms);
        if said.any(|said| said.split(' ').any(|word| self.names.iter().any(|name| name == word))) {
            WHOLE
        } else if item.tags.iter().any(|tag| self.tags.contains(tag)) {
            HALF
        } else {
            0
        }
    }

    /// An item that names no seniority is for all of them.
    fn level(&self, item: &IndexItem) -> u8 {
        match self.seniority {
            Some(wanted) if item.seniority.contains(&wanted) => WHOLE,
            Some(_) if item.seniority.is_empty() => HALF,
            _ => 0,
        }
    }
}

#[cfg(test)]
mod tests;
