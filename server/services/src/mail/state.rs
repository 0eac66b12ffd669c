//! How mail goes, for admins; and forgetting what is long over.

use std::time::Duration;

use domain::{
    accounts::Actor,
    permissions::{Action, Subject, permit},
    time::Timestamp,
};

use crate::{Result, Services};

pub use storage::TroubledMail;

/// Mails in trouble that are shown.
const SHOWN: u64 = 50;
/// Mails and notifications are kept for so long after their way ended, or after they were read.
const KEPT: Duration = Duration::from_secs(90 * 24 * 60 * 60);

/// How mail goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailState {
    /// On their way.
    pub waiting: u64,
    /// Those that could not be delivered, or not yet, the newest first.
    pub troubled: Vec<TroubledMail>,
}

impl Services {
    /// # Errors
    /// [`crate::ServiceError::Refused`] but for admins.
    pub async fn mail_state(&self, actor: &Actor) -> Result<MailState> {
        permit(actor, Action::ManagePeople, Subject::Organisation)?;
        let mails = self.storage.mails();
        Ok(MailState { waiting: mails.waiting().await?, troubled: mails.troubled(SHOWN).await? })
    }

    /// Forgets mails and read notifications that are long over. Run it now and then.
    ///
    /// # Errors
    /// [`crate::ServiceError`]
    pub async fn forget_old_mail(&self) -> Result<()> {
        let kept = i64::try_from(KEPT.as_millis()).unwrap_or(i64::MAX);
        let long_ago = Timestamp(self.now().0.saturating_sub(kept));
        let work = self.storage.begin().await?;
        work.mails().forget_ended_before(long_ago).await?;
        work.notifications().forget_read_before(long_ago).await?;
        Ok(work.commit().await?)
    }
}
