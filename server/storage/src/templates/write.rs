//! Writing templates and versions.

use domain::ids::{PostingId, TemplateId};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use super::{TemplateRecord, TemplateVersionRecord, Templates, stored};
use crate::{
    StorageError,
    entities::{posting_template, template, template_item, template_version},
};

/// Rows per statement, well below the number of values that either database takes.
const BATCH: usize = 500;

impl<C: ConnectionTrait> Templates<'_, C> {
    /// Adds templates.
    ///
    /// # Errors
    /// [`StorageError::Duplicate`] when an address is taken.
    pub async fn insert(&self, templates: &[TemplateRecord]) -> Result<(), StorageError> {
        for batch in templates.chunks(BATCH) {
            let rows: Result<Vec<_>, _> = batch.iter().map(row).collect();
            template::Entity::insert_many(rows?).exec_without_returning(self.0).await?;
        }
        Ok(())
    }

    /// Saves where a template stands, and its working copy.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn save(&self, template: &TemplateRecord) -> Result<(), StorageError> {
        template::Entity::update(row(template)?).exec(self.0).await?;
        Ok(())
    }

    /// Adds versions, and notes which items they name.
    ///
    /// # Errors
    /// [`StorageError::Duplicate`] when a template has a version of this number.
    pub async fn insert_versions(&self, versions: &[TemplateVersionRecord]) -> Result<(), StorageError> {
        for batch in versions.chunks(BATCH) {
            let rows: Result<Vec<_>, _> = batch.iter().map(version_row).collect();
            template_version::Entity::insert_many(rows?).exec_without_returning(self.0).await?;
        }
        let items: Vec<_> = versions.iter().flat_map(item_rows).collect();
        for batch in items.chunks(BATCH) {
            template_item::Entity::insert_many(batch.to_vec()).exec_without_returning(self.0).await?;
        }
        Ok(())
    }

    /// Notes which version a posting came from.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn note_start(&self, posting: PostingId, id: TemplateId, version: u32) -> Result<(), StorageError> {
        let row = posting_template::ActiveModel {
            posting_id: Set(posting.0),
            template_id: Set(id.0),
            number: Set(stored(version)),
        };
        posting_template::Entity::insert(row).exec_without_returning(self.0).await?;
        Ok(())
    }
}

fn row(template: &TemplateRecord) -> Result<template::ActiveModel, StorageError> {
    Ok(template::ActiveModel {
        id: Set(template.id.0),
        slug: Set(template.slug.clone()),
        name: Set(template.content.name.clone()),
        status: Set(template.status.to_string()),
        current_version: Set(stored(template.current_version)),
        content: Set(json(&template.content)?),
        content_hash: Set(template.content.content_hash()),
        edition: Set(stored(template.edition)),
        created_at: Set(template.created_at.0),
        updated_at: Set(template.updated_at.0),
    })
}

fn version_row(version: &TemplateVersionRecord) -> Result<template_version::ActiveModel, StorageError> {
    Ok(template_version::ActiveModel {
        template_id: Set(version.template.0),
        number: Set(stored(version.number)),
        content: Set(json(&version.content)?),
        content_hash: Set(version.content_hash.clone()),
        change_class: Set(version.change_class.to_string()),
        change_reason: Set(version.change_reason.clone()),
        author_id: Set(version.author.map(|author| author.0)),
        published_at: Set(version.published_at.0),
    })
}

fn item_rows(version: &TemplateVersionRecord) -> Vec<template_item::ActiveModel> {
    let row = |item: domain::ids::ItemId| template_item::ActiveModel {
        template_id: Set(version.template.0),
        number: Set(stored(version.number)),
        item_id: Set(item.0),
    };
    version.items().into_iter().map(row).collect()
}

fn json(content: &domain::templates::Template) -> Result<String, StorageError> {
    serde_json::to_string(content).map_err(|error| StorageError::Failed(error.to_string()))
}
