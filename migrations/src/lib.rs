//! The database schema, as append-only steps that run up, down and up again on SQLite and PostgreSQL.
//!
//! A released step is never edited: expand first, contract in a later step. Each file owns its names; nothing here
//! knows an entity or a rule. Moments are milliseconds since 1970 (`*_at`, BIGINT); JSON is kept as text.

use sea_orm_migration::{
    prelude::*,
    sea_orm::{DatabaseConnection, DatabaseTransaction, DbBackend, TransactionTrait},
};

mod m0001_accounts;
mod m0002_library;
mod m0003_postings;
mod m0004_reviews;
mod m0005_audit;
mod m0006_publication_versions;
mod m0007_doc_clients;
mod m0008_audit_chain;
mod m0009_nodes;
mod m0010_doc_moments;
mod m0011_policies;
mod m0012_threads;
mod m0013_notifications;
mod m0014_password_resets;
mod m0015_upstream;
mod m0016_library_imports;
mod m0017_library_edits;
mod m0018_arrivals;
mod m0019_guests;
mod m0020_templates;
mod m0021_item_merges;
mod m0022_guest_messages;
mod m0023_scopes_of_updates;
mod m0024_deprecation_reasons;

pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_accounts::Migration),
            Box::new(m0002_library::Migration),
            Box::new(m0003_postings::Migration),
            Box::new(m0004_reviews::Migration),
            Box::new(m0005_audit::Migration),
            Box::new(m0006_publication_versions::Migration),
            Box::new(m0007_doc_clients::Migration),
            Box::new(m0008_audit_chain::Migration),
            Box::new(m0009_nodes::Migration),
            Box::new(m0010_doc_moments::Migration),
            Box::new(m0011_policies::Migration),
            Box::new(m0012_threads::Migration),
            Box::new(m0013_notifications::Migration),
            Box::new(m0014_password_resets::Migration),
            Box::new(m0015_upstream::Migration),
            Box::new(m0016_library_imports::Migration),
            Box::new(m0017_library_edits::Migration),
            Box::new(m0018_arrivals::Migration),
            Box::new(m0019_guests::Migration),
            Box::new(m0020_templates::Migration),
            Box::new(m0021_item_merges::Migration),
            Box::new(m0022_guest_messages::Migration),
            Box::new(m0023_scopes_of_updates::Migration),
            Box::new(m0024_deprecation_reasons::Migration),
        ]
    }
}

/// Names the lock of PostgreSQL under which steps are run (any number that nobody else uses).
const LOCK: i64 = 0x526f_6c65_7772;

/// Brings the database to this program's schema. Programs that start together on one database take turns.
///
/// # Errors
/// [`MigrationError::NewerDatabase`] when the database has steps that this program does not know.
pub async fn up(db: &DatabaseConnection) -> Result<(), MigrationError> {
    let turn = take_turn(db).await?;
    run_missing(db).await?;
    if let Some(turn) = turn {
        turn.commit().await?;
    }
    Ok(())
}

/// Waits until no other program runs steps; the turn ends with the transaction, and with this program however it ends.
async fn take_turn(db: &DatabaseConnection) -> Result<Option<DatabaseTransaction>, DbErr> {
    if db.get_database_backend() != DbBackend::Postgres {
        return Ok(None);
    }
    let turn = db.begin().await?;
    turn.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({LOCK})")).await?;
    Ok(Some(turn))
}

async fn run_missing(db: &DatabaseConnection) -> Result<(), MigrationError> {
    let known: Vec<String> = Migrator::migrations().iter().map(|step| step.name().to_owned()).collect();
    Migrator::install(db).await?;
    let applied = Migrator::get_migration_models(db).await?;
    if let Some(unknown) = applied.into_iter().find(|step| !known.contains(&step.version)) {
        return Err(MigrationError::NewerDatabase(unknown.version));
    }
    Ok(Migrator::up(db, None).await?)
}

/// Undoes every step. Everything in the database is lost.
///
/// # Errors
/// Whatever the database answers.
pub async fn down(db: &DatabaseConnection) -> Result<(), MigrationError> {
    Ok(Migrator::down(db, None).await?)
}

/// Why the schema can't be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum MigrationError {
    #[error(
        "this database was written by a newer Rolewright (it has the step {0}, which this program does not know); \
         start the newer program, or restore a backup made before the upgrade"
    )]
    NewerDatabase(String),
    #[error("the schema could not be changed: {0}")]
    Database(#[from] DbErr),
}
