//! Notes that programs on one PostgreSQL pass to each other (`NOTIFY`, `LISTEN`). They are for those who listen at that
//! moment, and get lost with a connection: nothing may depend on one.

use std::time::Duration;

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, Statement,
    sqlx::postgres::{PgListener, PgPoolOptions},
};

use crate::{Backend, Storage, StorageError};

const CHANNEL: &str = "rolewright";
/// How long to wait for a connection to listen on.
const PATIENCE: Duration = Duration::from_secs(5);
/// The longest note, in bytes: PostgreSQL takes none of 8,000.
pub const NOTE_MAX_BYTES: usize = 7_999;

/// Hears every note from now on, on a connection of its own.
pub struct Ear(PgListener);

impl Storage {
    /// Passes a note to everybody who listens, ourselves included.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn pass_note(&self, note: &str) -> Result<(), StorageError> {
        // A note is no truth: nobody waits until it is on disk, least of all those who want to pass another one.
        let sql = "SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, $2)";
        let pass = Statement::from_sql_and_values(DbBackend::Postgres, sql, [CHANNEL.into(), note.into()]);
        self.connection().execute_raw(pass).await?;
        Ok(())
    }

    /// Begins to listen; nothing on SQLite, where there is nobody else.
    ///
    /// # Errors
    /// [`StorageError::Unavailable`] when the database is away.
    pub async fn listen(&self) -> Result<Option<Ear>, StorageError> {
        match self.backend() {
            Backend::Sqlite => Ok(None),
            Backend::Postgres => Ok(Some(Ear(listener(self.connection()).await.map_err(away)?))),
        }
    }
}

/// On a connection beside the pool, so that nobody waits for one because somebody listens.
async fn listener(pool: &DatabaseConnection) -> Result<PgListener, sea_orm::SqlxError> {
    let address = pool.get_postgres_connection_pool().connect_options();
    let one = PgPoolOptions::new().max_connections(1).max_lifetime(None).idle_timeout(None).acquire_timeout(PATIENCE);
    let mut listener = PgListener::connect_with(&one.connect_with((*address).clone()).await?).await?;
    listener.eager_reconnect(false);
    listener.listen(CHANNEL).await?;
    Ok(listener)
}

impl Ear {
    /// The next note.
    ///
    /// # Errors
    /// [`StorageError::Unavailable`] when the connection is lost: begin again, some notes are lost.
    pub async fn next(&mut self) -> Result<String, StorageError> {
        match self.0.try_recv().await {
            Ok(Some(note)) => Ok(note.payload().to_owned()),
            Ok(None) => Err(StorageError::Unavailable("the connection that listens is lost".to_owned())),
            Err(error) => Err(away(error)),
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is what map_err hands over")]
fn away(error: sea_orm::SqlxError) -> StorageError {
    StorageError::Unavailable(error.to_string())
}
