//! The whole library in memory, read again when it changed.
//!
//! Asking whether it changed is one small query, so that several nodes on one database agree. How often an item is used
//! changes with every draft; that count may be some seconds old.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, OnceLock, PoisonError},
    time::Duration,
};

use domain::{
    arrivals::Matcher,
    ids::ItemId,
    library::{
        IndexItem, ItemKind, ItemStatus, Twins, search,
        similar::{Said, Similar},
        twins,
    },
    time::Timestamp,
};
use storage::{CatalogueRecord, LibraryStamp};

use crate::{Result, Services};

/// How old the counts of uses may be.
const COUNTS_KEPT: Duration = Duration::from_secs(10);

/// One item, whatever its status, in the version that lists show.
#[derive(Debug)]
pub struct CatalogueItem {
    pub item: IndexItem,
    pub status: ItemStatus,
    /// 0 before the first publication.
    pub current_version: u32,
    pub newest_version: u32,
    pub replaced_by: Option<ItemId>,
    deprecation_reason: Option<String>,
    pub updated_at: Timestamp,
    /// Whether it is told where it comes from.
    pub has_source: bool,
}

impl CatalogueItem {
    /// Whether a draft version lies ahead of the published one.
    pub fn is_ahead(&self) -> bool {
        self.status == ItemStatus::Published && self.newest_version > self.current_version
    }

    /// Why it is out of use, where somebody said so. One that was merged has its merge's reason instead.
    pub fn deprecation_reason(&self) -> Option<&str> {
        let is_out_of_use = matches!(self.status, ItemStatus::Deprecated | ItemStatus::Archived);
        self.deprecation_reason.as_deref().filter(|_| is_out_of_use)
    }

    /// Whether everybody may see it.
    pub const fn was_published(&self) -> bool {
        self.current_version > 0
    }
}

/// Every item, by kind and name, with ways to find one.
#[derive(Debug)]
pub struct Catalogue {
    pub stamp: LibraryStamp,
    loaded_at: Timestamp,
    pub items: Vec<CatalogueItem>,
    pub published: Arc<Vec<IndexItem>>,
    by_id: HashMap<ItemId, usize>,
    by_slug: HashMap<String, usize>,
    search: OnceLock<search::Index>,
    twins: OnceLock<Vec<Twins>>,
    matcher: OnceLock<Matcher>,
    similar: OnceLock<Similar>,
}

impl Catalogue {
    fn new(records: Vec<CatalogueRecord>, loaded_at: Timestamp) -> Self {
        let stamp = LibraryStamp::of(&records);
        let mut items: Vec<CatalogueItem> =
            records.into_iter().map(|record| catalogue_item(record, loaded_at)).collect();
        items.sort_by_cached_key(|entry| (entry.item.kind, entry.item.name.to_lowercase(), entry.item.slug.clone()));
        let published = items.iter().filter(|entry| entry.status == ItemStatus::Published);
        Self {
            stamp,
            loaded_at,
            published: Arc::new(published.map(|entry| entry.item.clone()).collect()),
            by_id: items.iter().enumerate().map(|(place, entry)| (entry.item.id, place)).collect(),
            by_slug: items.iter().enumerate().map(|(place, entry)| (entry.item.slug.clone(), place)).collect(),
            search: OnceLock::new(),
            twins: OnceLock::new(),
            matcher: OnceLock::new(),
            similar: OnceLock::new(),
            items,
        }
    }

    pub fn find(&self, item: ItemId) -> Option<&CatalogueItem> {
        self.items.get(*self.by_id.get(&item)?)
    }

    pub fn find_by_slug(&self, slug: &str) -> Option<&CatalogueItem> {
        self.items.get(*self.by_slug.get(slug)?)
    }

    /// What to use for an item now: itself while it is published, its replacement once it is out of use or merged.
    pub fn in_use(&self, entry: &CatalogueItem) -> Option<&CatalogueItem> {
        let mut entry = self.find(entry.item.id)?;
        // A chain of replacements can't be longer than the catalogue; counting ends it even if data were damaged.
        for _ in 0..self.items.len() {
            match entry.status {
                ItemStatus::Published => return Some(entry),
                ItemStatus::Deprecated | ItemStatus::Archived | ItemStatus::Merged => {
                    entry = self.find(entry.replaced_by?)?;
                }
                ItemStatus::Draft | ItemStatus::Proposed => return None,
            }
        }
        None
    }

