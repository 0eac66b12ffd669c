//! Sending what is due: a few at a time, so that one that hangs holds up no other, each taken by one node alone.

use std::time::Duration;

use domain::{ids::MailId, input::one_paragraph, time::Timestamp};
use storage::WaitingMail;
use tokio::{task::JoinSet, time::timeout};

use crate::{
    Result, Services,
    edges::{Mail, MailTrouble},
};

/// Mails that are looked at in one round.
const ROUND: u64 = 100;
/// Mails that are sent at the same moment.
const AT_ONCE: usize = 4;
/// Whatever takes longer has failed.
const PATIENCE: Duration = Duration::from_secs(60);
/// A mail whose sender died is due again after so long. More than the patience.
const TAKEN_FOR: Duration = Duration::from_secs(5 * 60);
/// The pause after the first try; each one is four times as long as the one before.
const FIRST_PAUSE: Duration = Duration::from_secs(60);
const LONGEST_PAUSE: Duration = Duration::from_secs(4 * 60 * 60);
/// So much is kept of what a mail server says.
const TROUBLE_MAX_CHARS: usize = 300;

impl Services {
    /// Sends what is due. Answers with how many mails were on their way when it began. What becomes of one concerns no
    /// other.
    ///
    /// # Errors
    /// [`crate::ServiceError`] when the database can't say what is due.
    pub async fn send_mail(&self) -> Result<usize> {
        let due = self.storage.mails().due(self.now(), ROUND).await?;
        let count = due.len();
        let mut under_way = JoinSet::new();
        for mail in due {
            if under_way.len() >= AT_ONCE {
                under_way.join_next().await;
            }
            let this = self.clone();
            under_way.spawn(async move {
                let id = mail.id;
                if let Err(error) = this.deliver(mail).await {
                    tracing::error!(%error, mail = %id, "what became of a mail could not be written down");
                }
            });
        }
        while under_way.join_next().await.is_some() {}
        Ok(count)
    }

    async fn deliver(&self, found: WaitingMail) -> Result<()> {
        let now = self.now();
        let work = self.storage.begin().await?;
        let is_ours = work.mails().claim(&found, now + TAKEN_FOR).await?;
        work.commit().await?;
        if !is_ours {
            return Ok(());
        }
        let (id, tries, useless_from) = (found.id, found.tries + 1, found.useless_from);
        if useless_from <= now {
            return self.end(id, Some("It could not be sent while it was of use.")).await;
        }
        let sent = timeout(PATIENCE, self.edges.mailer.send(&Mail::from(found))).await;
        match sent.unwrap_or_else(|_| Err(MailTrouble::Later("The mail server did not answer in time.".to_owned()))) {
            Ok(()) => self.end(id, None).await,
            Err(MailTrouble::Never(why)) => self.end(id, Some(&plain(&why))).await,
            Err(MailTrouble::Later(why)) => self.put_off(id, tries, useless_from, &plain(&why)).await,
        }
    }

    async fn put_off(&self, id: MailId, tries: u32, useless_from: Timestamp, why: &str) -> Result<()> {
        let next = self.now() + pause(tries);
        if next >= useless_from {
            return self.end(id, Some(&format!("Given up after {tries} tries. {why}"))).await;
        }
        tracing::warn!(mail = %id, tries, why, "a mail could not be sent; it will be tried again");
        let work = self.storage.begin().await?;
        work.mails().put_off(id, next, why).await?;
        Ok(work.commit().await?)
    }

    async fn end(&self, id: MailId, trouble: Option<&str>) -> Result<()> {
        if let Some(why) = trouble {
            tracing::error!(mail = %id, why, "a mail was given up");
        }
        let work = self.storage.begin().await?;
        work.mails().end(id, self.now(), trouble).await?;
        Ok(work.commit().await?)
    }
}

/// After so many tries.
fn pause(tries: u32) -> Duration {
    FIRST_PAUSE.saturating_mul(4_u32.saturating_pow(tries.saturating_sub(1))).min(LONGEST_PAUSE)
}

/// What a stranger's server says, as one line.
fn plain(why: &str) -> String {
    one_paragraph(why).chars().take(TROUBLE_MAX_CHARS).collect()
}

impl From<WaitingMail> for Mail {
    fn from(found: WaitingMail) -> Self {
        let WaitingMail { id, to_address, to_name, subject, body, at, .. } = found;
        Self { id, to_address, to_name, subject, text: body, at }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end_growing() {
        let minutes: Vec<u64> = (1..=6).map(|tries| pause(tries).as_secs() / 60).collect();
        assert_eq!(minutes, [1, 4, 16, 64, 240, 240]);
        assert_eq!(pause(u32::MAX), LONGEST_PAUSE);
    }
}
