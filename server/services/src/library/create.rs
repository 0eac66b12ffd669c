//! A new item, as a draft.

use std::collections::HashSet;

use domain::{
    accounts::Actor,
    events::Event,
    ids::ItemId,
    input::FieldError,
    library::{ItemKind, ItemStatus, RESERVED_SLUGS, Wording, WordingForm, slug},
    time::Timestamp,
};
use storage::{ItemRecord, UnitOfWork, VersionRecord};

use super::may_curate;
use crate::{Result, ServiceError, Services};

/// What the form for a new item sends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemForm {
    /// A word of [`ItemKind`].
    pub kind: String,
    /// A word of the kind's groups; empty for kinds without groups.
    pub group: String,
    pub wording: WordingForm,
}

/// Where an item is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemAddress {
    pub id: ItemId,
    pub slug: String,
}

impl Services {
    /// Makes a draft item. Sending the same form twice makes one item.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but curators, [`ServiceError::Invalid`] with every wrong field, also when an
    /// item of this kind says exactly the same.
    pub async fn create_item(&self, actor: &Actor, form: &ItemForm) -> Result<ItemAddress> {
        may_curate(actor)?;
        let (kind, group, wording) = read(form)?;
        let work = self.storage.begin().await?;
        if let Some(existing) = same_item(&work, actor, kind, &wording).await? {
            return existing;
        }
        let slugs = work.library().slugs().await?;
        let (item, version) = self.draft(actor, kind, group, wording, &slugs);
        let address = ItemAddress { id: item.id, slug: item.slug.clone() };
        work.library().insert(&[(item, version)]).await?;
        self.record(&work, Some(actor), &[Event::ItemCreated { item: address.id }]);
        work.commit().await?;
        Ok(address)
    }

    /// Makes a published item, in somebody else's unit of work.
    pub(crate) async fn publish_new_item_within(
        &self,
        work: &UnitOfWork,
        actor: &Actor,
        form: &ItemForm,
    ) -> Result<ItemId> {
        let (kind, group, wording) = read(form)?;
        if let Some(existing) = same_item(work, actor, kind, &wording).await? {
            existing?;
            let message =
                format!("“{}” says exactly this already, as a draft of yours. Publish that one.", wording.name);
            return Err(ServiceError::invalid("name", message));
        }
        let slugs = work.library().slugs().await?;
        let (item, version) = self.draft(actor, kind, group, wording, &slugs);
        let id = item.id;
        work.library().insert(&[(item.clone(), version.clone())]).await?;
        self.record(work, Some(actor), &[Event::ItemCreated { item: id }]);
        self.publish_version(work, actor, item, &version, None).await?;
        Ok(id)
    }

    fn draft(
        &self,
        actor: &Actor,
        kind: ItemKind,
        group: String,
        wording: Wording,
        taken: &HashSet<String>,
    ) -> (ItemRecord, VersionRecord) {
        let now = self.now();
        let id = ItemId(self.edges.random.id(now));
        let slug = free_slug(&wording.name, kind, taken);
        (ItemRecord::draft(id, (kind, group), slug, now), VersionRecord::first(id, wording, Some(actor.id), now))
    }
}

/// A new item as one that is published from the beginning.
pub(crate) fn published((item, version): (ItemRecord, VersionRecord), now: Timestamp) -> (ItemRecord, VersionRecord) {
    let item = ItemRecord { status: ItemStatus::Published, current_version: version.number, ..item };
    (item, VersionRecord { published_at: Some(now), ..version })
}

pub(crate) fn read(form: &ItemForm) -> Result<(ItemKind, String, Wording)> {
    let kind: Option<ItemKind> = form.kind.parse().ok();
    let group = form.group.trim().to_owned();
    let mut errors = Vec::new();
    match kind {
        None => errors.push(FieldError::new("kind", "Choose what the item is.")),
        Some(kind) if !kind.has_group(&group) => {
            errors.push(FieldError::new("group", "Choose one of the groups of this kind."));
        }
        Some(_) => {}
    }
    match (form.wording.read(None), kind) {
        (Ok(wording), Some(kind)) if errors.is_empty() => Ok((kind, group, wording)),
        (wording, _) => {
            errors.extend(wording.err().unwrap_or_default());
            Err(ServiceError::Invalid(errors))
        }
    }
}

/// An item of this kind whose newest version says exactly this: the person's own draft means that the form came twice,
/// any other that somebody was quicker.
async fn same_item(
    work: &UnitOfWork,
    actor: &Actor,
    kind: ItemKind,
    wording: &Wording,
) -> Result<Option<Result<ItemAddress>>> {
    for version in work.library().versions_saying(&wording.content_hash()).await? {
        let Some(item) = work.library().find(version.item).await?.filter(|item| item.kind == kind) else {
            continue;
        };
        if item.status == ItemStatus::Draft && version.author == Some(actor.id) {
            return Ok(Some(Ok(ItemAddress { id: item.id, slug: item.slug })));
        }
        let standing = work.library().standing_for(&[item.id]).await?.remove(&item.id);
        let message = match standing {
            Some(other) => {
                format!(
                    "“{}” said exactly this, and was merged into “{}”. Use that one.",
                    version.wording.name, other.name
                )
            }
            None => format!("“{}” says exactly this already.", version.wording.name),
        };
        return Ok(Some(Err(ServiceError::invalid("name", message))));
    }
    Ok(None)
}

/// The name as an address, with a number when it is taken; names without a plain letter get that of their kind.
fn free_slug(name: &str, kind: ItemKind, taken: &HashSet<String>) -> String {
    let base = match slug(name) {
        empty if empty.is_empty() => slug(kind.label()),
        slug => slug,
    };
    let numbered = (2_u32..).map(|number| format!("{base}-{number}"));
    std::iter::once(base.clone())
        .chain(numbered)
        .find(|slug| !taken.contains(slug) && !RESERVED_SLUGS.contains(&slug.as_str()))
        .unwrap_or(base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_address_gets_a_number() {
        let taken: HashSet<String> = ["rust", "rust-2"].map(str::to_owned).into();
        for (name, expected) in [("Go", "go"), ("Rust", "rust-3"), ("Запросы", "career-path"), ("New", "new-2")]
        {
            assert_eq!(free_slug(name, ItemKind::CareerPath, &taken), expected, "{name}");
        }
    }
}