    /// The item that stands in the place of a merged one, in use or not; any other item stands for itself.
    pub fn standing_for<'c>(&'c self, mut entry: &'c CatalogueItem) -> Option<&'c CatalogueItem> {
        for _ in 0..self.items.len() {
            if entry.status != ItemStatus::Merged {
                return Some(entry);
            }
            entry = self.find(entry.replaced_by?)?;
        }
        None
    }

    /// The items that were merged into this one, at once or by way of others.
    pub fn merged_into(&self, item: ItemId) -> impl Iterator<Item = &CatalogueItem> {
        let merged = self.items.iter().filter(|entry| entry.status == ItemStatus::Merged);
        merged.filter(move |entry| self.standing_for(entry).is_some_and(|other| other.item.id == item))
    }

    /// The search index over all items, in their order here; built at the first search.
    pub fn search(&self) -> &search::Index {
        self.search.get_or_init(|| search::Index::build(self.items.iter().map(|entry| entry.item.entry())))
    }

    /// Published items of one kind that say nearly the same, by their places here; looked for at the first question.
    pub fn twins(&self) -> &[Twins] {
        self.twins.get_or_init(|| {
            let mut found = Vec::new();
            for kind in ItemKind::ALL {
                let places: Vec<usize> =
                    (0..self.items.len()).filter(|place| self.is_published(*place, *kind)).collect();
                let texts = places
                    .iter()
                    .map(|place| &self.items[*place].item)
                    .map(|item| (item.name.as_str(), item.body.as_str()));
                let pairs = twins(texts).into_iter();
                found.extend(pairs.map(|pair| Twins { one: places[pair.one], other: places[pair.other], ..pair }));
            }
            found.sort_by_key(|pair| std::cmp::Reverse(pair.percent));
            found
        })
    }

    fn is_published(&self, place: usize, kind: ItemKind) -> bool {
        let entry = &self.items[place];
        entry.status == ItemStatus::Published && entry.item.kind == kind
    }

    /// Finds which of the published items (in their order) a line may be; built when it is first asked for.
    pub fn matcher(&self) -> &Matcher {
        self.matcher.get_or_init(|| Matcher::new(&self.published))
    }

    /// Finds which of all items (in their order) say nearly the same; built when it is first asked for.
    pub fn similar(&self) -> &Similar {
        self.similar.get_or_init(|| Similar::build(self.items.iter().map(|entry| Said::of(&entry.item))))
    }
}

fn catalogue_item(record: CatalogueRecord, now: Timestamp) -> CatalogueItem {
    let CatalogueRecord { item, wording, version, newest_version, used } = record;
    CatalogueItem {
        status: item.status.at(now, item.sunset_on),
        current_version: item.current_version,
        newest_version,
        replaced_by: item.replaced_by,
        deprecation_reason: item.deprecation_reason,
        updated_at: item.updated_at,
        has_source: !wording.source_refs.is_empty(),
        item: IndexItem {
            id: item.id,
            section: item.kind.usual_section(&item.group, wording.default_requirement),
            slug: item.slug,
            name: wording.name,
            body: wording.body,
            kind: item.kind,
            group: item.group,
            tags: wording.tags,
            synonyms: wording.synonyms,
            requirement: wording.default_requirement,
            level: wording.default_level,
            seniority: wording.seniority,
            version,
            used,
        },
    }
}

/// The catalogue as it was last read.
#[derive(Debug, Default)]
pub struct CatalogueCache(Mutex<Option<Arc<Catalogue>>>);

impl CatalogueCache {
    fn get(&self) -> Option<Arc<Catalogue>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn put(&self, catalogue: Arc<Catalogue>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(catalogue);
    }
}

impl Services {
    /// The catalogue as it is now. Never within a unit of work: it reads through the pool.
    pub(crate) async fn catalogue(&self) -> Result<Arc<Catalogue>> {
        let now = self.now();
        if let Some(known) = self.library.get()
            && known.loaded_at.until(now) < COUNTS_KEPT
            && known.stamp == self.storage.library().stamp().await?
        {
            return Ok(known);
        }
        let catalogue = Arc::new(Catalogue::new(self.storage.library().catalogue().await?, now));
        self.library.put(Arc::clone(&catalogue));
        Ok(catalogue)
    }
}
