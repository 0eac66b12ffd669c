//! The schema runs up, down and up again; a database from the future is refused.
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

use domain::time::Timestamp;
use migrations::MigrationError;
use scenarios::{Database, TestDatabase};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use storage::Storage;

/// A connected database without tables.
async fn empty(kind: Database) -> (TestDatabase, Storage) {
    let database = TestDatabase::create(kind).await;
    let storage = Storage::connect(database.url()).await.unwrap();
    (database, storage)
}

/// Everything that the database knows of its tables and indexes.
async fn schema(storage: &Storage) -> Vec<String> {
    let (backend, query) = match storage.connection().get_database_backend() {
        DbBackend::Sqlite => {
            (DbBackend::Sqlite, "SELECT name || ' ' || coalesce(sql, '') AS line FROM sqlite_master ORDER BY 1")
        }
        other => (
            other,
            "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable AS line \
             FROM information_schema.columns WHERE table_schema = 'public' \
             UNION SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' \
             UNION SELECT conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f' ORDER BY 1",
        ),
    };
    let rows = storage.connection().query_all_raw(Statement::from_string(backend, query)).await.unwrap();
    rows.into_iter().map(|row| row.try_get("", "line").unwrap()).collect()
}

async fn goes_up_down_and_up_again(kind: Database) {
    let (_database, storage) = empty(kind).await;
    migrations::up(storage.connection()).await.unwrap();
    let first = schema(&storage).await;
    assert!(first.iter().any(|line| line.contains("audit_events")), "{first:#?}");
    storage.accounts().put_set_up_token("digest", Timestamp(1)).await.unwrap();

    migrations::down(storage.connection()).await.unwrap();
    let left = schema(&storage).await;
    let ours = |line: &&String| !line.contains("seaql_migrations") && !line.starts_with("sqlite_");
    assert_eq!(left.iter().find(ours), None, "something stays behind");

    migrations::up(storage.connection()).await.unwrap();
    assert_eq!(schema(&storage).await, first);
    assert!(!storage.accounts().has_people().await.unwrap());
}

async fn a_second_start_changes_nothing(kind: Database) {
    let (_database, storage) = empty(kind).await;
    migrations::up(storage.connection()).await.unwrap();
    let first = schema(&storage).await;
    migrations::up(storage.connection()).await.unwrap();
    assert_eq!(schema(&storage).await, first);
}

async fn a_newer_database_is_refused_and_left_as_it_is(kind: Database) {
    let (_database, storage) = empty(kind).await;
    migrations::up(storage.connection()).await.unwrap();
    let step = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_from_the_future', 0)";
    storage.connection().execute_unprepared(step).await.unwrap();
    let before = schema(&storage).await;
    let refused = migrations::up(storage.connection()).await;
    assert!(
        matches!(&refused, Err(MigrationError::NewerDatabase(step)) if step == "m9999_from_the_future"),
        "{refused:?}"
    );
    let sentence = refused.unwrap_err().to_string();
    assert!(sentence.contains("newer Rolewright") && sentence.contains("m9999_from_the_future"), "{sentence}");
    assert_eq!(schema(&storage).await, before);
}

macro_rules! on_both {
    ($($name:ident)+) => {
        mod on_sqlite {
            $(#[tokio::test] async fn $name() { super::$name(scenarios::Database::Sqlite).await; })+
        }
        mod on_postgres {
            $(#[tokio::test] async fn $name() { super::$name(scenarios::Database::Postgres).await; })+
        }
    };
}

on_both! {
    goes_up_down_and_up_again
    a_second_start_changes_nothing
    a_newer_database_is_refused_and_left_as_it_is
}
