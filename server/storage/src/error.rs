//! What can go wrong in the database, in the words that services need.

use sea_orm::{DbErr, RuntimeErr, SqlErr, sqlx};
use thiserror::Error;

/// A failure of the database.
#[derive(Debug, Error)]
pub enum StorageError {
    /// A unique constraint refused the write; carries what the database said, to tell which.
    #[error("there is one already ({0})")]
    Duplicate(String),
    /// What was written refers to something that is gone.
    #[error("it refers to something that is gone ({0})")]
    DanglingReference(String),
    /// The database is locked, read-only, full or away: trying again later may help.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// A stored value could not be read back: written by hand, or by a newer program.
    #[error("a stored value can't be read: {0}")]
    Damaged(String),
    #[error("the database failed: {0}")]
    Failed(String),
}

impl From<DbErr> for StorageError {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(what)) => return Self::Duplicate(what),
            Some(SqlErr::ForeignKeyConstraintViolation(what)) => return Self::DanglingReference(what),
            _ => {}
        }
        if is_away(&error) { Self::Unavailable(error.to_string()) } else { Self::Failed(error.to_string()) }
    }
}

/// Whether the trouble lies with the database's state or the way to it, not with what was asked.
fn is_away(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
        DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error)) => {
            match error.as_ref() {
                sqlx::Error::Database(error) => is_away_code(error.as_ref()),
                sqlx::Error::Io(_)
                | sqlx::Error::PoolTimedOut
                | sqlx::Error::PoolClosed
                | sqlx::Error::WorkerCrashed => true,
                _ => false,
            }
        }
        _ => false,
    }
}

fn is_away_code(error: &dyn sqlx::error::DatabaseError) -> bool {
    let code = error.code().unwrap_or_default();
    if error.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some() {
        // BUSY, LOCKED, READONLY, IOERR, FULL, CANTOPEN: the low byte of the extended code.
        return code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 5 | 6 | 8 | 10 | 13 | 14));
    }
    // Connection lost, transaction rolled back by the server, out of resources, shutting down, read-only.
    ["08", "40", "53", "57", "25006"].iter().any(|class| code.starts_with(class))
}

impl StorageError {
    /// For a stored word, id or JSON that can't be read back.
    pub(crate) fn damaged(what: &str, value: &str) -> Self {
        Self::Damaged(format!("{what}: {value:?}"))
    }
}
