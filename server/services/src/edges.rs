//! The true edges: what the use cases can't decide by themselves and tests set by hand.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{
    ids::{MailId, PostingId, UserId},
    time::Timestamp,
};
use rand::RngCore;
use thiserror::Error;
use uuid::Uuid;

/// The edges of one running program.
pub struct Edges {
    pub clock: Box<dyn Clock>,
    pub random: Box<dyn Random>,
    pub mailer: Box<dyn Mailer>,
    pub announcer: Box<dyn Announcer>,
}

/// What time it is.
pub trait Clock: Send + Sync {
    fn now(&self) -> Timestamp;
}

/// Where identifiers and secrets come from.
pub trait Random: Send + Sync {
    /// Fills with unpredictable bytes.
    fn fill(&self, bytes: &mut [u8]);

    /// 64 random bits, for names of lines and sections and for positions.
    fn bits(&self) -> u64 {
        let mut bytes = [0; 8];
        self.fill(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    /// A new entity's identifier: version 7, so that ids of one table ascend.
    fn id(&self, now: Timestamp) -> Uuid {
        let mut bytes = [0; 10];
        self.fill(&mut bytes);
        uuid::Builder::from_unix_timestamp_millis(u64::try_from(now.0).unwrap_or(0), &bytes).into_uuid()
    }
}

/// A mail to one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The same at every try, so that whoever gets it twice can tell.
    pub id: MailId,
    pub to_address: String,
    /// One line; may be empty.
    pub to_name: String,
    /// One line.
    pub subject: String,
    pub text: String,
    /// When it was written.
    pub at: Timestamp,
}

/// Why a mail did not go out; the sentence is for the operator.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MailTrouble {
    /// It may go out later.
    #[error("{0}")]
    Later(String),
    /// It never will.
    #[error("{0}")]
    Never(String),
}

/// Sends mail.
#[async_trait]
pub trait Mailer: Send + Sync {
    async fn send(&self, mail: &Mail) -> Result<(), MailTrouble>;
}

#[async_trait]
impl<M: Mailer + ?Sized> Mailer for Arc<M> {
    async fn send(&self, mail: &Mail) -> Result<(), MailTrouble> {
        (**self).send(mail).await
    }
}

/// Hears what changed, to pass it on to whoever looks. Nothing may depend on it: what is not announced is found by
/// looking, a moment later.
pub trait Announcer: Send + Sync {
    /// Others than its open editors wrote into a draft, or it was locked or unlocked. It is in the database.
    fn draft_changed(&self, posting: PostingId);

    /// What somebody may do changed, or sessions of theirs ended. It is in the database.
    fn person_changed(&self, person: UserId);
}

impl<A: Announcer + ?Sized> Announcer for Arc<A> {
    fn draft_changed(&self, posting: PostingId) {
        (**self).draft_changed(posting);
    }

    fn person_changed(&self, person: UserId) {
        (**self).person_changed(person);
    }
}

/// The system's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }
}

/// The operating system's secure random source.
pub struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) {
        rand::rng().fill_bytes(bytes);
    }
}

/// Nobody listens.
pub struct NoAnnouncer;

impl Announcer for NoAnnouncer {
    fn draft_changed(&self, _posting: PostingId) {}

    fn person_changed(&self, _person: UserId) {}
}

/// Nobody takes mail: it waits.
pub struct NoMailer;

#[async_trait]
impl Mailer for NoMailer {
    async fn send(&self, _mail: &Mail) -> Result<(), MailTrouble> {
        Err(MailTrouble::Later("Nobody takes mail here.".to_owned()))
    }
}

impl Edges {
    /// The edges of a real program that sends no mail.
    #[must_use]
    pub fn system() -> Self {
        Self {
            clock: Box::new(SystemClock),
            random: Box::new(SystemRandom),
            mailer: Box::new(NoMailer),
            announcer: Box::new(NoAnnouncer),
        }
    }
}
