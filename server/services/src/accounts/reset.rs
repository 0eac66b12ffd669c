//! A forgotten password: a link by mail, for an hour, for one use. Asking is answered alike whoever has the address, and
//! costs alike.

use std::time::Duration;

use domain::{
    accounts::{Email, UserStatus, check_password_length},
    events::Event,
    ids::UserId,
};
use storage::UserRecord;

use super::throttle::Key;
use crate::{
    Result, ServiceError, Services,
    mail::letters,
    passwords,
    tokens::{new_token, token_hash},
};

const EXPIRES_AFTER: Duration = Duration::from_secs(60 * 60);

impl Services {
    /// Mails a link to whoever has this address, if anybody has. `address` makes the whole link from its secret,
    /// `client` is where the request came from.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] on `email` for what is no address; [`ServiceError::TooManyRequests`].
    pub async fn ask_for_reset(
        &self,
        email: &str,
        client: &str,
        address: impl Fn(&str) -> String + Send,
    ) -> Result<()> {
        let email = Email::new(email).map_err(|error| ServiceError::invalid("email", error))?;
        // Not struck out: asking is what is limited here.
        self.start_try(&[Key::reset_by(client), Key::reset_of(email.as_str())]).await?;
        let token = new_token(self.edges.random.as_ref());
        let work = self.storage.begin().await?;
        let user = work.accounts().find_user_by_email(&email).await?;
        let user = user.filter(|user| user.status == UserStatus::Active);
        if let Some(user) = &user {
            work.accounts().delete_resets_of(user.id).await?;
            let letter = letters::reset(&user.display_name, &user.email, &address(&token), EXPIRES_AFTER, &self.post);
            // Of the links that are still on their way only the last one works.
            work.mails().take_back(&mail_key(user.id), None).await?;
            self.post_letter(&work, letter.once(mail_key(user.id) + &token_hash(&token))).await?;
        }
        let expires_at = self.now() + EXPIRES_AFTER;
        work.accounts().insert_reset(&token_hash(&token), user.map(|user| user.id), expires_at).await?;
        Ok(work.commit().await?)
    }

    /// Whether the link still works; answers with whose it is.
    ///
    /// # Errors
    /// [`ServiceError::Gone`] when it was used, has expired or never was.
    pub async fn check_reset_link(&self, token: &str) -> Result<Email> {
        Ok(self.owner_of_reset(token).await?.email)
    }

    /// Sets a new password and ends all sessions of the person, whoever has them.
    ///
    /// # Errors
    /// [`ServiceError::Gone`] as above; [`ServiceError::Invalid`] on `password`.
    pub async fn reset_password(&self, token: &str, new: &str) -> Result<UserId> {
        let user = self.owner_of_reset(token).await?;
        check_password_length(new).map_err(|error| ServiceError::invalid("password", error))?;
        let context = passwords::context(user.email.as_str(), &user.display_name);
        let hash = self.hasher.hash_new(new, context, self.salt()).await?;
        let work = self.storage.begin().await?;
        if !work.accounts().use_reset(&token_hash(token), self.now()).await? {
            return Err(over());
        }
        work.accounts().save_password(user.id, &hash).await?;
        work.accounts().delete_resets_of(user.id).await?;
        let count = work.accounts().delete_sessions_of(user.id, None).await?;
        let letter = letters::password_was_reset(&user.display_name, &user.email, &self.post);
        self.post_letter(&work, letter).await?;
        self.record_newcomer(&work, user.id, Event::PasswordReset { user: user.id });
        if count > 0 {
            self.record_newcomer(&work, user.id, Event::SessionsEnded { user: user.id, count });
        }
        self.commit_about(work, user.id).await?;
        Ok(user.id)
    }

    async fn owner_of_reset(&self, token: &str) -> Result<UserRecord> {
        let accounts = self.storage.accounts();
        let user = accounts.find_reset(&token_hash(token), self.now()).await?.ok_or_else(over)?;
        let person = accounts.find_person(user).await?.map(|person| person.user);
        person.filter(|user| user.status == UserStatus::Active).ok_or_else(over)
    }
}

/// How the keys of the mails with a person's links begin.
fn mail_key(user: UserId) -> String {
    format!("reset {user} ")
}

fn over() -> ServiceError {
    ServiceError::Gone("This link has been used, or has expired. Ask for a new one on the sign-in page.".to_owned())
}
