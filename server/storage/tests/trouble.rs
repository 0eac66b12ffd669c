//! A database that is locked, read-only or away: an error that says so, nothing lost, and work goes on afterwards.
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod proxy;

use std::time::{Duration, Instant};

use domain::{events::Event, ids::UserId, time::Timestamp};
use proxy::Proxy;
use scenarios::{Database, TestDatabase, World};
use sea_orm::ConnectionTrait;
use storage::{Storage, StorageError, UnitOfWork};

const NOBODY: Option<UserId> = None;

fn an_event() -> Event {
    Event::SignedIn { user: "018f0000-0000-7000-8000-000000000000".parse().unwrap() }
}

fn append(work: &UnitOfWork) {
    work.record(Timestamp(1), NOBODY, an_event());
}

async fn append_and_commit(storage: &Storage) -> Result<(), StorageError> {
    let work = storage.begin().await?;
    append(&work);
    work.commit().await
}

async fn count(storage: &Storage) -> usize {
    storage.audit().list(None, None, 100).await.unwrap().len()
}

fn is_unavailable<T: std::fmt::Debug>(answer: &Result<T, StorageError>) -> bool {
    matches!(answer, Err(StorageError::Unavailable(_)))
}

#[tokio::test]
async fn a_locked_database_says_so_after_five_seconds_and_takes_writes_again_afterwards() {
    let world = World::on(Database::Sqlite).await;
    let other = Storage::connect(world.database.url()).await.unwrap();
    let held = other.begin().await.unwrap();
    append(&held);

    let started = Instant::now();
    let answer = append_and_commit(&world.storage).await;
    assert!(is_unavailable(&answer), "{answer:?}");
    assert!((4..8).contains(&started.elapsed().as_secs()), "{:?}", started.elapsed());
    assert_eq!(count(&world.storage).await, 0, "reading goes on, and sees nothing of the open transaction");

    held.commit().await.unwrap();
    append_and_commit(&world.storage).await.unwrap();
    assert_eq!(count(&world.storage).await, 2);
}

#[tokio::test]
async fn a_writer_waits_for_another_one_that_is_quick() {
    let world = World::on(Database::Sqlite).await;
    let other = Storage::connect(world.database.url()).await.unwrap();
    let held = other.begin().await.unwrap();
    append(&held);
    let release = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        held.commit().await
    };
    let (written, released) = tokio::join!(append_and_commit(&world.storage), release);
    written.and(released).unwrap();
    assert_eq!(count(&world.storage).await, 2);
}

#[tokio::test]
async fn a_read_only_sqlite_is_read_and_refuses_writes() {
    let world = World::on(Database::Sqlite).await;
    append_and_commit(&world.storage).await.unwrap();
    let storage = Storage::connect(&format!("{}?mode=ro", world.database.url())).await.unwrap();
    assert_eq!(count(&storage).await, 1);
    let answer = append_and_commit(&storage).await;
    assert!(is_unavailable(&answer), "{answer:?}");
    assert_eq!(count(&storage).await, 1);
}

#[tokio::test]
async fn a_read_only_postgres_is_read_and_refuses_writes() {
    let world = World::on(Database::Postgres).await;
    append_and_commit(&world.storage).await.unwrap();
    let name = world.database.url().rsplit('/').next().unwrap();
    let read_only = format!(r#"ALTER DATABASE "{name}" SET default_transaction_read_only = on"#);
    world.storage.connection().execute_unprepared(&read_only).await.unwrap();
    let storage = Storage::connect(world.database.url()).await.unwrap();
    assert_eq!(count(&storage).await, 1);
    let answer = append_and_commit(&storage).await;
    assert!(is_unavailable(&answer), "{answer:?}");
}

#[tokio::test]
async fn a_unit_of_work_that_is_dropped_leaves_nothing() {
    for kind in [Database::Sqlite, Database::Postgres] {
        let world = World::on(kind).await;
        let work = world.storage.begin().await.unwrap();
        append(&work);
        drop(work);
        append_and_commit(&world.storage).await.unwrap();
        assert_eq!(count(&world.storage).await, 1, "{kind:?}");
    }
}

#[tokio::test]
async fn a_place_where_no_database_can_be_is_an_error_and_no_panic() {
    for url in ["sqlite:/nowhere/at/all.db", "postgres://nobody@127.0.0.1:1/none"] {
        let answer = Storage::connect(url).await.map(drop);
        assert!(is_unavailable(&answer), "{url}: {answer:?}");
    }
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused() {
    let database = TestDatabase::create(Database::Sqlite).await;
    let path = database.url().strip_prefix("sqlite:").unwrap();
    std::fs::write(path, "this is a letter to my aunt, not a database; it is long enough to look like one".repeat(99))
        .unwrap();
    assert!(Storage::connect(database.url()).await.is_err());
}

/// PostgreSQL goes away in the middle of work, and comes back.
#[tokio::test]
async fn a_postgres_that_is_away_says_so_and_work_goes_on_when_it_is_back() {
    let world = World::on(Database::Postgres).await;
    let proxy = Proxy::before(world.database.url()).await;
    let storage = Storage::connect(proxy.url()).await.unwrap();
    append_and_commit(&storage).await.unwrap();
    let interrupted = storage.begin().await.unwrap();
    append(&interrupted);

    proxy.cut().await;
    let lost = interrupted.commit().await;
    assert!(is_unavailable(&lost), "{lost:?}");
    for _ in 0..2 {
        let started = Instant::now();
        let answer = append_and_commit(&storage).await;
        assert!(is_unavailable(&answer), "{answer:?}");
        assert!(is_unavailable(&storage.ping().await));
        assert!(started.elapsed() < Duration::from_secs(12), "{:?}", started.elapsed());
    }

    proxy.restore();
    append_and_commit(&storage).await.unwrap();
    assert_eq!(count(&storage).await, 2, "what was acknowledged is there, what was interrupted is not");
}

/// The server ends our connections, as on a restart that is over before the next request.
#[tokio::test]
async fn connections_that_the_server_ended_are_replaced() {
    let world = World::on(Database::Postgres).await;
    append_and_commit(&world.storage).await.unwrap();
    let other = Storage::connect(world.database.url()).await.unwrap();
    let end_all = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                   WHERE datname = current_database() AND pid <> pg_backend_pid()";
    other.connection().execute_unprepared(end_all).await.unwrap();
    append_and_commit(&world.storage).await.unwrap();
    assert_eq!(count(&world.storage).await, 2);
}
