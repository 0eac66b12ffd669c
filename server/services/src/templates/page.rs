//! One template: what it says, what the library says of the items that it names now, and how it came to say it.

use std::collections::HashMap;

use domain::{
    accounts::Actor,
    checks::Finding,
    ids::{ItemId, TemplateId},
    library::ChangeClass,
    permissions::Refusal,
    posting::Snapshot,
    templates::{Template, TemplateStatus},
    time::Timestamp,
};
use storage::{TemplateRecord, TemplateVersionRecord};

use super::{may_curate, may_read, wording};
use crate::{ItemLink, Result, ServiceError, Services, library::Catalogue, seed};

/// An item that the template names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedItem {
    pub named: ItemLink,
    /// What a new draft would get, and its version; nothing for an item out of use without a replacement.
    pub now: Option<(ItemLink, u32)>,
}

impl NamedItem {
    /// Whether a new draft gets another item, or none.
    #[must_use]
    pub fn is_out_of_use(&self) -> bool {
        self.now.as_ref().is_none_or(|(now, _)| now.id != self.named.id)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateVersionView {
    pub number: u32,
    pub change_class: ChangeClass,
    pub reason: String,
    /// Empty for what the program brought along.
    pub author: String,
    pub published_at: Timestamp,
    /// How many postings started from it.
    pub started: u64,
    /// What it says, in the words that the library has now.
    pub snapshot: Snapshot,
}

/// Everything that the pages of a template show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateView {
    pub id: TemplateId,
    pub slug: String,
    pub status: TemplateStatus,
    pub current_version: u32,
    /// The working copy for curators, the published version for everybody else.
    pub content: Template,
    /// Which working copy forms are filled with.
    pub edition: u32,
    /// Whether the working copy says something else than the published version.
    pub is_ahead: bool,
    pub is_standard: bool,
    pub updated_at: Timestamp,
    /// `content` as a reader sees it.
    pub snapshot: Snapshot,
    pub items: HashMap<ItemId, NamedItem>,
    /// What the checks say of the lines.
    pub findings: Vec<Finding>,
    /// The newest first.
    pub versions: Vec<TemplateVersionView>,
    /// Why the person may not edit it.
    pub refusal: Option<Refusal>,
}

impl Services {
    /// # Errors
    /// [`ServiceError::NotFound`] when there is none, or none that was published for somebody who is no curator.
    pub async fn template(&self, actor: &Actor, slug: &str) -> Result<TemplateView> {
        may_read(actor)?;
        let record = self.storage.templates().find(slug).await?.ok_or(ServiceError::NotFound)?;
        let refusal = match may_curate(actor) {
            Err(ServiceError::Refused(refusal)) => Some(refusal),
            _ => None,
        };
        if refusal.is_some() && record.current_version == 0 {
            return Err(ServiceError::NotFound);
        }
        let catalogue = self.catalogue().await?;
        let versions = self.storage.templates().versions(record.id).await?;
        let started = self.storage.templates().started(record.id).await?;
        let published = versions.iter().find(|(version, _)| version.number == record.current_version);
        let is_ahead = published.is_none_or(|(version, _)| version.content_hash != record.content.content_hash());
        let content = match published {
            Some((version, _)) if refusal.is_some() => version.content.clone(),
            _ => record.content.clone(),
        };
        let current = |item| wording(&catalogue, item);
        let view = |(version, author): (TemplateVersionRecord, String)| TemplateVersionView {
            number: version.number,
            change_class: version.change_class,
            reason: version.change_reason,
            author,
            published_at: version.published_at,
            started: started.get(&version.number).copied().unwrap_or(0),
            snapshot: version.content.snapshot(current),
        };
        let TemplateRecord { id, slug, status, current_version, edition, updated_at, .. } = record;
        Ok(TemplateView {
            is_standard: seed::templates()?.has(&slug),
            snapshot: content.snapshot(current),
            items: content.items().filter_map(|item| Some((item, named(&catalogue, item)?))).collect(),
            findings: content.findings(current, self.now().date()),
            versions: versions.into_iter().map(view).collect(),
            id,
            slug,
            status,
            current_version,
            content,
            edition,
            is_ahead,
            updated_at,
            refusal,
        })
    }
}

fn named(catalogue: &Catalogue, item: ItemId) -> Option<NamedItem> {
    let entry = catalogue.find(item)?;
    let now = catalogue.in_use(entry).map(|now| (ItemLink::to(now), now.current_version));
    Some(NamedItem { named: ItemLink::to(entry), now })
}
