//! Mail: written into the outbox in the transaction of what it tells ([`Services::post_letter`]), sent afterwards by
//! whichever node comes first ([`Services::send_mail`]), tried again for as long as it is of use.
//!
//! A mail arrives at least once; a copy of it carries the same message id. What it says is forgotten as soon as its way
//! ended, because it may hold a link that is a secret.

pub(crate) mod letters;
mod sending;
mod state;

use std::sync::Arc;

use domain::{ids::MailId, notifications::Destination};
use storage::{NewMail, UnitOfWork};

use crate::{Result, Services};
use letters::Letter;

pub use state::{MailState, TroubledMail};

/// What letters have to know of the installation.
#[derive(Clone)]
pub(crate) struct Post {
    pub organization: Arc<str>,
    /// The whole address of a place in the application.
    pub address: Arc<dyn Fn(Destination) -> String + Send + Sync>,
}

impl Default for Post {
    fn default() -> Self {
        Self { organization: "".into(), address: Arc::new(|_| String::new()) }
    }
}

impl Services {
    /// Puts a letter on its way with this unit of work. False when one with its key is or was on its way already.
    pub(crate) async fn post_letter(&self, work: &UnitOfWork, letter: Letter) -> Result<bool> {
        let now = self.now();
        let mail = NewMail {
            id: MailId(self.edges.random.id(now)),
            key: letter.key,
            to_address: letter.to_address,
            to_name: letter.to_name,
            subject: letter.subject,
            body: letter.body,
            at: now,
            useless_from: now + letter.of_use_for,
        };
        Ok(work.mails().insert(mail).await?)
    }
}
