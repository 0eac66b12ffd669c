//! Reading items, versions and the whole catalogue.

use std::collections::{HashMap, HashSet};

use domain::{ids::ItemId, library::ItemStatus, posting::ItemRef, time::Timestamp};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Statement,
    prelude::Uuid,
};

use super::{
    CatalogueRecord, ItemRecord, Library, LibraryStamp, VersionRecord, item_record, read_number, read_wording,
    version_record,
};
use crate::{
    StorageError,
    entities::{item_version, library_item, user},
};

/// Every item with the version that lists show, and how many postings use it.
const CATALOGUE: &str = "
    SELECT i.*, v.number AS shown_version, v.wording AS wording,
        (SELECT MAX(n.number) FROM item_versions n WHERE n.item_id = i.id) AS newest_version,
        (SELECT COUNT(DISTINCT u.posting_id) FROM item_uses u WHERE u.item_id = i.id) AS used
    FROM library_items i
    JOIN item_versions v ON v.item_id = i.id AND v.number = CASE
        WHEN i.current_version > 0 THEN i.current_version
        ELSE (SELECT MAX(n.number) FROM item_versions n WHERE n.item_id = i.id) END";

const STAMP: &str =
    "SELECT COUNT(*) AS items, CAST(COALESCE(SUM(updated_at), 0) AS BIGINT) AS changes FROM library_items";

#[derive(FromQueryResult)]
struct CatalogueRow {
    id: Uuid,
    kind: String,
    item_group: String,
    slug: String,
    status: String,
    current_version: i32,
    replaced_by: Option<Uuid>,
    sunset_on: Option<String>,
    deprecation_reason: Option<String>,
    created_at: i64,
    updated_at: i64,
    shown_version: i32,
    wording: String,
    newest_version: i32,
    used: i64,
}

#[derive(FromQueryResult)]
struct StampRow {
    items: i64,
    changes: i64,
}

