//! What can go wrong in the database, in the words that services need.

use sea_orm::{DbErr, SqlErr};
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
        let text = error.to_string();
        let away = matches!(error, DbErr::ConnectionAcquire(_) | DbErr::Conn(_))
            || ["database is locked", "readonly database", "disk is full", "disk I/O error", "Connection refused", "pool timed out"]
                .iter()
                .any(|sign| text.contains(sign));
        if away { Self::Unavailable(text) } else { Self::Failed(text) }
    }
}

impl StorageError {
    /// For a stored word, id or JSON that can't be read back.
    pub(crate) fn damaged(what: &str, value: &str) -> Self {
        Self::Damaged(format!("{what}: {value:?}"))
    }
}
