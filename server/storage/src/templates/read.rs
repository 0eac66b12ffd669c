//! Reading templates, their versions, and what came from them.

use std::collections::{HashMap, HashSet};

use domain::{
    ids::{ItemId, PostingId, TemplateId},
    time::Timestamp,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Statement,
    prelude::Uuid,
};

use super::{
    TemplateRecord, TemplateRef, TemplateRow, TemplateVersionRecord, Templates, read_number, record, version_record,
};
use crate::{
    StorageError,
    entities::{template, template_version, user},
};

const LIST: &str = "
    SELECT t.id, t.slug, t.name, t.status, t.current_version, t.updated_at,
        CASE WHEN v.content_hash IS NULL OR v.content_hash <> t.content_hash THEN 1 ELSE 0 END AS ahead,
        (SELECT COUNT(*) FROM posting_templates p WHERE p.template_id = t.id) AS started
    FROM templates t
    LEFT JOIN template_versions v ON v.template_id = t.id AND v.number = t.current_version
    ORDER BY t.name, t.slug";

/// The published versions that name an item, by name.
const NAMING: &str = "
    SELECT t.slug, t.name, t.current_version AS version
    FROM template_items i
    JOIN templates t ON t.id = i.template_id AND t.current_version = i.number
    WHERE i.item_id = $1 AND t.status = 'published'
    ORDER BY t.name, t.slug";

const ORIGIN: &str = "
    SELECT t.slug, t.name, p.number AS version
    FROM posting_templates p JOIN templates t ON t.id = p.template_id
    WHERE p.posting_id = $1";

const STARTED: &str = "
    SELECT number AS version, COUNT(*) AS started FROM posting_templates WHERE template_id = $1 GROUP BY number";

#[derive(FromQueryResult)]
struct ListRow {
    id: Uuid,
    slug: String,
    name: String,
    status: String,
    current_version: i32,
    updated_at: i64,
    ahead: i32,
    started: i64,
}

#[derive(FromQueryResult)]
struct RefRow {
    slug: String,
    name: String,
    version: i32,
}

#[derive(FromQueryResult)]
struct StartedRow {
    version: i32,
    started: i64,
}

impl<C: ConnectionTrait> Templates<'_, C> {
    /// Every template, by name.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn list(&self) -> Result<Vec<TemplateRow>, StorageError> {
        let statement = Statement::from_string(self.0.get_database_backend(), LIST);
        let rows = ListRow::find_by_statement(statement).all(self.0).await?;
        let row = |row: ListRow| {
            Ok(TemplateRow {
                id: TemplateId(row.id),
                status: row.status.parse().map_err(|_| StorageError::damaged("status of the template", &row.slug))?,
                slug: row.slug,
                name: row.name,
                current_version: read_number(row.current_version),
                is_ahead: row.ahead != 0,
                started: u64::try_from(row.started).unwrap_or(0),
                updated_at: Timestamp(row.updated_at),
            })
        };
        rows.into_iter().map(row).collect()
    }

    /// # Errors
    /// [`StorageError`]
    pub async fn find(&self, slug: &str) -> Result<Option<TemplateRecord>, StorageError> {
        let found = template::Entity::find().filter(template::Column::Slug.eq(slug)).one(self.0).await?;
        found.map(record).transpose()
    }

    /// The template, held until the unit of work ends.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn lock(&self, id: TemplateId) -> Result<Option<TemplateRecord>, StorageError> {
        template::Entity::find_by_id(id.0).lock_exclusive().one(self.0).await?.map(record).transpose()
    }

    /// The addresses that are taken.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn slugs(&self) -> Result<HashSet<String>, StorageError> {
        let slugs = template::Entity::find().select_only().column(template::Column::Slug).into_tuple();
        Ok(slugs.all(self.0).await?.into_iter().collect())
    }

    /// # Errors
    /// [`StorageError`]
    pub async fn version(&self, id: TemplateId, number: u32) -> Result<Option<TemplateVersionRecord>, StorageError> {
        let found = template_version::Entity::find_by_id((id.0, super::stored(number))).one(self.0).await?;
        found.map(version_record).transpose()
    }

    /// The versions, the newest first, each with the name of its author; empty for what the program brought along.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn versions(&self, id: TemplateId) -> Result<Vec<(TemplateVersionRecord, String)>, StorageError> {
        let rows = template_version::Entity::find()
            .filter(template_version::Column::TemplateId.eq(id.0))
            .order_by_desc(template_version::Column::Number)
            .all(self.0)
            .await?;
        let authors: Vec<Uuid> = rows.iter().filter_map(|row| row.author_id).collect();
        let people = user::Entity::find().filter(user::Column::Id.is_in(authors)).all(self.0).await?;
        let names: HashMap<Uuid, String> = people.into_iter().map(|person| (person.id, person.display_name)).collect();
        let named = |row: template_version::Model| {
            let name = row.author_id.and_then(|author| names.get(&author).cloned()).unwrap_or_default();
            Ok((version_record(row)?, name))
        };
        rows.into_iter().map(named).collect()
    }

    /// How many postings started from each version.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn started(&self, id: TemplateId) -> Result<HashMap<u32, u64>, StorageError> {
        let statement = Statement::from_sql_and_values(self.0.get_database_backend(), STARTED, [id.0.into()]);
        let rows = StartedRow::find_by_statement(statement).all(self.0).await?;
        Ok(rows.into_iter().map(|row| (read_number(row.version), u64::try_from(row.started).unwrap_or(0))).collect())
    }

    /// The templates whose published version names an item.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn naming(&self, item: ItemId) -> Result<Vec<TemplateRef>, StorageError> {
        self.refs(NAMING, item.0).await
    }

    /// The version of a template that a posting came from.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn origin(&self, posting: PostingId) -> Result<Option<TemplateRef>, StorageError> {
        Ok(self.refs(ORIGIN, posting.0).await?.pop())
    }

    async fn refs(&self, query: &str, id: Uuid) -> Result<Vec<TemplateRef>, StorageError> {
        let statement = Statement::from_sql_and_values(self.0.get_database_backend(), query, [id.into()]);
        let rows = RefRow::find_by_statement(statement).all(self.0).await?;
        let to_ref = |row: RefRow| TemplateRef { slug: row.slug, name: row.name, version: read_number(row.version) };
        Ok(rows.into_iter().map(to_ref).collect())
    }
}
