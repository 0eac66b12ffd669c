//! Argon2id, off the async threads and few at a time.
//!
//! One hash takes 19 MiB and tens of milliseconds, so that only one is computed at a time, a bounded number of requests
//! waits, and none waits long: whoever comes too late is told to try again. A check takes the same time whether there is
//! an account or not.

mod strength;

use std::{sync::Arc, time::Duration};

use argon2::{Algorithm, Argon2, Params, PasswordHash, PasswordVerifier, Version, password_hash::PasswordHasher};
use domain::accounts::PasswordError;
use tokio::{sync::Semaphore, task::spawn_blocking, time::timeout};

use crate::{Result, ServiceError};

pub(crate) use strength::context;

/// How expensive a password hash is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HashCost {
    /// 19 MiB, two passes, one lane (OWASP ASVS 5.0, v5.0.0-11.4.2).
    Standard,
    /// As cheap as the algorithm allows: for tests only.
    Test,
}

/// Hashes computed at the same time; the rest of the machine is for everyone else.
const SLOTS: usize = 1;
/// Hashes being computed or waited for.
const QUEUE: usize = 32;
/// How long one waits for its turn.
const PATIENCE: Duration = Duration::from_secs(2);

/// Hashes and verifies passwords.
#[derive(Clone)]
pub(crate) struct Hasher {
    params: Params,
    slots: Arc<Semaphore>,
    queue: Arc<Semaphore>,
}

/// Whether a password is somebody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Wrong,
    Right,
    /// Right, but hashed more cheaply than today: hash it again.
    RightButCheap,
}

impl Hasher {
    pub(crate) fn new(cost: HashCost) -> Self {
        let (memory, passes) = match cost {
            HashCost::Standard => (19 * 1024, 2),
            HashCost::Test => (Params::MIN_M_COST, Params::MIN_T_COST),
        };
        let params = Params::new(memory, passes, 1, None).unwrap_or_default();
        Self { params, slots: Arc::new(Semaphore::new(SLOTS)), queue: Arc::new(Semaphore::new(QUEUE)) }
    }

    /// Hashes a password that somebody chose, unless it is easy to guess for who knows the `context` words.
    pub(crate) async fn hash_new(&self, password: &str, context: Vec<String>, salt: [u8; 16]) -> Result<String> {
        let (argon2, password) = (self.argon2(), password.to_owned());
        self.run(move || {
            if strength::is_common(&password, &context) {
                return Err(ServiceError::invalid("password", PasswordError::TooCommon));
            }
            hash(&argon2, &password, &salt)
        })
        .await?
    }

    /// Hashes a password again that was right.
    pub(crate) async fn hash_again(&self, password: &str, salt: [u8; 16]) -> Result<String> {
        let (argon2, password) = (self.argon2(), password.to_owned());
        self.run(move || hash(&argon2, &password, &salt)).await?
    }

    /// Checks a password; without a hash to hold it against the answer is [`Verdict::Wrong`], after the same time.
    pub(crate) async fn verify(&self, password: &str, stored: Option<String>) -> Result<Verdict> {
        let (argon2, password, params) = (self.argon2(), password.to_owned(), self.params.clone());
        self.run(move || {
            let known = stored.is_some();
            let stored = stored.unwrap_or_else(|| nobodys_hash(&params));
            let hash = PasswordHash::new(&stored)
                .map_err(|error| ServiceError::Internal(format!("a stored password hash can't be read: {error}")))?;
            Ok(match argon2.verify_password(password.as_bytes(), &hash) {
                Ok(()) if known && is_cheaper(&hash, &params) => Verdict::RightButCheap,
                Ok(()) if known => Verdict::Right,
                _ => Verdict::Wrong,
            })
        })
        .await?
    }

