//! The list of the library: by kind, group, tag and state, with counts for each choice, and by search.

use std::{cmp::Reverse, collections::BTreeMap, ops::Range};

use domain::{
    accounts::Actor,
    library::{IndexItem, ItemKind, ItemState, ItemStatus},
    time::Timestamp,
};

use super::{
    ItemLink,
    catalogue::{Catalogue, CatalogueItem},
    is_curator, may_read,
};
use crate::{Result, Services};

/// Items on one page of the list.
const PAGE: usize = 100;

/// What the list is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LibraryFilter {
    pub kind: Option<ItemKind>,
    pub group: Option<String>,
    pub tag: Option<String>,
    pub state: Option<ItemState>,
    /// As typed; empty for no search.
    pub query: String,
    pub order: BrowseOrder,
    /// From 1; 0 is the first page too.
    pub page: usize,
}

/// The order of a list that nothing was searched in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BrowseOrder {
    #[default]
    MostUsed,
    Name,
    LastChanged,
}

/// One page of the list, with how many items each choice of a filter would leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrowseView {
    pub items: Vec<BrowseItem>,
    /// Items on all pages.
    pub total: usize,
    pub page: usize,
    pub pages: usize,
    /// Every kind that has items, whatever kind is chosen.
    pub kinds: Vec<(ItemKind, usize)>,
    /// The groups of the chosen kind.
    pub groups: Vec<(String, usize)>,
    /// The most frequent first.
    pub tags: Vec<(String, usize)>,
    pub states: Vec<(ItemState, usize)>,
}

/// One item of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrowseItem {
    pub item: IndexItem,
    pub status: ItemStatus,
    /// Whether a draft version lies ahead; only curators are told.
    pub is_ahead: bool,
    pub replacement: Option<ItemLink>,
    /// Why it is out of use; only curators are told here.
    pub deprecation_reason: Option<String>,
    pub changed_at: Timestamp,
    /// What the search matched in the name, in bytes.
    pub ranges: Vec<Range<usize>>,
}

/// An item that may be seen and that the search found.
struct Found<'c> {
    entry: &'c CatalogueItem,
    ranges: Vec<Range<usize>>,
}

impl Services {
    /// One page of the library.
    ///
    /// # Errors
    /// [`crate::ServiceError::Unavailable`]
    pub async fn browse_library(&self, actor: &Actor, filter: &LibraryFilter) -> Result<BrowseView> {
        may_read(actor)?;
        let catalogue = self.catalogue().await?;
        let curates = is_curator(actor);
        let found = found(&catalogue, filter, curates);
        let left = |skipped: Skip| found.iter().filter(move |found| filter.fits(found.entry, curates, skipped));
        let mut chosen: Vec<&Found<'_>> = left(Skip::Nothing).collect();
        sort(&mut chosen, filter);
        let pages = chosen.len().div_ceil(PAGE).max(1);
        let page = filter.page.clamp(1, pages);
        let shown = chosen.iter().skip((page - 1) * PAGE).take(PAGE);
        Ok(BrowseView {
            items: shown.map(|found| found.view(&catalogue, curates)).collect(),
            total: chosen.len(),
            page,
            pages,
            kinds: count(left(Skip::Kind).map(|found| found.entry.item.kind)),
            groups: count(
                left(Skip::Group).map(|found| found.entry.item.group.clone()).filter(|group| !group.is_empty()),
            ),
            tags: most_frequent(count(left(Skip::Tag).flat_map(|found| found.entry.item.tags.iter().cloned()))),
            states: count(left(Skip::State).flat_map(|found| states(found.entry, curates))),
        })
    }

    /// Everything that the person may see of the library, in the order of kinds and names, for a browser that searches
    /// by itself.
    ///
    /// # Errors
    /// [`crate::ServiceError::Unavailable`]
    pub async fn list_library(&self, actor: &Actor) -> Result<Vec<BrowseItem>> {
        may_read(actor)?;
        let catalogue = self.catalogue().await?;
        let curates = is_curator(actor);
        let all = found(&catalogue, &LibraryFilter::default(), curates);
        Ok(all.iter().map(|found| found.view(&catalogue, curates)).collect())
    }

