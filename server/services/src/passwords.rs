//! Argon2id, off the async threads and few at a time.

use std::sync::Arc;

use tokio::sync::Semaphore;

/// How expensive a password hash is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HashCost {
    /// 19 MiB, two passes, one lane (OWASP ASVS 5.0, v5.0.0-11.4.2).
    Standard,
    /// As cheap as the algorithm allows: for tests only.
    Test,
}

/// Hashes and verifies passwords.
#[derive(Clone)]
pub(crate) struct Hasher {
    #[expect(dead_code, reason = "used next")]
    cost: HashCost,
    #[expect(dead_code, reason = "used next")]
    slots: Arc<Semaphore>,
}

impl Hasher {
    pub(crate) fn new(cost: HashCost) -> Self {
        Self { cost, slots: Arc::new(Semaphore::new(1)) }
    }
}