    fn argon2(&self) -> Argon2<'static> {
        Argon2::new(Algorithm::Argon2id, Version::V0x13, self.params.clone())
    }

    /// Runs on a blocking thread when it is our turn. The slot goes along, so that a request that is given up does not
    /// make room for another while its hash is still being computed.
    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let busy = || ServiceError::Unavailable("too many passwords are being checked".to_owned());
        let _place = self.queue.try_acquire().map_err(|_| busy())?;
        let slot = timeout(PATIENCE, self.slots.clone().acquire_owned()).await.map_err(|_| busy())?;
        let slot = slot.map_err(|error| ServiceError::Internal(error.to_string()))?;
        let done = spawn_blocking(move || {
            let _slot = slot;
            work()
        });
        done.await.map_err(|error| ServiceError::Internal(format!("a password check ended badly: {error}")))
    }
}

fn hash(argon2: &Argon2<'_>, password: &str, salt: &[u8]) -> Result<String> {
    let hash = argon2.hash_password_with_salt(password.as_bytes(), salt);
    hash.map(|hash| hash.to_string())
        .map_err(|error| ServiceError::Internal(format!("a password can't be hashed: {error}")))
}

/// A hash that costs what the others cost and that no password gives.
fn nobodys_hash(params: &Params) -> String {
    let (memory, passes, lanes) = (params.m_cost(), params.t_cost(), params.p_cost());
    let (salt, output) = ("A".repeat(22), "A".repeat(43));
    format!("$argon2id$v=19$m={memory},t={passes},p={lanes}${salt}${output}")
}

fn is_cheaper(hash: &PasswordHash, today: &Params) -> bool {
    Params::try_from(hash).is_ok_and(|then| then.m_cost() < today.m_cost() || then.t_cost() < today.t_cost())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hasher() -> Hasher {
        Hasher::new(HashCost::Test)
    }

    #[tokio::test]
    async fn a_standard_hash_is_argon2id_with_19_mib_and_two_passes() {
        let hash = Hasher::new(HashCost::Standard).hash_again("any password", [7; 16]).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
    }

    #[tokio::test]
    async fn passwords_that_differ_only_in_the_end_are_different() {
        let (long, other) = ("x".repeat(90) + "one", "x".repeat(90) + "two");
        let hash = hasher().hash_again(&long, [7; 16]).await.unwrap();
        assert_eq!(hasher().verify(&long, Some(hash.clone())).await.unwrap(), Verdict::Right);
        assert_eq!(hasher().verify(&other, Some(hash)).await.unwrap(), Verdict::Wrong);
    }

    #[tokio::test]
    async fn nobody_has_any_password() {
        for password in ["", "dana-writes-good-postings"] {
            assert_eq!(hasher().verify(password, None).await.unwrap(), Verdict::Wrong);
        }
    }

    #[tokio::test]
    async fn a_cheap_hash_is_recognised() {
        let cheap = hasher().hash_again("the password of old", [7; 16]).await.unwrap();
        let today = Hasher { params: Params::new(16, 1, 1, None).unwrap(), ..hasher() };
        assert_eq!(today.verify("the password of old", Some(cheap)).await.unwrap(), Verdict::RightButCheap);
    }

    #[tokio::test]
    async fn a_damaged_hash_is_an_error_and_no_panic() {
        let answer = hasher().verify("any password", Some("plain text".to_owned())).await;
        assert!(matches!(answer, Err(ServiceError::Internal(_))), "{answer:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn who_waits_too_long_is_told_to_try_again() {
        let hasher = hasher();
        let _busy = hasher.slots.acquire().await.unwrap();
        let answer = hasher.verify("any password", None).await;
        assert!(matches!(answer, Err(ServiceError::Unavailable(_))), "{answer:?}");
    }

    #[tokio::test]
    async fn who_finds_the_queue_full_is_told_at_once() {
        let hasher = hasher();
        let _full = hasher.queue.acquire_many(u32::try_from(QUEUE).unwrap()).await.unwrap();
        let answer = hasher.verify("any password", None).await;
        assert!(matches!(answer, Err(ServiceError::Unavailable(_))), "{answer:?}");
    }
}
