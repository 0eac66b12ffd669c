//! The commands of an operator.

mod audit;
mod damaged;
mod housekeeping;
mod migrate;
mod seed;
mod serve;

use migrations::MigrationError;
use services::{SeedError, ServiceError};
use storage::StorageError;
use thiserror::Error;

use crate::{
    config::{Command, Settings},
    extract::read_here,
};

/// Why a command did not succeed, for the operator.
#[derive(Debug, Error)]
pub enum CommandError {
    #[error("{0}")]
    Storage(#[from] StorageError),
    #[error("{0}")]
    Migration(#[from] MigrationError),
    #[error("{0}")]
    Service(#[from] ServiceError),
    #[error("{0}")]
    Seed(#[from] SeedError),
    #[error("{0} is in use by another program; stop that one or choose another address with --listen")]
    AddressInUse(std::net::SocketAddr),
    #[error("can't listen on {0}: {1}")]
    Listen(std::net::SocketAddr, std::io::Error),
    #[error("the folder {0} for the database can't be made: {1}")]
    Folder(String, std::io::Error),
    #[error("the audit log is not what was recorded")]
    AuditLog,
    #[error(
        "the database {0} is in use by another Rolewright{1}; stop that one first, or use PostgreSQL, which several \
         can share"
    )]
    DatabaseInUse(String, String),
    #[error("the database can't be claimed with the file {0}: {1}")]
    Claim(String, std::io::Error),
    #[error("the file can't be read: {0}")]
    ReadFile(#[from] std::io::Error),
    #[error("the browser's files are not in {0} ({1}); build them with `make build`")]
    Site(String, String),
}

/// Runs one command.
///
/// # Errors
/// [`CommandError`], with a sentence for the operator.
pub async fn run(command: Command, settings: &Settings) -> Result<(), CommandError> {
    match command {
        Command::Serve => serve::run(settings).await,
        Command::Migrate { direction, .. } => migrate::run(settings, direction).await,
        Command::ReadFile { format } => Ok(read_here(format)?),
        Command::Seed => seed::run(settings).await,
        Command::Audit { command } => audit::run(settings, command).await,
        Command::Damaged { set_aside } => damaged::run(settings, set_aside).await,
    }
}