impl<C: ConnectionTrait> Library<'_, C> {
    /// Every item, whatever its status.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn catalogue(&self) -> Result<Vec<CatalogueRecord>, StorageError> {
        let statement = Statement::from_string(self.0.get_database_backend(), CATALOGUE);
        let rows = CatalogueRow::find_by_statement(statement).all(self.0).await?;
        let with_merged = self.uses_with_merged(false).await?;
        let record = |row: CatalogueRow| {
            let record = catalogue_record(row)?;
            let used = with_merged.get(&record.item.id).copied().unwrap_or(record.used);
            Ok(CatalogueRecord { used, ..record })
        };
        rows.into_iter().map(record).collect()
    }

    /// Whether anything changed since an earlier stamp.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn stamp(&self) -> Result<LibraryStamp, StorageError> {
        let statement = Statement::from_string(self.0.get_database_backend(), STAMP);
        let row = StampRow::find_by_statement(statement).one(self.0).await?;
        let row = row.unwrap_or(StampRow { items: 0, changes: 0 });
        Ok(LibraryStamp { items: row.items, changes: row.changes })
    }

    /// The item, if there is one.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn find(&self, item: ItemId) -> Result<Option<ItemRecord>, StorageError> {
        library_item::Entity::find_by_id(item.0).one(self.0).await?.map(item_record).transpose()
    }

    /// The item at this address, if there is one.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn find_by_slug(&self, slug: &str) -> Result<Option<ItemRecord>, StorageError> {
        let query = library_item::Entity::find().filter(library_item::Column::Slug.eq(slug));
        query.one(self.0).await?.map(item_record).transpose()
    }

    /// The items that exist, locked until the unit of work ends, always in the same order (so that two who lock the
    /// same items wait for each other instead of blocking each other).
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn lock(&self, items: &[ItemId]) -> Result<Vec<ItemRecord>, StorageError> {
        let query = library_item::Entity::find()
            .filter(library_item::Column::Id.is_in(items.iter().map(|item| item.0)))
            .order_by_asc(library_item::Column::Id)
            .lock_exclusive();
        query.all(self.0).await?.into_iter().map(item_record).collect()
    }

    /// Every address in use.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn slugs(&self) -> Result<HashSet<String>, StorageError> {
        let query = library_item::Entity::find().select_only().column(library_item::Column::Slug);
        Ok(query.into_tuple::<String>().all(self.0).await?.into_iter().collect())
    }

    /// All versions of an item, the newest first, each with the name of its author (empty for the program).
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn versions(&self, item: ItemId) -> Result<Vec<(VersionRecord, String)>, StorageError> {
        let rows = item_version::Entity::find()
            .filter(item_version::Column::ItemId.eq(item.0))
            .order_by_desc(item_version::Column::Number)
            .all(self.0)
            .await?;
        let names = self.author_names(&rows).await?;
        let named = |row: item_version::Model| {
            let name = row.author_id.and_then(|author| names.get(&author).cloned()).unwrap_or_default();
            Ok((version_record(row)?, name))
        };
        rows.into_iter().map(named).collect()
    }

    /// The newest version of an item, published or not.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn newest_version(&self, item: ItemId) -> Result<Option<VersionRecord>, StorageError> {
        let query = item_version::Entity::find()
            .filter(item_version::Column::ItemId.eq(item.0))
            .order_by_desc(item_version::Column::Number);
        query.one(self.0).await?.map(version_record).transpose()
    }

    /// Versions that say the same, of whatever item, the oldest first.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn versions_saying(&self, content_hash: &str) -> Result<Vec<VersionRecord>, StorageError> {
        let query = item_version::Entity::find()
            .filter(item_version::Column::ContentHash.eq(content_hash))
            .order_by_asc(item_version::Column::CreatedAt);
        query.all(self.0).await?.into_iter().map(version_record).collect()
    }

    /// The versions that lines refer to, in no particular order; those that are not there are left out.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn wordings(&self, sources: &[ItemRef]) -> Result<Vec<VersionRecord>, StorageError> {
        let wanted: HashSet<ItemRef> = sources.iter().copied().collect();
        let items: HashSet<Uuid> = sources.iter().map(|source| source.item.0).collect();
        if items.is_empty() {
            return Ok(Vec::new());
        }
        let rows = item_version::Entity::find().filter(item_version::Column::ItemId.is_in(items)).all(self.0).await?;
        let records: Result<Vec<VersionRecord>, StorageError> = rows.into_iter().map(version_record).collect();
        Ok(records?.into_iter().filter(|version| wanted.contains(&version.source())).collect())
    }

    async fn author_names(&self, versions: &[item_version::Model]) -> Result<HashMap<Uuid, String>, StorageError> {
        let authors: HashSet<Uuid> = versions.iter().filter_map(|version| version.author_id).collect();
        if authors.is_empty() {
            return Ok(HashMap::new());
        }
        let people = user::Entity::find().filter(user::Column::Id.is_in(authors)).all(self.0).await?;
        Ok(people.into_iter().map(|person| (person.id, person.display_name)).collect())
    }
}

fn catalogue_record(row: CatalogueRow) -> Result<CatalogueRecord, StorageError> {
    let item = item_record(library_item::Model {
        id: row.id,
        kind: row.kind,
        item_group: row.item_group,
        slug: row.slug,
        status: row.status,
        current_version: row.current_version,
        replaced_by: row.replaced_by,
        sunset_on: row.sunset_on,
        deprecation_reason: row.deprecation_reason,
        created_at: row.created_at,
        updated_at: row.updated_at,
    })?;
    Ok(CatalogueRecord {
        item,
        wording: read_wording(&row.wording)?,
        version: read_number("version number", row.shown_version)?,
        newest_version: read_number("version number", row.newest_version)?,
        used: read_number("count of uses", row.used)?,
    })
}

impl ItemRecord {
    /// The moment to write for a change made `now`: later than any before, even when the clock went back.
    #[must_use]
    pub fn changed_at(&self, now: Timestamp) -> Timestamp {
        Timestamp(now.0.max(self.updated_at.0 + 1))
    }

    /// An item that was out of use, in use again.
    #[must_use]
    pub fn restored(self, now: Timestamp) -> Self {
        Self {
            status: ItemStatus::Published,
            replaced_by: None,
            sunset_on: None,
            deprecation_reason: None,
            updated_at: self.changed_at(now),
            ..self
        }
    }
}
