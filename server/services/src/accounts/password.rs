//! Changing one's password.

use domain::{
    accounts::{Actor, check_password_length},
    events::Event,
};

use super::throttle::Key;
use crate::{Result, ServiceError, Services, passwords, passwords::Verdict, tokens::token_hash};

impl Services {
    /// Changes the password and ends all other sessions; `session` is the id of the one to keep.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] on `current_password` or `password`; [`ServiceError::TooManyRequests`] after too many wrong
    /// ones.
    pub async fn change_password(&self, actor: &Actor, current: &str, new: &str, session: Option<&str>) -> Result<()> {
        check_password_length(new).map_err(|error| ServiceError::invalid("password", error))?;
        let started = self.start_try(&[Key::person(actor.id.0)]).await?;
        self.demand_password(actor, current).await?;
        self.strike_out(&started.0).await?;
        let context = passwords::context(actor.email.as_str(), &actor.display_name);
        let hash = self.hasher.hash_new(new, context, self.salt()).await?;
        let work = self.storage.begin().await?;
        work.accounts().save_password(actor.id, &hash).await?;
        let keep = session.map(token_hash);
        let count = work.accounts().delete_sessions_of(actor.id, keep.as_deref()).await?;
        let ended = (count > 0).then_some(Event::SessionsEnded { user: actor.id, count });
        let events: Vec<_> = [Event::PasswordChanged { user: actor.id }].into_iter().chain(ended).collect();
        self.record(&work, Some(actor), &events);
        self.commit_about(work, actor.id).await
    }

    async fn demand_password(&self, actor: &Actor, current: &str) -> Result<()> {
        let person = self.storage.accounts().find_person(actor.id).await?;
        let stored = person.and_then(|person| person.user.password_hash);
        match self.hasher.verify(current, stored).await? {
            Verdict::Wrong => Err(ServiceError::invalid("current_password", "This is not your password.")),
            Verdict::Right | Verdict::RightButCheap => Ok(()),
        }
    }
}
