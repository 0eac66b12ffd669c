//! The pool and the unit of work, the same for SQLite and PostgreSQL.
//!
//! SQLite: write-ahead log, full durability, and *immediate* transactions through a pool of one connection, because a
//! deferred transaction that turns into a write fails at once when another writer got in between.

use std::{
    path::PathBuf,
    str::FromStr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use domain::{events::Event, ids::UserId, time::Timestamp};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
    sqlx::{self, Connection, SqliteConnection, sqlite::SqliteConnectOptions},
};

use crate::{
    Accounts, Arrivals, Audit, Collab, Edits, Guests, Imports, Library, Mails, Merges, Nodes, Notifications, Postings,
    Proposals, Publications, Reviews, StorageError, Templates, Threads, Upstream,
    audit::NewEvent,
    write_ahead::{LogKeeper, PAGES_MAX},
};

/// Which database is behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

/// The database. Cheap to clone.
#[derive(Clone)]
pub struct Storage {
    reader: DatabaseConnection,
    writer: DatabaseConnection,
    /// For an SQLite file.
    log: Option<Arc<LogKeeper>>,
}

/// How long a writer waits for another one before it gives up.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// What a log that grew behind a slow reader is cut to when it begins anew.
const LOG_MAX_BYTES: &str = "67108864";
/// SQLite before this version can lose committed pages when its log is reset (sqlite.org, WAL-reset bug).
const SQLITE_MIN_VERSION: (u32, u32, u32) = (3, 51, 3);

impl Storage {
    /// Connects to `sqlite:PATH`, `sqlite::memory:` or `postgres://…`.
    ///
    /// # Errors
    /// [`StorageError::Unavailable`] when nothing answers there, [`StorageError::Failed`] for an unsound SQLite.
    pub async fn connect(url: &str) -> Result<Self, StorageError> {
        if url.starts_with("postgres") {
            let pool = Database::connect(options(url, 10)).await?;
            return Ok(Self { reader: pool.clone(), writer: pool, log: None });
        }
        let url = if url.contains('?') { url.to_owned() } else { format!("{url}?mode=rwc") };
        let writer = Database::connect(sqlite_options(&url, 1)).await?;
        let reader =
            if url.contains(":memory:") { writer.clone() } else { Database::connect(sqlite_options(&url, 4)).await? };
        let log = match sqlite_file(&url) {
            Some(file) => Some(Arc::new(LogKeeper::start(sqlite_options(&url, 1), writer.clone(), file).await?)),
            None => None,
        };
        let storage = Self { reader, writer, log };
        storage.demand_sound_sqlite().await?;
        Ok(storage)
    }

    /// Tells somebody every statement that is asked from now on, without its values: what a page costs can be counted.
    #[must_use]
    pub fn heard_by(mut self, listener: impl Fn(&str) + Clone + Send + Sync + 'static) -> Self {
        for connection in [&mut self.reader, &mut self.writer] {
            let listener = listener.clone();
            connection.set_metric_callback(move |asked| listener(&asked.statement.sql));
        }
        self
    }

    #[must_use]
    pub fn backend(&self) -> Backend {
        match self.reader.get_database_backend() {
            DbBackend::Postgres => Backend::Postgres,
            _ => Backend::Sqlite,
        }
    }

    /// The connection that migrations run on.
    #[must_use]
    pub const fn connection(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// Starts a transaction. Dropping it without [`UnitOfWork::commit`] undoes everything.
    ///
    /// # Errors
    /// [`StorageError::Unavailable`] when the database is locked or away.
    pub async fn begin(&self) -> Result<UnitOfWork, StorageError> {
        let mode = (self.backend() == Backend::Sqlite).then_some(SqliteTransactionMode::Immediate);
        let options = TransactionOptions { sqlite_transaction_mode: mode, ..TransactionOptions::default() };
        let transaction = self.writer.begin_with_options(options).await?;
        Ok(UnitOfWork { transaction, happened: Mutex::default(), log: self.log.clone() })
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// [`StorageError::Unavailable`] when it does not.
    pub async fn ping(&self) -> Result<(), StorageError> {
        Ok(self.reader.ping().await?)
    }

    /// Ends all connections; what SQLite kept beside its file is in the file then.
    ///
    /// # Errors
    /// [`StorageError::Unavailable`]
    pub async fn close(self) -> Result<(), StorageError> {
        if let Some(log) = &self.log {
            log.stop().await?;
        }
        self.reader.close().await?;
        Ok(self.writer.close().await?)
    }

    async fn demand_sound_sqlite(&self) -> Result<(), StorageError> {
        let statement = Statement::from_string(DbBackend::Sqlite, "SELECT sqlite_version() AS version");
        let row = self.reader.query_one_raw(statement).await?;
        let version: String = row.map(|row| row.try_get("", "version")).transpose()?.unwrap_or_default();
        let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0));
        let mut next = || parts.next().unwrap_or(0);
        if (next(), next(), next()) < SQLITE_MIN_VERSION {
            return Err(StorageError::Failed(format!("SQLite {version} is too old to be safe")));
        }
        Ok(())
    }
}

