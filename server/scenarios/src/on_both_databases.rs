//! Tests that are true on SQLite and on PostgreSQL.

use std::future::Future;

use crate::{Database, World};

/// Makes of each `async fn a_sentence(world: World)` two tests, `on_sqlite::a_sentence` and `on_postgres::a_sentence`,
/// each in an empty world of its own. Once per file.
#[macro_export]
macro_rules! on_both_databases {
    ($($(#[$meta:meta])* async fn $name:ident($world:ident: $type:ty) $body:block)+) => {
        $($(#[$meta])* #[cfg(test)] async fn $name($world: $type) $body)+

        #[cfg(test)]
        mod on_sqlite {
            $(#[test] fn $name() { $crate::run($crate::Database::Sqlite, super::$name); })+
        }

        #[cfg(test)]
        mod on_postgres {
            $(#[test] fn $name() { $crate::run($crate::Database::Postgres, super::$name); })+
        }
    };
}

/// Runs one test in a fresh world, on a runtime with two threads so that races are real.
///
/// # Panics
/// When the test does.
pub fn run<F: Future<Output = ()>>(database: Database, test: impl FnOnce(World) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime starts").block_on(async { test(World::on(database).await).await });
}
