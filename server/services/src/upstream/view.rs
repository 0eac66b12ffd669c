//! One update as a person reads it: what the line started from, what the library says now, what stands there.

use std::collections::{HashMap, HashSet};

use domain::{
    document::merged,
    ids::ItemId,
    library::ChangeClass,
    posting::{ItemRef, Snapshot},
    time::Timestamp,
    upstream::{Aside, Offer, UpdateKey, is_conflict_free},
};
use storage::{OfferRecord, VersionRecord};

use crate::{Result, ServiceError, Services};

/// An update, side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpdateView {
    pub key: UpdateKey,
    pub offer: Offer,
    /// The name and the address of the item that is offered.
    pub name: String,
    pub slug: String,
    /// What the item is called that the line came from.
    pub old_name: String,
    /// Why that one is out of use, if another item is offered in its place.
    pub deprecation_reason: Option<String>,
    pub old: String,
    pub new: String,
    /// What the line says, if that is not what its version said.
    pub mine: Option<String>,
    /// What a merge starts from.
    pub proposed: Proposed,
    pub is_conflict_free: bool,
    /// The heading of the line's section.
    pub section: String,
    /// Set by a template: nobody can change it here.
    pub is_locked: bool,
    /// The graver of what the versions between the line's and the offered one change, that one included.
    pub change_class: ChangeClass,
    /// The reasons for all of them, the oldest first.
    pub reason: String,
    pub published_at: Option<Timestamp>,
    /// Whether and until when it is put aside.
    pub aside: Option<(Aside, Option<Timestamp>)>,
}

/// The third text as it is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proposed {
    /// Both changes in one text.
    Both(String),
    /// The line's own words: both changed the same ones.
    Mine(String),
}

impl Proposed {
    fn of(old: &str, mine: &str, new: &str) -> Self {
        merged(old, mine, new).map_or_else(|| Self::Mine(mine.to_owned()), Self::Both)
    }

    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Both(text) | Self::Mine(text) => text,
        }
    }
}

/// What the versions say that are offered, and those that lines started from.
pub(super) struct Words(HashMap<ItemRef, VersionRecord>);

impl Words {
    pub fn of(&self, source: ItemRef) -> Option<&VersionRecord> {
        self.0.get(&source)
    }

    pub fn all(&self) -> impl Iterator<Item = &VersionRecord> {
        self.0.values()
    }
}

impl From<Vec<VersionRecord>> for Words {
    fn from(versions: Vec<VersionRecord>) -> Self {
        Self(versions.into_iter().map(|version| (version.source(), version)).collect())
    }
}

impl Services {
    pub(super) async fn words_of(&self, offers: &[OfferRecord]) -> Result<Words> {
        let sources: Vec<ItemRef> =
            offers.iter().flat_map(|offer| between(offer).chain([offer.from, offer.to])).collect();
        Ok(self.storage.library().wordings(&sources).await?.into())
    }

    /// Where these items stand.
    pub(super) async fn places_of(&self, offers: &[OfferRecord]) -> Result<Places> {
        let catalogue = self.catalogue().await?;
        let offered = offers.iter().filter_map(|offer| catalogue.find(offer.to.item));
        let slugs = offered.map(|entry| (entry.item.id, entry.item.slug.clone())).collect();
        let retired = offers.iter().filter_map(|offer| catalogue.find(offer.from.item));
        let deprecated = retired.filter_map(|entry| Some((entry.item.id, entry.deprecation_reason()?.to_owned())));
        let deprecated = deprecated.collect();
        let from: HashSet<ItemId> = offers.iter().map(|offer| offer.from.item).collect();
        let merges = self.storage.merges().of_items(&from.into_iter().collect::<Vec<_>>()).await?;
        Ok(Places { slugs, deprecated, merged: merges.into_iter().map(|merge| (merge.item, merge.reason)).collect() })
    }
}

/// The versions of an item that a line passes over when it takes a newer one.
fn between(offer: &OfferRecord) -> impl Iterator<Item = ItemRef> + use<> {
    let (from, to) = (offer.from, offer.to);
    let is_same = from.item == to.item;
    (from.version + 1..to.version).filter(move |_| is_same).map(move |version| ItemRef { item: to.item, version })
}

fn reasons(steps: &[&VersionRecord], to: &VersionRecord) -> String {
    let mut all: Vec<&str> = steps.iter().copied().chain([to]).map(|step| step.change_reason.trim()).collect();
    all.retain(|reason| !reason.is_empty());
    all.dedup();
    all.join(" · ")
}

/// Where the items of some offers stand.
pub(super) struct Places {
    /// The address of each that is offered.
    slugs: HashMap<ItemId, String>,
    /// Why each is out of use that is.
    deprecated: HashMap<ItemId, String>,
    /// Why each was merged that was.
    merged: HashMap<ItemId, String>,
}

/// Nothing for a line that is gone since the offer was read.
pub(super) fn view(offer: OfferRecord, draft: &Snapshot, words: &Words, places: &Places) -> Result<Option<UpdateView>> {
    let Some((section, line)) = draft.line(&offer.line) else { return Ok(None) };
    let missing = || ServiceError::Internal(format!("a version behind the offer {} → {}", offer.from, offer.to));
    let (from, to) = (words.of(offer.from).ok_or_else(missing)?, words.of(offer.to).ok_or_else(missing)?);
    let steps: Vec<&VersionRecord> =
        between(&offer).filter_map(|step| words.of(step)).filter(|step| step.published_at.is_some()).collect();
    let is_of_meaning = steps.iter().chain([&to]).any(|step| step.change_class == ChangeClass::Meaning);
    let why = places.merged.get(&offer.from.item);
    let (old, new) = (from.wording.body.clone(), to.wording.body.clone());
    Ok(Some(UpdateView {
        key: UpdateKey::new(offer.posting, offer.line, offer.from, offer.to, &line.text),
        offer: Offer::of(offer.from, offer.to, why.is_some()),
        name: to.wording.name.clone(),
        slug: places.slugs.get(&offer.to.item).cloned().unwrap_or_default(),
        old_name: from.wording.name.clone(),
        deprecation_reason: places.deprecated.get(&offer.from.item).cloned(),
        mine: line.origin.is_override().then(|| line.text.clone()),
        proposed: Proposed::of(&old, &line.text, &new),
        is_conflict_free: is_conflict_free(line, &new),
        section: if section.heading.trim().is_empty() {
            section.kind.label().to_owned()
        } else {
            section.heading.clone()
        },
        is_locked: section.locked,
        change_class: if is_of_meaning { ChangeClass::Meaning } else { ChangeClass::Editorial },
        reason: why.cloned().unwrap_or_else(|| reasons(&steps, to)),
        published_at: to.published_at,
        aside: offer.aside,
        old,
        new,
    }))
}
