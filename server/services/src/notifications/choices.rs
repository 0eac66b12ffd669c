//! How a person wants to be mailed.

use domain::{accounts::Actor, notifications::MailChoices};

use crate::{Result, Services};

impl Services {
    /// What the person chose, or what is usual.
    ///
    /// # Errors
    /// [`crate::ServiceError`]
    pub async fn mail_choices(&self, actor: &Actor) -> Result<MailChoices> {
        Ok(self.storage.notifications().choices(&[actor.id]).await?.remove(&actor.id).unwrap_or_default())
    }

    /// Keeps what the person chose. It holds for what they are told from now on.
    ///
    /// # Errors
    /// [`crate::ServiceError`]
    pub async fn choose_mail(&self, actor: &Actor, choices: &MailChoices) -> Result<()> {
        let work = self.storage.begin().await?;
        work.notifications().save_choices(actor.id, choices).await?;
        Ok(work.commit().await?)
    }
}
