//! Templates: a row says where a template stands and holds the working copy; versions are only ever added.

mod read;
mod write;

use domain::{
    ids::{ItemId, TemplateId, UserId},
    library::ChangeClass,
    templates::{Template, TemplateStatus},
    time::Timestamp,
};

use crate::{
    StorageError,
    entities::{template, template_version},
};

/// Templates, their versions, and what started from them.
pub struct Templates<'c, C>(pub(crate) &'c C);

/// Where a template stands, and its working copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateRecord {
    pub id: TemplateId,
    pub slug: String,
    pub status: TemplateStatus,
    /// The published version; 0 before the first time.
    pub current_version: u32,
    pub content: Template,
    /// Rises with each edit of the working copy.
    pub edition: u32,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// What one version says, and how it came to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateVersionRecord {
    pub template: TemplateId,
    pub number: u32,
    pub content: Template,
    pub content_hash: String,
    pub change_class: ChangeClass,
    pub change_reason: String,
    /// None for what the program brought along.
    pub author: Option<UserId>,
    pub published_at: Timestamp,
}

/// A template as lists show it, without what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateRow {
    pub id: TemplateId,
    pub slug: String,
    /// That of the working copy.
    pub name: String,
    pub status: TemplateStatus,
    pub current_version: u32,
    /// Whether the working copy says something else than the published version.
    pub is_ahead: bool,
    /// How many postings started from any version of it.
    pub started: u64,
    pub updated_at: Timestamp,
}

/// Which version of a template something has to do with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateRef {
    pub slug: String,
    pub name: String,
    pub version: u32,
}

impl TemplateVersionRecord {
    /// The items that it names, each once.
    fn items(&self) -> Vec<ItemId> {
        let mut items: Vec<ItemId> = self.content.items().collect();
        items.sort_unstable();
        items.dedup();
        items
    }
}

fn record(row: template::Model) -> Result<TemplateRecord, StorageError> {
    Ok(TemplateRecord {
        id: TemplateId(row.id),
        content: read_content(&row.content, &row.slug)?,
        status: row.status.parse().map_err(|_| StorageError::damaged("status of the template", &row.slug))?,
        slug: row.slug,
        current_version: read_number(row.current_version),
        edition: read_number(row.edition),
        created_at: Timestamp(row.created_at),
        updated_at: Timestamp(row.updated_at),
    })
}

fn version_record(row: template_version::Model) -> Result<TemplateVersionRecord, StorageError> {
    let id = row.template_id.to_string();
    Ok(TemplateVersionRecord {
        template: TemplateId(row.template_id),
        number: read_number(row.number),
        content: read_content(&row.content, &id)?,
        content_hash: row.content_hash,
        change_class: row
            .change_class
            .parse()
            .map_err(|_| StorageError::damaged("change class of the template", &id))?,
        change_reason: row.change_reason,
        author: row.author_id.map(UserId),
        published_at: Timestamp(row.published_at),
    })
}

fn read_content(json: &str, of: &str) -> Result<Template, StorageError> {
    serde_json::from_str(json).map_err(|_| StorageError::damaged("content of the template", of))
}

fn read_number(stored: i32) -> u32 {
    u32::try_from(stored).unwrap_or(0)
}

fn stored(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
