//! SQLite's log is copied into the file beside the writer, also behind a slow reader, and is gone when the database is closed.
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

use std::{path::PathBuf, time::Duration};

use domain::ids::ImportId;
use scenarios::{Database, TestDatabase};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement, TransactionTrait, prelude::Uuid};
use storage::Storage;
use tokio::time::{sleep, timeout};

const MIB: usize = 1 << 20;

/// A migrated database, and a connection to it that is none of its own.
async fn database() -> (TestDatabase, Storage, DatabaseConnection) {
    let database = TestDatabase::migrated(Database::Sqlite).await;
    let storage = Storage::connect(database.url()).await.unwrap();
    let other = sea_orm::Database::connect(database.url()).await.unwrap();
    other.execute_unprepared("PRAGMA foreign_keys = OFF").await.unwrap();
    (database, storage, other)
}

/// Commits so many parts of a file, of a mebibyte each.
async fn write(storage: &Storage, numbers: std::ops::Range<i32>) {
    storage.connection().execute_unprepared("PRAGMA foreign_keys = OFF").await.unwrap();
    for number in numbers {
        let work = storage.begin().await.unwrap();
        work.imports().add_part(ImportId(Uuid::nil()), number, vec![7; MIB]).await.unwrap();
        work.commit().await.unwrap();
    }
}

/// How many pages of the log are not in the file yet.
async fn left(other: &DatabaseConnection) -> i32 {
    let statement = Statement::from_string(DbBackend::Sqlite, "PRAGMA wal_checkpoint(NOOP)");
    let row = other.query_one_raw(statement).await.unwrap().unwrap();
    row.try_get_by_index::<i32>(1).unwrap() - row.try_get_by_index::<i32>(2).unwrap()
}

async fn becomes_short(other: &DatabaseConnection) {
    let copied = async {
        while left(other).await > 1_000 {
            sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(Duration::from_secs(20), copied).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_log_is_copied_and_gone_when_the_database_is_closed() {
    let (database, storage, other) = database().await;
    write(&storage, 0..20).await;
    becomes_short(&other).await;
    other.close().await.unwrap();
    let kept = storage.clone();
    storage.close().await.unwrap();
    let log = PathBuf::from(format!("{}-wal", database.url().strip_prefix("sqlite:").unwrap()));
    assert!(!log.exists(), "it is in the file");
    drop(kept);
    let again = Storage::connect(database.url()).await.unwrap();
    assert!(again.imports().part(ImportId(Uuid::nil()), 19).await.unwrap().is_some());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_reader_is_not_waited_for_and_what_it_held_up_is_copied_after_it() {
    let (_database, storage, other) = database().await;
    let reading = other.begin().await.unwrap();
    reading.query_one_raw(Statement::from_string(DbBackend::Sqlite, "SELECT COUNT(*) FROM users")).await.unwrap();
    timeout(Duration::from_secs(20), write(&storage, 0..30)).await.expect("nobody waits for a reader");
    reading.rollback().await.unwrap();
    write(&storage, 30..31).await;
    becomes_short(&other).await;
}
