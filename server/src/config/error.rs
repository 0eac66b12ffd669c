//! Why the configuration can't be used, in sentences for the operator.

use std::{net::SocketAddr, process::ExitCode};

use clap::error::ErrorKind;
use thiserror::Error;

/// Why the configuration can't be used.
#[derive(Debug, Error)]
pub enum ConfigError {
    #[error("the configuration file {path} can't be read: {why}")]
    Unreadable { path: String, why: String },
    #[error("the configuration file {path} is not valid: {why}")]
    Malformed { path: String, why: String },
    #[error("the configuration file {path} has a setting {name:?}, which does not exist; see rolewright --help")]
    Unknown { path: String, name: String },
    #[error("{0}")]
    CommandLine(#[from] clap::Error),
    #[error(
        "demo mode has ready-made passwords and listens on loopback only, not on {0}; drop --demo or use 127.0.0.1"
    )]
    DemoInTheOpen(SocketAddr),
    #[error("{0} is reachable by others, so sessions need https: set --base-url to the https address that people type")]
    PlainHttpInTheOpen(SocketAddr),
    #[error("the base URL {0:?} must start with http:// or https:// and name only a host")]
    BaseUrl(String),
    #[error("{0}")]
    Mail(String),
    #[error("a mail server is set up, so say who writes: --mail-from \"Rolewright <jobs@example.org>\"")]
    MailFrom,
    #[error(
        "the mail server would get the password unencrypted; write smtps://, or put ?tls=required behind the address"
    )]
    MailInTheOpen,
    #[error(
        "migrate down deletes everything in the database, and nothing brings it back; say `migrate down --yes` if that is meant"
    )]
    DownWithoutYes,
}

impl ConfigError {
    /// Says what is wrong (or prints the help that was asked for).
    #[must_use]
    pub fn report(self) -> ExitCode {
        match self {
            Self::CommandLine(error) => {
                drop(error.print());
                let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
                if asked { ExitCode::SUCCESS } else { ExitCode::from(2) }
            }
            error => {
                eprintln!("rolewright: {error}");
                ExitCode::from(2)
            }
        }
    }
}
