//! Copies what SQLite's write-ahead log holds into the database's file, beside the writer instead of within its commits.
//!
//! Most is copied on a connection of its own, which stops nobody. What was committed meanwhile is little; it is copied on
//! the writer's connection, in its turn, so that the log can begin anew. Nobody is waited for: behind a slow reader the
//! log grows until that one is done. Should the copying fail, the next commit has it tried again, and a writer that
//! finds [`PAGES_MAX`] pages copies them itself. ([0037](../../../docs/adr/0037-log-copied-beside-the-writer.md))

use std::{path::PathBuf, sync::Arc, time::Duration};

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use tokio::{fs, sync::Notify, task::AbortHandle, time::sleep};

use crate::StorageError;

/// From so many pages on the log is copied: what is written again and again is copied once.
const PAGES_ENOUGH: u32 = 4_000;
/// From so many on a writer copies it within its commit.
pub(crate) const PAGES_MAX: u32 = 16_000;
const PAGE_BYTES: u64 = 4_096;
/// Rounds beside the writer, while it goes on to write much.
const ROUNDS_MAX: usize = 4;
/// What is left to its turn without another round.
const PAGES_FEW: u32 = 1_000;
/// Commits that come within it are looked at together.
const PAUSE: Duration = Duration::from_millis(20);

/// Looks after the log of one database, as long as it is there.
pub(crate) struct LogKeeper {
    own: DatabaseConnection,
    committed: Arc<Notify>,
    task: AbortHandle,
}

impl LogKeeper {
    /// `file` is the database's; nothing is opened before its log is long.
    pub(crate) async fn start(
        mut options: ConnectOptions,
        writer: DatabaseConnection,
        file: PathBuf,
    ) -> Result<Self, StorageError> {
        let own = Database::connect(options.connect_lazy(true).to_owned()).await?;
        let committed = Arc::new(Notify::new());
        let mut log = file.into_os_string();
        log.push("-wal");
        let task = tokio::spawn(keep(own.clone(), writer, log.into(), Arc::clone(&committed))).abort_handle();
        Ok(Self { own, committed, task })
    }

    /// Something was committed.
    pub(crate) fn look(&self) {
        self.committed.notify_one();
    }

    pub(crate) async fn stop(&self) -> Result<(), StorageError> {
        self.task.abort();
        Ok(self.own.close_by_ref().await?)
    }
}

impl Drop for LogKeeper {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn keep(own: DatabaseConnection, writer: DatabaseConnection, log: PathBuf, committed: Arc<Notify>) {
    loop {
        committed.notified().await;
        sleep(PAUSE).await;
        // It is never made shorter while it is in use, so most databases are asked nothing.
        let is_long = fs::metadata(&log).await.is_ok_and(|log| log.len() > u64::from(PAGES_ENOUGH) * PAGE_BYTES);
        if is_long && let Err(error) = copy(&own, &writer).await {
            tracing::warn!(%error, "the write-ahead log could not be copied into the database; it is tried again");
        }
    }
}

async fn copy(own: &DatabaseConnection, writer: &DatabaseConnection) -> Result<(), StorageError> {
    if checkpoint(own, "NOOP").await? < PAGES_ENOUGH {
        return Ok(());
    }
    for _ in 0..ROUNDS_MAX {
        checkpoint(own, "PASSIVE").await?;
        if checkpoint(own, "NOOP").await? < PAGES_FEW {
            break;
        }
    }
    checkpoint(writer, "PASSIVE").await?;
    Ok(())
}

/// How many pages of the log are left to be copied.
async fn checkpoint(connection: &DatabaseConnection, how: &str) -> Result<u32, StorageError> {
    let statement = Statement::from_string(DbBackend::Sqlite, format!("PRAGMA wal_checkpoint({how})"));
    let Some(row) = connection.query_one_raw(statement).await? else { return Ok(0) };
    let (all, copied): (i32, i32) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
    Ok(u32::try_from(all - copied).unwrap_or(0))
}
