//! One item: what it says, how it came to say it, and where it is used.

use ::time::Date;
use domain::{
    accounts::Actor,
    ids::ItemId,
    library::{ChangeClass, ItemKind, ItemStatus, Wording},
    permissions::{Action, ReadableTeams, Refusal, Subject, permit},
    posting::SectionKind,
    time::Timestamp,
};
use storage::{Adoption, ItemRecord, UsedIn, VersionRecord};

use super::{
    catalogue::{Catalogue, CatalogueItem},
    is_curator, is_slug, may_read,
    merge::MergedItem,
};
use crate::{Result, ServiceError, Services, WhereUsed};

/// Postings that the page names; the rest is a number.
const USES_SHOWN: u32 = 100;

/// An item by its name and address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemLink {
    pub id: ItemId,
    pub slug: String,
    pub name: String,
}

impl ItemLink {
    pub(crate) fn to(entry: &CatalogueItem) -> Self {
        Self { id: entry.item.id, slug: entry.item.slug.clone(), name: entry.item.name.clone() }
    }
}

/// Everything that the page of an item shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemPage {
    pub id: ItemId,
    pub slug: String,
    pub kind: ItemKind,
    pub group: String,
    pub status: ItemStatus,
    /// The published version; 0 before the first publication.
    pub current_version: u32,
    /// The version that forms on the page are made from.
    pub newest_version: u32,
    /// What the page shows in large: the published version, else the newest.
    pub wording: Wording,
    /// Where a line of it usually goes.
    pub section: SectionKind,
    /// The newest first; unpublished ones only for curators. Two neighbours are what a difference is made of.
    pub versions: Vec<VersionView>,
    /// Those postings that the person may read, the last edited first.
    pub uses: Vec<UsedIn>,
    /// All postings that use it, or an item that was merged into it.
    pub used: u32,
    /// The lines of all drafts that use each version, the newest version first.
    pub adoption: Vec<Adoption>,
    pub where_used: WhereUsed,
    pub replacement: Option<ItemLink>,
    /// The last day of one that is out of use.
    pub sunset_on: Option<Date>,
    /// Why it is out of use.
    pub deprecation_reason: Option<String>,
    /// Items that name this one as what to use instead.
    pub replaces: Vec<ItemLink>,
    /// Items that were merged into this one.
    pub merged: Vec<MergedItem>,
    /// Why the person can't edit, publish or deprecate, if so.
    pub refusal: Option<Refusal>,
}

impl ItemPage {
    /// The draft version ahead of the published one (or before the first publication), for those who may see it.
    #[must_use]
    pub fn draft(&self) -> Option<&VersionView> {
        self.versions.first().filter(|version| version.number > self.current_version)
    }
}

/// One version of the item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionView {
    pub number: u32,
    pub wording: Wording,
    pub change_class: ChangeClass,
    pub reason: String,
    /// Empty for what the program brought along.
    pub author: String,
    pub created_at: Timestamp,
    pub published_at: Option<Timestamp>,
    /// SHA-256 of what it says, in hexadecimal: two versions that say the same have the same.
    pub content_hash: String,
}

impl Services {
    /// The page of the item at this address.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is none, or when it was never published and the person is no curator;
    /// [`ServiceError::Gone`] when it was merged ([`Services::moved_item`] tells into which).
    pub async fn library_item(&self, actor: &Actor, slug: &str) -> Result<ItemPage> {
        may_read(actor)?;
        let found = if is_slug(slug) { self.storage.library().find_by_slug(slug).await? } else { None };
        let item = found.ok_or(ServiceError::NotFound)?;
        let refusal = permit(actor, Action::CurateLibrary, Subject::Organisation).err();
        if item.current_version == 0 && !is_curator(actor) {
            return Err(ServiceError::NotFound);
        }
        if item.status == ItemStatus::Merged {
            return Err(ServiceError::Gone("This item was merged into another one.".to_owned()));
        }
        let versions = self.storage.library().versions(item.id).await?;
        let (uses, used) = self.uses(actor, item.id).await?;
        let catalogue = self.catalogue().await?;
        let adoption = self.adoption(item.id).await?;
        let where_used = self.where_used(actor, item.id).await?;
        let merged = self.merged_into(item.id).await?;
        page(item, versions, refusal, &catalogue, self.now()).map(|page| ItemPage {
            uses,
            used,
            adoption,
            where_used,
            merged,
            ..page
        })
    }

    async fn uses(&self, actor: &Actor, item: ItemId) -> Result<(Vec<UsedIn>, u32)> {
        let library = self.storage.library();
        let uses = library.uses(item, &ReadableTeams::of(actor), USES_SHOWN).await?;
        Ok((uses, library.count_uses(item).await?))
    }
}

fn page(
    item: ItemRecord,
    versions: Vec<(VersionRecord, String)>,
    refusal: Option<Refusal>,
    catalogue: &Catalogue,
    now: Timestamp,
) -> Result<ItemPage> {
    let newest = versions.first().ok_or_else(|| ServiceError::Internal(format!("item {} has no version", item.id)))?;
    let current = versions.iter().find(|(version, _)| version.number == item.current_version).unwrap_or(newest);
    let wording = current.0.wording.clone();
    let replaced = catalogue.items.iter().filter(|entry| entry.replaced_by == Some(item.id));
    let replaces = replaced.filter(|entry| entry.status != ItemStatus::Merged);
    Ok(ItemPage {
        id: item.id,
        section: item.kind.usual_section(&item.group, wording.default_requirement),
        kind: item.kind,
        status: item.status.at(now, item.sunset_on),
        sunset_on: item.sunset_on,
        deprecation_reason: item.deprecation_reason,
        current_version: item.current_version,
        newest_version: newest.0.number,
        replacement: item.replaced_by.and_then(|other| catalogue.find(other)).map(ItemLink::to),
        replaces: replaces.map(ItemLink::to).collect(),
        versions: visible_versions(versions, refusal.is_none()),
        slug: item.slug,
        group: item.group,
        wording,
        uses: Vec::new(),
        used: 0,
        adoption: Vec::new(),
        where_used: WhereUsed::default(),
        merged: Vec::new(),
        refusal,
    })
}

fn visible_versions(versions: Vec<(VersionRecord, String)>, curates: bool) -> Vec<VersionView> {
    let visible = versions.into_iter().filter(|(version, _)| curates || version.published_at.is_some());
    let view = |(version, author): (VersionRecord, String)| VersionView {
        number: version.number,
        wording: version.wording,
        change_class: version.change_class,
        reason: version.change_reason,
        author,
        created_at: version.created_at,
        published_at: version.published_at,
        content_hash: version.content_hash,
    };
    visible.map(view).collect()
}