/// The file of an SQLite database that is opened for writing; nothing for one in memory, one that is only read, and
/// PostgreSQL.
#[must_use]
pub fn sqlite_file(url: &str) -> Option<PathBuf> {
    let is_read_only = url.split_once('?').is_some_and(|(_, parameters)| parameters.contains("mode=ro"));
    if !url.starts_with("sqlite:") || url.contains(":memory:") || is_read_only {
        return None;
    }
    let options = SqliteConnectOptions::from_str(url).ok()?;
    Some(options.get_filename().to_owned()).filter(|file| !file.as_os_str().is_empty())
}

fn options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .sqlx_logging(false)
        .acquire_timeout(BUSY_TIMEOUT)
        .connect_timeout(BUSY_TIMEOUT);
    options
}

fn sqlite_options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = options(url, connections);
    let memory = url.contains(":memory:");
    options.test_before_acquire(false).map_sqlx_sqlite_opts(move |sqlite| {
        let journal = if memory { "MEMORY" } else { "WAL" };
        sqlite
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT)
            .pragma("journal_mode", journal)
            .pragma("synchronous", "FULL")
            .pragma("wal_autocheckpoint", PAGES_MAX.to_string())
            .pragma("journal_size_limit", LOG_MAX_BYTES)
    });
    options.map_sqlx_sqlite_pool_opts(|pool| pool.after_release(|connection, _| Box::pin(is_at_rest(connection))));
    if memory {
        options.min_connections(1).idle_timeout(None).max_lifetime(None);
    }
    options
}

/// Whether a connection may be used again. SQLite itself rolls back a transaction that can't be written to the disk; the
/// driver goes on to count it as open, and what came next would be nested into it and never be committed.
async fn is_at_rest(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    if connection.is_in_transaction() {
        // One that was just given up is rolled back before this is answered.
        connection.ping().await?;
    }
    Ok(!connection.is_in_transaction())
}

/// One transaction over all repositories: load, permit, save, record, commit.
pub struct UnitOfWork {
    transaction: DatabaseTransaction,
    happened: Mutex<Vec<NewEvent>>,
    log: Option<Arc<LogKeeper>>,
}

impl UnitOfWork {
    /// Notes what happened; it goes into the audit log with the commit.
    pub fn record(&self, at: Timestamp, actor: Option<UserId>, event: Event) {
        let mut happened = self.happened.lock().unwrap_or_else(PoisonError::into_inner);
        happened.push(NewEvent { at, actor, event });
    }

    /// Makes everything in this unit of work durable at once.
    ///
    /// # Errors
    /// [`StorageError`] when the database could not; nothing is kept then.
    pub async fn commit(self) -> Result<(), StorageError> {
        let happened = self.happened.into_inner().unwrap_or_else(PoisonError::into_inner);
        Audit(&self.transaction).append(happened).await?;
        self.transaction.commit().await?;
        if let Some(log) = &self.log {
            log.look();
        }
        Ok(())
    }
}

/// Borrows one repository per feature, from the pool or from a unit of work.
macro_rules! repositories {
    ($($(#[$doc:meta])* $name:ident -> $repository:ident;)+) => {
        impl Storage {
            $($(#[$doc])* #[must_use] pub const fn $name(&self) -> $repository<'_, DatabaseConnection> { $repository(&self.reader) })+
        }

        impl UnitOfWork {
            $($(#[$doc])* #[must_use] pub const fn $name(&self) -> $repository<'_, DatabaseTransaction> { $repository(&self.transaction) })+
        }
    };
}

repositories! {
    /// People, teams, memberships, invitations, sessions.
    accounts -> Accounts;
    /// Texts of postings that were written elsewhere.
    arrivals -> Arrivals;
    /// Audit events.
    audit -> Audit;
    /// The co-edited drafts.
    collab -> Collab;
    /// Changes to many library items at once.
    edits -> Edits;
    /// Guests of postings, and their links.
    guests -> Guests;
    /// Files that are taken into the library.
    imports -> Imports;
    /// Library items and versions.
    library -> Library;
    /// Mails on their way.
    mails -> Mails;
    /// Library items that were merged into others.
    merges -> Merges;
    /// The programs that share this database.
    nodes -> Nodes;
    /// What people are told, and how they want it mailed.
    notifications -> Notifications;
    /// Postings and their list.
    postings -> Postings;
    /// Proposals for the library.
    proposals -> Proposals;
    /// What is public.
    publications -> Publications;
    /// Revisions, reviews and decisions.
    reviews -> Reviews;
    /// What drafts start with.
    templates -> Templates;
    /// Threads and suggestions.
    threads -> Threads;
    /// What the library offers to lines, and what was put aside.
    upstream -> Upstream;
}
