//! The content that a fresh database starts with: the seed library, the names of one title, the posting templates.
//!
//! The files are part of the program. They are read once; a file that is wrong (an unknown word, a name twice, an item
//! that is not there) is a sentence at start-up and no half-filled library. Items that are there already, known by
//! their slug, are left alone: from then on they belong to the curators.

mod items;
mod templates;

use std::sync::LazyLock;

use domain::{
    ids::{ItemId, TemplateId},
    library::ChangeClass,
    templates::{Template, TemplateStatus},
    time::Timestamp,
};
use items::{SeedItem, SeedLibrary};
use storage::{ItemRecord, TemplateRecord, TemplateVersionRecord, VersionRecord};
use templates::TemplateBook;
use thiserror::Error;

pub use templates::{TemplateChoice, TemplateChoices, TemplateOption};

use crate::{Result, ServiceError, Services, library::published};

/// What is wrong with an embedded file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the embedded file seed/{file} is broken: {problem}")]
pub struct SeedError {
    pub file: &'static str,
    pub problem: String,
}

impl From<&SeedError> for ServiceError {
    fn from(error: &SeedError) -> Self {
        Self::Internal(error.to_string())
    }
}

static LIBRARY: LazyLock<std::result::Result<SeedLibrary, SeedError>> =
    LazyLock::new(|| SeedLibrary::read(include_str!("../../seed/library.toml")));

static TEMPLATES: LazyLock<std::result::Result<TemplateBook, SeedError>> = LazyLock::new(|| {
    let library = LIBRARY.as_ref().map_err(Clone::clone)?;
    TemplateBook::read(include_str!("../../seed/templates.toml"), library)
});

pub(crate) fn templates() -> Result<&'static TemplateBook> {
    TEMPLATES.as_ref().map_err(ServiceError::from)
}

/// All names of the title that the postings share, in lower case, for searches that people start with one of them.
pub(crate) fn title_names() -> &'static [String] {
    LIBRARY.as_ref().map_or(&[], |library| library.title_names())
}

impl Services {
    /// Adds every seed item and every standard template that is missing, published as its first version, and answers how many items were. For the start
    /// of the program; nobody acts here, so nobody is asked for a permission.
    ///
    /// # Errors
    /// [`ServiceError::Internal`] when an embedded file is broken, [`ServiceError::Unavailable`] when the database is.
    pub async fn seed_library(&self) -> Result<usize> {
        let library = LIBRARY.as_ref().map_err(ServiceError::from)?;
        templates()?;
        let added = match self.add_missing(library).await {
            // Another node was adding them at the same time and is done now.
            Err(ServiceError::Conflict(_)) => self.add_missing(library).await?,
            added => added?,
        };
        match self.add_missing_templates().await {
            Err(ServiceError::Conflict(_)) => self.add_missing_templates().await?,
            templates => templates?,
        }
        Ok(added)
    }

    async fn add_missing_templates(&self) -> Result<()> {
        let catalogue = self.catalogue().await?;
        let item = |slug: &str| catalogue.find_by_slug(slug).map(|entry| entry.item.id);
        let work = self.storage.begin().await?;
        let known = work.templates().slugs().await?;
        let missing = templates()?.all(item).into_iter().filter(|(slug, _)| !known.contains(slug));
        let now = self.now();
        let rows =
            missing.map(|(slug, content)| first_version(TemplateId(self.edges.random.id(now)), slug, content, now));
        let (records, versions): (Vec<_>, Vec<_>) = rows.unzip();
        work.templates().insert(&records).await?;
        work.templates().insert_versions(&versions).await?;
        Ok(work.commit().await?)
    }

    async fn add_missing(&self, library: &SeedLibrary) -> Result<usize> {
        let work = self.storage.begin().await?;
        let known = work.library().slugs().await?;
        let now = self.now();
        let missing = library.items().iter().filter(|item| !known.contains(&item.slug));
        let rows: Vec<_> = missing.map(|item| rows(item, ItemId(self.edges.random.id(now)), now)).collect();
        work.library().insert(&rows).await?;
        work.commit().await?;
        Ok(rows.len())
    }
}

fn rows(seed: &SeedItem, id: ItemId, now: Timestamp) -> (ItemRecord, VersionRecord) {
    let item = ItemRecord::draft(id, (seed.kind, seed.group.clone()), seed.slug.clone(), now);
    published((item, VersionRecord::first(id, seed.wording.clone(), None, now)), now)
}

fn first_version(
    id: TemplateId,
    slug: String,
    content: Template,
    now: Timestamp,
) -> (TemplateRecord, TemplateVersionRecord) {
    let version = TemplateVersionRecord {
        template: id,
        number: 1,
        content_hash: content.content_hash(),
        content: content.clone(),
        change_class: ChangeClass::Meaning,
        change_reason: String::new(),
        author: None,
        published_at: now,
    };
    let template = TemplateRecord {
        id,
        slug,
        status: TemplateStatus::Published,
        current_version: 1,
        content,
        edition: 1,
        created_at: now,
        updated_at: now,
    };
    (template, version)
}
