//! The guest's side: opening the link, being let in, seeing the posting.

use domain::{
    accounts::Actor,
    checks::{self, Finding},
    events::Event,
    guests::LinkState,
    ids::UserId,
    permissions::{Action, Refusal},
    review::StageName,
    time::Timestamp,
};
use storage::GuestRecord;

use crate::{
    Key, Look, Result, ReviewPage, ServiceError, Services, Since, ThreadsPage,
    postings::Held,
    tokens::{new_token, token_hash},
};

/// Somebody at a guest's door.
#[derive(Debug, Clone, Copy)]
pub struct Knock<'a> {
    pub guest: UserId,
    /// What the browser keeps, if it opened a link.
    pub secret: Option<&'a str>,
    /// Where the request came from, for throttling.
    pub client: &'a str,
    /// Whether the browser is signed in with an account.
    pub is_signed_in: bool,
}

/// What one sees before one opens the link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkView {
    pub name: String,
    pub host_name: String,
    /// What the host wrote; may be empty.
    pub message: String,
    /// Of the posting; may be empty.
    pub title: String,
    pub expires_at: Timestamp,
}

/// A link that was opened just now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// For the browser to keep; only its digest is stored.
    pub secret: String,
    pub expires_at: Timestamp,
}

/// What a guest sees.
#[derive(Debug, Clone)]
pub struct Visit {
    pub guest: Actor,
    pub name: String,
    pub host_name: String,
    /// What the host wrote; may be empty.
    pub message: String,
    pub expires_at: Timestamp,
    pub sight: Sight,
}

/// The content that is shown: the draft as long as nothing was submitted, then what was.
#[derive(Debug, Clone)]
pub enum Sight {
    Draft(Box<ThreadsPage>, Vec<Finding>),
    Review(Box<ReviewPage>),
}

impl Services {
    /// What stands before the link is opened. Opens nothing.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for a link that never was or was replaced, [`ServiceError::Gone`] for one that does not
    /// work any more, or in another browser only; [`ServiceError::Refused`] to whoever is signed in;
    /// [`ServiceError::TooManyRequests`].
    pub async fn look_at_guest_link(&self, knock: Knock<'_>, token: &str) -> Result<LinkView> {
        let found = self.link_at_door(knock, token).await?;
        let posting = self.storage.postings().find(found.posting).await?.ok_or(ServiceError::NotFound)?;
        let GuestRecord { name, host_name, message, link, .. } = found;
        Ok(LinkView { name, host_name, message, title: posting.title, expires_at: link.expires_at })
    }

    /// Gives the link to the browser that asks; no other can open it from then on.
    ///
    /// # Errors
    /// As [`Services::look_at_guest_link`].
    pub async fn open_guest_link(&self, knock: Knock<'_>, token: &str) -> Result<Opened> {
        let found = self.link_at_door(knock, token).await?;
        let secret = new_token(self.edges.random.as_ref());
        let work = self.storage.begin().await?;
        if !work.guests().open(&found, &token_hash(&secret), self.now()).await? {
            return Err(ServiceError::Gone(elsewhere(&found.host_name)));
        }
        work.record(self.now(), Some(found.id), Event::GuestArrived { posting: found.posting, guest: found.id });
        work.commit().await?;
        Ok(Opened { secret, expires_at: found.link.expires_at })
    }

    /// The guest who acts, as long as their link works. Ask anew for each request.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] to a browser that did not open the link, [`ServiceError::Gone`] with the reason once it has
    /// ended, [`ServiceError::Refused`] to whoever is signed in, [`ServiceError::TooManyRequests`] to whoever guesses.
    pub async fn guest(&self, knock: Knock<'_>) -> Result<Actor> {
        Ok(self.welcome(knock).await?.0.actor())
    }

    /// What a guest sees of the posting, and against what.
    ///
    /// # Errors
    /// As [`Services::guest`].
    pub async fn visit(&self, knock: Knock<'_>, since: Option<Since>) -> Result<Visit> {
        let (found, held) = self.welcome(knock).await?;
        let guest = found.actor();
        held.permit(&guest, Action::ReadPosting)?;
        let stage = &held.record.stage;
        let is_submitted =
            matches!(stage.name(), StageName::InReview | StageName::Approved | StageName::ChangesRequested);
        let sight = if is_submitted {
            let look = Look { revision: stage.governing(), since, is_everything: true };
            Sight::Review(Box::new(self.review_of(&guest, held, look).await?))
        } else {
            let page = self.threads_of(&guest, held).await?;
            let findings = checks::run(&page.snapshot, self.now().date());
            Sight::Draft(Box::new(page), findings)
        };
        let GuestRecord { name, host_name, message, link, .. } = found;
        Ok(Visit { guest, name, host_name, message, expires_at: link.expires_at, sight })
    }

    /// The guest with their link, in the browser that opened it, and the posting.
    async fn welcome(&self, knock: Knock<'_>) -> Result<(GuestRecord, Held)> {
        let Some(secret) = knock.secret else { return Err(ServiceError::NotFound) };
        let found = self.storage.guests().find(knock.guest).await?;
        let digest = token_hash(secret);
        let Some(found) = found.filter(|guest| guest.session_hash.as_deref() == Some(&*digest)) else {
            // Written down, because it was wrong.
            self.start_try(&[Key::guest(knock.client)]).await?;
            return Err(ServiceError::NotFound);
        };
        let held = self.still_works(knock, &found).await?;
        Ok((found, held))
    }

    /// A link that this browser could open.
    async fn link_at_door(&self, knock: Knock<'_>, token: &str) -> Result<GuestRecord> {
        let tried = self.start_try(&[Key::guest(knock.client)]).await?;
        let found = self.storage.guests().find(knock.guest).await?;
        let found = found.filter(|guest| guest.token_hash == token_hash(token)).ok_or(ServiceError::NotFound)?;
        self.strike_out(&tried.0).await?;
        self.still_works(knock, &found).await?;
        match found.state(self.now()) {
            LinkState::Opened(_) => Err(ServiceError::Gone(elsewhere(&found.host_name))),
            _ => Ok(found),
        }
    }

    /// The posting, if guests are let in with this link, and nobody who has an account to speak under.
    async fn still_works(&self, knock: Knock<'_>, guest: &GuestRecord) -> Result<Held> {
        if let Some(why) = guest.state(self.now()).why_over(&guest.host_name) {
            return Err(ServiceError::Gone(why));
        }
        let host = self.storage.accounts().find_actor(guest.host).await?;
        let held = self.read_postings(&[guest.posting]).await?.remove(&guest.posting).ok_or(ServiceError::NotFound)?;
        if host.is_none_or(|host| held.permit(&host, Action::InviteGuest).is_err()) {
            let why =
                format!("{} can't invite guests to this posting any more, so this link has ended.", guest.host_name);
            return Err(ServiceError::Gone(why));
        }
        if knock.is_signed_in { Err(ServiceError::Refused(Refusal::HasAnAccount)) } else { Ok(held) }
    }
}

/// A link that was opened before, or forwarded.
fn elsewhere(host: &str) -> String {
    format!(
        "This link was opened already, in another browser, and works only there. If you can't get back to that one, or it \
         was not you, ask {host} for a new link."
    )
}
