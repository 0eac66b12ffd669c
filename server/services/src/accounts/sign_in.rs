//! Signing in.

use domain::{
    accounts::{Email, UserStatus},
    events::Event,
    ids::UserId,
};
use storage::UserRecord;

use super::throttle::{Key, Try};
use crate::{Result, ServiceError, Services, passwords::Verdict};

impl Services {
    /// Checks who somebody is; the front door then puts the id into a *new* session. `client` is the address they come
    /// from.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] on the field `password`, the same for an unknown address, a wrong password and a
    /// suspended account; [`ServiceError::TooManyRequests`] after too many failures; [`ServiceError::Unavailable`] when
    /// too many sign in at once.
    pub async fn sign_in(&self, email: &str, password: &str, client: &str) -> Result<UserId> {
        let typed = email.trim().to_lowercase();
        let started = self.start_try(&[Key::client(client), Key::account(&typed)]).await?;
        let user = self.find_active(&typed).await?;
        let hash = user.as_ref().and_then(|user| user.password_hash.clone());
        let verdict = self.hasher.verify(password, hash).await?;
        match user {
            Some(user) if verdict != Verdict::Wrong => self.let_in(&user, started, password, verdict).await,
            _ => Err(ServiceError::invalid("password", "This e-mail address and password don't belong together.")),
        }
    }

    async fn find_active(&self, typed: &str) -> Result<Option<UserRecord>> {
        let Ok(email) = Email::new(typed) else { return Ok(None) };
        let user = self.storage.accounts().find_user_by_email(&email).await?;
        Ok(user.filter(|user| user.status == UserStatus::Active))
    }

    async fn let_in(&self, user: &UserRecord, started: Try, password: &str, verdict: Verdict) -> Result<UserId> {
        let stronger = match verdict {
            Verdict::RightButCheap => Some(self.hasher.hash_again(password, self.salt()).await?),
            Verdict::Right | Verdict::Wrong => None,
        };
        let work = self.storage.begin().await?;
        work.accounts().delete_failures(&started.0).await?;
        work.accounts().save_last_login(user.id, self.now()).await?;
        if let Some(hash) = stronger {
            work.accounts().save_password(user.id, &hash).await?;
        }
        self.record_newcomer(&work, user.id, Event::SignedIn { user: user.id });
        work.commit().await?;
        Ok(user.id)
    }
}
