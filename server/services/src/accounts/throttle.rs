//! How often a secret may be guessed.
//!
//! A try is written down *before* the expensive check and struck out when it was right, so that tries at the same
//! moment, also on other nodes, can't all slip under the limit.

use std::time::Duration;

use domain::time::Timestamp;
use uuid::Uuid;

use crate::{Result, ServiceError, Services, tokens::token_hash};

const WINDOW: Duration = Duration::from_secs(5 * 60);
/// Failures of one browser's address within the window.
const PER_CLIENT: u64 = 10;
/// Links for a forgotten password to one address within the window.
const RESETS: u64 = 3;
/// Failures on one account within the window: high, so that nobody can lock a colleague out from one place.
const PER_ACCOUNT: u64 = 100;

/// Who tries, or at what; and how often that may fail.
pub(crate) struct Key {
    digest: String,
    limit: u64,
}

impl Key {
    pub(crate) fn client(address: &str) -> Self {
        Self { digest: token_hash(&format!("client {address}")), limit: PER_CLIENT }
    }

    /// `email` as it was typed, account or not: both are counted alike.
    pub(crate) fn account(email: &str) -> Self {
        Self { digest: token_hash(&format!("account {email}")), limit: PER_ACCOUNT }
    }

    /// Where somebody asks for a link from.
    pub(crate) fn reset_by(address: &str) -> Self {
        Self { digest: token_hash(&format!("reset by {address}")), limit: PER_CLIENT }
    }

    /// Whose password is to be set anew, account or not.
    pub(crate) fn reset_of(email: &str) -> Self {
        Self { digest: token_hash(&format!("reset of {email}")), limit: RESETS }
    }

    /// Where somebody tries links of guests from.
    pub(crate) fn guest(address: &str) -> Self {
        Self { digest: token_hash(&format!("guest {address}")), limit: PER_CLIENT }
    }

    /// A signed-in person who proves that it is them.
    pub(crate) fn person(user: Uuid) -> Self {
        Self { digest: token_hash(&format!("person {user}")), limit: PER_CLIENT }
    }
}

/// A try that was let through; its rows are struck out when it was right.
pub(crate) struct Try(pub(crate) Vec<Uuid>);

impl Services {
    /// Writes the try down and lets it through.
    ///
    /// # Errors
    /// [`ServiceError::TooManyRequests`] with the time to wait.
    pub(crate) async fn start_try(&self, keys: &[Key]) -> Result<Try> {
        let now = self.now();
        let rows: Vec<Uuid> = keys.iter().map(|_| self.edges.random.id(now)).collect();
        let work = self.storage.begin().await?;
        for (key, row) in keys.iter().zip(&rows) {
            work.accounts().insert_failure(*row, &key.digest, now).await?;
        }
        work.commit().await?;
        for key in keys {
            if let Some(wait) = self.wait_for(key, now).await? {
                self.strike_out(&rows).await?;
                return Err(ServiceError::TooManyRequests(wait));
            }
        }
        Ok(Try(rows))
    }

    async fn wait_for(&self, key: &Key, now: Timestamp) -> Result<Option<Duration>> {
        let since = Timestamp(now.0 - i64::try_from(WINDOW.as_millis()).unwrap_or(i64::MAX));
        // The newest is this try; one more than the limit means that the limit was reached before.
        let tries = self.storage.accounts().list_failures(&key.digest, since, key.limit + 1).await?;
        let oldest = tries.last().filter(|_| tries.len() as u64 > key.limit);
        Ok(oldest.map(|oldest| now.until(*oldest + WINDOW).max(Duration::from_secs(1))))
    }

    /// The try was right: it does not count.
    pub(crate) async fn strike_out(&self, rows: &[Uuid]) -> Result<()> {
        let work = self.storage.begin().await?;
        work.accounts().delete_failures(rows).await?;
        Ok(work.commit().await?)
    }
}
