//! What curators should look at: for each reason the published items that have it.

use std::collections::HashMap;

use domain::{
    accounts::Actor,
    ids::ItemId,
    library::{
        ItemStatus,
        health::{Ailment, findings, is_often_overridden, is_stale},
    },
    time::Timestamp,
};

use super::{
    BrowseItem, ItemLink,
    catalogue::{Catalogue, CatalogueItem},
    may_curate,
};
use crate::{Result, ServiceError, Services};

/// Items on one page.
const PAGE: usize = 50;

/// The library's health: how many items have each ailment, and those that have the chosen one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HealthView {
    pub counts: Vec<(Ailment, usize)>,
    pub chosen: Ailment,
    pub items: Vec<AilingItem>,
    pub page: usize,
    pub pages: usize,
    /// Published items in all.
    pub published: usize,
}

/// An item that is worth a look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AilingItem {
    pub item: BrowseItem,
    /// What was found, beyond what the list says of all.
    pub why: String,
    /// The item that says nearly the same.
    pub twin: Option<ItemLink>,
}

/// What is found at a place of the catalogue.
struct Found {
    place: usize,
    why: String,
    twin: Option<usize>,
}

impl Found {
    const fn at(place: usize) -> Self {
        Self { place, why: String::new(), twin: None }
    }
}

impl Services {
    /// The health of the library, with the items of one ailment.
    ///
    /// # Errors
    /// [`crate::ServiceError::Refused`] to all but curators.
    pub async fn library_health(&self, actor: &Actor, chosen: Ailment, page: usize) -> Result<HealthView> {
        may_curate(actor)?;
        let catalogue = self.catalogue().await?;
        let overridden = self.storage.library().overridden().await?;
        let now = self.now();
        // In a large library to find what is nearly the same takes seconds: not on a thread that others wait for.
        let looked = tokio::task::spawn_blocking(move || examine(&catalogue, &overridden, now, chosen, page));
        looked.await.map_err(|error| ServiceError::Internal(error.to_string()))
    }

    /// The items of one ailment, each once.
    pub(super) async fn ailing(&self, catalogue: &Catalogue, ailment: Ailment) -> Result<Vec<ItemId>> {
        let overridden = self.storage.library().overridden().await?;
        let look = Look { catalogue, overridden: &overridden, now: self.now() };
        let mut places: Vec<usize> = look.find(ailment).into_iter().map(|found| found.place).collect();
        places.sort_unstable();
        places.dedup();
        Ok(places.into_iter().map(|place| catalogue.items[place].item.id).collect())
    }
}

fn examine(
    catalogue: &Catalogue,
    overridden: &HashMap<ItemId, u32>,
    now: Timestamp,
    chosen: Ailment,
    page: usize,
) -> HealthView {
    let look = Look { catalogue, overridden, now };
    let found: Vec<(Ailment, Vec<Found>)> =
        Ailment::ALL.iter().map(|ailment| (*ailment, look.find(*ailment))).collect();
    let counts = found.iter().map(|(ailment, found)| (*ailment, found.len())).collect();
    let all = found.into_iter().find(|(ailment, _)| *ailment == chosen).map(|(_, found)| found).unwrap_or_default();
    let pages = all.len().div_ceil(PAGE).max(1);
    let page = page.clamp(1, pages);
    let shown = all.into_iter().skip((page - 1) * PAGE).take(PAGE);
    let items = shown.map(|found| look.view(found)).collect();
    HealthView { counts, chosen, items, page, pages, published: catalogue.published.len() }
}

/// The library under a doctor's eye.
struct Look<'c> {
    catalogue: &'c Catalogue,
    overridden: &'c HashMap<ItemId, u32>,
    now: Timestamp,
}

impl Look<'_> {
    fn find(&self, ailment: Ailment) -> Vec<Found> {
        match ailment {
            Ailment::Unused => self.all(|entry| (entry.item.used == 0).then(String::new)),
            Ailment::Overridden => self.all(|entry| {
                let overridden = self.overridden.get(&entry.item.id).copied().unwrap_or(0);
                let used = entry.item.used;
                is_often_overridden(overridden, used)
                    .then(|| format!("Worded differently in {overridden} of {used} postings."))
            }),
            Ailment::Stale => self.all(|entry| {
                is_stale(entry.updated_at, self.now).then(|| format!("Unchanged since {}.", day(entry.updated_at)))
            }),
            Ailment::Unsourced => self.all(|entry| (!entry.has_source).then(String::new)),
            Ailment::Failing => self.all(|entry| self.findings(entry)),
            Ailment::Twins => self.twins(),
        }
    }

    fn all(&self, why: impl Fn(&CatalogueItem) -> Option<String>) -> Vec<Found> {
        let entries = self.catalogue.items.iter().enumerate();
        let published = entries.filter(|(_, entry)| entry.status == ItemStatus::Published);
        published.filter_map(|(place, entry)| Some(Found { why: why(entry)?, ..Found::at(place) })).collect()
    }

    fn findings(&self, entry: &CatalogueItem) -> Option<String> {
        let item = &entry.item;
        let said = findings(item.kind, &item.group, item.requirement, item.level, &item.body, self.now.date());
        (!said.is_empty()).then(|| said.join(" "))
    }

    fn twins(&self) -> Vec<Found> {
        let pair = |pair: &domain::library::Twins| Found {
            why: format!("{} % the same as", pair.percent),
            twin: Some(pair.one),
            ..Found::at(pair.other)
        };
        self.catalogue.twins().iter().map(pair).collect()
    }

    fn view(&self, found: Found) -> AilingItem {
        let entry = &self.catalogue.items[found.place];
        AilingItem {
            item: BrowseItem {
                item: entry.item.clone(),
                status: entry.status,
                is_ahead: entry.is_ahead(),
                replacement: None,
                deprecation_reason: None,
                changed_at: entry.updated_at,
                ranges: Vec::new(),
            },
            why: found.why,
            twin: found.twin.map(|twin| ItemLink::to(&self.catalogue.items[twin])),
        }
    }
}

/// The day of a moment, for people.
fn day(at: Timestamp) -> String {
    at.to_string().split(',').next().unwrap_or_default().to_owned()
}
