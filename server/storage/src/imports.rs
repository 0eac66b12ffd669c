//! Files that are taken into the library.
//!
//! A file lies here in parts until it was imported. Whoever works on it *claims* it by pushing `claimed_until` into the
//! future, and again with every step; each step names the claim that it was made under, so that of two workers only
//! one can go on. Should a worker die, its claim ends.

use domain::{
    ids::{ImportId, UserId},
    library::{
        ChangeClass,
        exchange::{ExchangeFormat, ImportStage},
    },
    time::Timestamp,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, prelude::Uuid,
    sea_query::Expr,
};

use crate::{
    StorageError,
    entities::{
        library_import::{ActiveModel, Column, Entity, Model},
        library_import_part as part,
    },
};

/// Files that are taken into the library.
pub struct Imports<'c, C>(pub(crate) &'c C);

/// One file and how far its import has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRecord {
    pub id: ImportId,
    pub owner: UserId,
    pub file_name: String,
    pub format: ExchangeFormat,
    /// The size of the file.
    pub bytes: i64,
    pub stage: ImportStage,
    /// Whether what changes is published at once.
    pub publishes: bool,
    pub change_class: ChangeClass,
    pub reason: String,
    /// Rows that are looked at in this stage, and committed.
    pub rows_done: u32,
    /// Rows of the file, once it was read to its end.
    pub rows_all: u32,
    /// JSON of the services.
    pub report: String,
    /// Why it failed.
    pub problem: String,
    pub claimed_until: Timestamp,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// Stages in which a worker has something to do.
const AT_WORK: [ImportStage; 2] = [ImportStage::Checking, ImportStage::Importing];

impl<C: ConnectionTrait> Imports<'_, C> {
    /// Notes a file that arrives.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn insert(&self, import: &ImportRecord) -> Result<(), StorageError> {
        Entity::insert(row(import)).exec_without_returning(self.0).await?;
        Ok(())
    }

    /// Keeps a piece of the file.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn add_part(&self, import: ImportId, number: i32, data: Vec<u8>) -> Result<(), StorageError> {
        let row = part::ActiveModel { import_id: Set(import.0), number: Set(number), data: Set(data) };
        part::Entity::insert(row).exec_without_returning(self.0).await?;
        Ok(())
    }

    /// A piece of the file, if there are as many.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn part(&self, import: ImportId, number: i32) -> Result<Option<Vec<u8>>, StorageError> {
        let found = part::Entity::find_by_id((import.0, number)).one(self.0).await?;
        Ok(found.map(|part| part.data))
    }

    /// # Errors
    /// [`StorageError`]
    pub async fn find(&self, import: ImportId) -> Result<Option<ImportRecord>, StorageError> {
        Entity::find_by_id(import.0).one(self.0).await?.map(record).transpose()
    }

    /// The import, locked until the unit of work ends.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn lock(&self, import: ImportId) -> Result<Option<ImportRecord>, StorageError> {
        Entity::find_by_id(import.0).lock_exclusive().one(self.0).await?.map(record).transpose()
    }

    /// The newest first; those that still arrive are left out.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn list(&self, limit: u64) -> Result<Vec<ImportRecord>, StorageError> {
        let rows = Entity::find()
            .filter(Column::Stage.ne(ImportStage::Arriving.word()))
            .order_by_desc(Column::CreatedAt)
            .order_by_desc(Column::Id)
            .limit(limit)
            .all(self.0)
            .await?;
        rows.into_iter().map(record).collect()
    }

    /// An import that waits for a worker, the oldest first.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn waiting(&self, now: Timestamp) -> Result<Option<ImportRecord>, StorageError> {
        let query = Entity::find()
            .filter(Column::Stage.is_in(AT_WORK.map(ImportStage::word)))
            .filter(Column::ClaimedUntil.lte(now.0))
            .order_by_asc(Column::CreatedAt);
        query.one(self.0).await?.map(record).transpose()
    }

    /// Saves an import that was claimed until `claimed`. False when somebody else has claimed it since: then nothing of
    /// this unit of work may be kept.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn advance(&self, import: &ImportRecord, claimed: Timestamp) -> Result<bool, StorageError> {
        let saved = Entity::update_many()
            .set(row(import))
            .filter(Column::Id.eq(import.id.0))
            .filter(Column::ClaimedUntil.eq(claimed.0))
            .exec(self.0)
            .await?;
        Ok(saved.rows_affected > 0)
    }

    /// Claims an import as it was found.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn claim(&self, found: &ImportRecord, until: Timestamp) -> Result<bool, StorageError> {
        let claimed = Entity::update_many()
            .col_expr(Column::ClaimedUntil, Expr::value(until.0))
            .filter(Column::Id.eq(found.id.0))
            .filter(Column::ClaimedUntil.eq(found.claimed_until.0))
            .exec(self.0)
            .await?;
        Ok(claimed.rows_affected > 0)
    }

    /// Forgets the file; what came of it stays.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn delete_parts(&self, import: ImportId) -> Result<(), StorageError> {
        part::Entity::delete_many().filter(part::Column::ImportId.eq(import.0)).exec(self.0).await?;
        Ok(())
    }

    /// Forgets the file and all about it.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn delete(&self, import: ImportId) -> Result<(), StorageError> {
        self.delete_parts(import).await?;
        Entity::delete_by_id(import.0).exec(self.0).await?;
        Ok(())
    }

    /// Those in these stages that nothing happened to since a moment.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn idle_since(&self, stages: &[ImportStage], at: Timestamp) -> Result<Vec<ImportId>, StorageError> {
        let query = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::Stage.is_in(stages.iter().map(|stage| stage.word())))
            .filter(Column::UpdatedAt.lt(at.0));
        Ok(query.into_tuple::<Uuid>().all(self.0).await?.into_iter().map(ImportId).collect())
    }
}

fn row(import: &ImportRecord) -> ActiveModel {
    ActiveModel {
        id: Set(import.id.0),
        owner_id: Set(import.owner.0),
        file_name: Set(import.file_name.clone()),
        format: Set(import.format.to_string()),
        bytes: Set(import.bytes),
        stage: Set(import.stage.to_string()),
        publishes: Set(import.publishes),
        change_class: Set(import.change_class.to_string()),
        reason: Set(import.reason.clone()),
        rows_done: Set(import.rows_done.into()),
        rows_all: Set(import.rows_all.into()),
        report: Set(import.report.clone()),
        problem: Set(import.problem.clone()),
        claimed_until: Set(import.claimed_until.0),
        created_at: Set(import.created_at.0),
        updated_at: Set(import.updated_at.0),
    }
}

fn record(row: Model) -> Result<ImportRecord, StorageError> {
    fn word<T: std::str::FromStr>(what: &str, word: &str) -> Result<T, StorageError> {
        word.parse().map_err(|_| StorageError::damaged(what, word))
    }
    let count = |rows: i64| u32::try_from(rows).map_err(|_| StorageError::damaged("count of rows", &rows.to_string()));
    Ok(ImportRecord {
        id: ImportId(row.id),
        owner: UserId(row.owner_id),
        format: word("format of an import", &row.format)?,
        stage: word("stage of an import", &row.stage)?,
        change_class: word("change class", &row.change_class)?,
        rows_done: count(row.rows_done)?,
        rows_all: count(row.rows_all)?,
        file_name: row.file_name,
        bytes: row.bytes,
        publishes: row.publishes,
        reason: row.reason,
        report: row.report,
        problem: row.problem,
        claimed_until: Timestamp(row.claimed_until),
        created_at: Timestamp(row.created_at),
        updated_at: Timestamp(row.updated_at),
    })
}
