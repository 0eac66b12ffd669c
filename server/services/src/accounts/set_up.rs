//! The first start: a link, printed once, that makes the first admin.

use std::time::Duration;

use domain::{
    accounts::{Email, Membership, Role, UserStatus, check_password_length, read_name},
    events::Event,
    ids::UserId,
};
use storage::UserRecord;

use super::Fields;
use crate::{
    Result, ServiceError, Services, passwords,
    tokens::{new_token, token_hash},
};

const EXPIRES_AFTER: Duration = Duration::from_secs(24 * 60 * 60);

/// What the first admin types.
#[derive(Debug, Clone)]
pub struct FirstAdmin {
    pub display_name: String,
    pub email: String,
    pub password: String,
}

impl Services {
    /// The secret of a new set-up link, as long as there is nobody: it works once, within 24 hours, and puts every
    /// earlier link out of use.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`] when the database does not take it.
    pub async fn set_up_link(&self) -> Result<Option<String>> {
        let work = self.storage.begin().await?;
        if work.accounts().has_people().await? {
            return Ok(None);
        }
        let token = new_token(self.edges.random.as_ref());
        work.accounts().put_set_up_token(&token_hash(&token), self.now() + EXPIRES_AFTER).await?;
        work.commit().await?;
        Ok(Some(token))
    }

    /// Whether the set-up link still works.
    ///
    /// # Errors
    /// [`ServiceError::Gone`] when it does not.
    pub async fn check_set_up_link(&self, token: &str) -> Result<()> {
        let usable = self.storage.accounts().is_set_up_token(&token_hash(token), self.now()).await?;
        if usable { Ok(()) } else { Err(used_up()) }
    }

    /// Makes the first admin, who is also a curator.
    ///
    /// # Errors
    /// [`ServiceError::Gone`] when the link was used, has expired or never was; [`ServiceError::Invalid`] with the fields
    /// `display_name`, `email`, `password`.
    pub async fn set_up(&self, token: &str, admin: FirstAdmin) -> Result<UserId> {
        self.check_set_up_link(token).await?;
        let user = self.new_user(&admin.email, &admin.display_name, &admin.password).await?;
        let work = self.storage.begin().await?;
        if !work.accounts().use_set_up_token(&token_hash(token), self.now()).await?
            || work.accounts().has_people().await?
        {
            return Err(used_up());
        }
        work.accounts().insert_user(&user).await?;
        for role in [Role::Admin, Role::Curator] {
            let id = self.edges.random.id(self.now());
            work.accounts().insert_membership(id, user.id, Membership { role, team: None }).await?;
        }
        self.record_newcomer(&work, user.id, Event::OrganisationSetUp { admin: user.id });
        work.commit().await?;
        Ok(user.id)
    }

    /// Reads what a newcomer typed; nothing is stored yet.
    pub(super) async fn new_user(&self, email: &str, display_name: &str, password: &str) -> Result<UserRecord> {
        let mut fields = Fields::default();
        let name = fields.read("display_name", read_name(display_name));
        let email = fields.read("email", Email::new(email));
        let length = fields.read("password", check_password_length(password));
        let (display_name, email, ()) =
            fields.all(name.zip(email).zip(length).map(|((name, email), length)| (name, email, length)))?;
        let context = passwords::context(email.as_str(), &display_name);
        let hash = self.hasher.hash_new(password, context, self.salt()).await?;
        Ok(UserRecord {
            id: UserId(self.edges.random.id(self.now())),
            email,
            display_name,
            password_hash: Some(hash),
            status: UserStatus::Active,
            created_at: self.now(),
            last_login_at: None,
        })
    }
}

fn used_up() -> ServiceError {
    ServiceError::Gone(
        "This set-up link has been used, or has expired. If nobody has set up Rolewright yet, start the program again: \
         it prints a new one."
            .to_owned(),
    )
}
