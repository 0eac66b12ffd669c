//! The mail of a test: it is taken and kept, unless the test says that it is refused.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use services::edges::{Mail, MailTrouble, Mailer};

type Judge = Arc<dyn Fn(&Mail) -> Option<MailTrouble> + Send + Sync>;

/// Takes mail. Clones share it.
#[derive(Clone, Default)]
pub struct Postbox(Arc<Mutex<Taken>>);

#[derive(Default)]
struct Taken {
    mails: Vec<Mail>,
    refuses: Option<Judge>,
}

impl Postbox {
    /// What was taken, in that order.
    #[must_use]
    pub fn mails(&self) -> Vec<Mail> {
        self.taken().mails.clone()
    }

    /// What was taken for this address.
    #[must_use]
    pub fn mails_to(&self, address: &str) -> Vec<Mail> {
        self.mails().into_iter().filter(|mail| mail.to_address == address).collect()
    }

    /// Forgets what was taken.
    pub fn empty(&self) {
        self.taken().mails.clear();
    }

    /// From now on refuses the mails for which something is answered.
    pub fn refuse(&self, judge: impl Fn(&Mail) -> Option<MailTrouble> + Send + Sync + 'static) {
        self.taken().refuses = Some(Arc::new(judge));
    }

    /// From now on takes every mail.
    pub fn take_all(&self) {
        self.taken().refuses = None;
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Mailer for Postbox {
    async fn send(&self, mail: &Mail) -> Result<(), MailTrouble> {
        let judge = self.taken().refuses.clone();
        if let Some(trouble) = judge.and_then(|judge| judge(mail)) {
            return Err(trouble);
        }
        self.taken().mails.push(mail.clone());
        Ok(())
    }
}
