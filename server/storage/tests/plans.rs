//! How SQLite goes about our questions.
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

use scenarios::{Database, TestDatabase};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use storage::Storage;

/// One column of what an up-to-date database answers.
async fn answer(question: &str, column: &str) -> Vec<String> {
    let database = TestDatabase::create(Database::Sqlite).await;
    let storage = Storage::connect(database.url()).await.unwrap();
    migrations::up(storage.connection()).await.unwrap();
    let rows = storage.connection().query_all_raw(Statement::from_string(DbBackend::Sqlite, question)).await.unwrap();
    rows.into_iter().map(|row| row.try_get("", column).unwrap()).collect()
}

#[tokio::test]
async fn the_versions_of_publications_are_added_up_without_reading_postings() {
    let plan = answer("EXPLAIN QUERY PLAN SELECT CAST(SUM(version) AS BIGINT) FROM publications", "detail").await;
    assert!(plan.concat().contains("COVERING INDEX publications_version"), "{plan:?}");
}

/// By itself, SQLite plans a question with `LIMIT ?` anew each time that it is asked, and every question for one row has
/// that: it took a quarter of the CPU of some pages.
#[tokio::test]
async fn a_question_is_not_planned_anew_for_other_values() {
    let options = answer("PRAGMA compile_options", "compile_options").await;
    assert!(options.iter().any(|option| option == "ENABLE_QPSG"), "see .cargo/config.toml: {options:?}");
}

/// By itself, SQLite writes the pages that a statement changes into a file of their own as soon as they are 64 KiB: an
/// import of items took twice as long.
#[tokio::test]
async fn what_takes_back_half_a_statement_stays_in_memory() {
    let options = answer("PRAGMA compile_options", "compile_options").await;
    assert!(options.iter().any(|option| option == "STMTJRNL_SPILL=4194304"), "see .cargo/config.toml: {options:?}");
}