    /// The items that fit a text best, and how many do.
    pub(crate) async fn find_items(&self, actor: &Actor, text: &str, limit: usize) -> Result<(Vec<BrowseItem>, usize)> {
        may_read(actor)?;
        let catalogue = self.catalogue().await?;
        let curates = is_curator(actor);
        let filter = LibraryFilter { query: text.to_owned(), ..LibraryFilter::default() };
        let found = found(&catalogue, &filter, curates);
        let best = found.iter().take(limit).map(|found| found.view(&catalogue, curates)).collect();
        Ok((best, found.len()))
    }
}

/// The filter that a count leaves out: the counts beside its own choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Skip {
    Nothing,
    Kind,
    Group,
    Tag,
    State,
}

impl LibraryFilter {
    fn fits(&self, entry: &CatalogueItem, curates: bool, skip: Skip) -> bool {
        let item = &entry.item;
        // A group belongs to its kind: without the kind it narrows nothing.
        (skip == Skip::Kind || self.kind.is_none_or(|kind| kind == item.kind))
            && (matches!(skip, Skip::Group | Skip::Kind)
                || self.group.as_ref().is_none_or(|group| *group == item.group))
            && (skip == Skip::Tag || self.tag.as_ref().is_none_or(|tag| item.tags.contains(tag)))
            && (skip == Skip::State || self.state.is_none_or(|state| states(entry, curates).any(|held| held == state)))
    }
}

/// Every item that a curator's list with this filter shows on all its pages, in no particular order.
pub(super) fn matching<'c>(catalogue: &'c Catalogue, filter: &LibraryFilter) -> Vec<&'c CatalogueItem> {
    let found = found(catalogue, filter, true).into_iter().map(|found| found.entry);
    found.filter(|entry| filter.fits(entry, true, Skip::Nothing)).collect()
}

fn found<'c>(catalogue: &'c Catalogue, filter: &LibraryFilter, curates: bool) -> Vec<Found<'c>> {
    let hits = catalogue.search().search(&filter.query, catalogue.items.len());
    let found = hits.into_iter().map(|hit| Found { entry: &catalogue.items[hit.entry], ranges: hit.ranges });
    // What is archived is kept in view for those who may bring it back; in place of what was merged another one is found.
    let visible = |entry: &CatalogueItem| match entry.status {
        ItemStatus::Merged => false,
        ItemStatus::Archived => curates,
        _ => curates || entry.was_published(),
    };
    found.filter(|found| visible(found.entry)).collect()
}

/// A search comes in the order of how well it fits; a plain list with what is deprecated at the end.
fn sort(found: &mut [&Found<'_>], filter: &LibraryFilter) {
    if !filter.query.trim().is_empty() {
        return;
    }
    let is_deprecated = |found: &Found<'_>| matches!(found.entry.status, ItemStatus::Deprecated | ItemStatus::Archived);
    let name = |found: &Found<'_>| (is_deprecated(found), found.entry.item.name.to_lowercase());
    match filter.order {
        BrowseOrder::Name => found.sort_by_cached_key(|found| name(found)),
        BrowseOrder::MostUsed => {
            found.sort_by_cached_key(|found| (is_deprecated(found), Reverse(found.entry.item.used), name(found)));
        }
        BrowseOrder::LastChanged => {
            found.sort_by_cached_key(|found| (is_deprecated(found), Reverse(found.entry.updated_at), name(found)));
        }
    }
}

fn states(entry: &CatalogueItem, curates: bool) -> impl Iterator<Item = ItemState> {
    let (status, is_ahead) = (entry.status, curates && entry.is_ahead());
    ItemState::ALL.iter().copied().filter(move |state| state.holds(status, is_ahead))
}

fn count<T: Ord>(choices: impl Iterator<Item = T>) -> Vec<(T, usize)> {
    let mut counts = BTreeMap::new();
    choices.for_each(|choice| *counts.entry(choice).or_default() += 1);
    counts.into_iter().collect()
}

fn most_frequent(mut tags: Vec<(String, usize)>) -> Vec<(String, usize)> {
    tags.sort_by_key(|(_, count)| Reverse(*count));
    tags
}

impl Found<'_> {
    fn view(&self, catalogue: &Catalogue, curates: bool) -> BrowseItem {
        let entry = self.entry;
        BrowseItem {
            item: entry.item.clone(),
            status: entry.status,
            is_ahead: curates && entry.is_ahead(),
            replacement: entry.replaced_by.and_then(|other| catalogue.find(other)).map(ItemLink::to),
            deprecation_reason: entry.deprecation_reason().filter(|_| curates).map(str::to_owned),
            changed_at: entry.updated_at,
            ranges: self.ranges.clone(),
        }
    }
}
