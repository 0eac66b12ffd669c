//! Inviting guests, giving them new links, taking links back.

use std::time::Duration;

use domain::{
    accounts::{Actor, Email, read_name},
    events::Event,
    guests::{GUESTS_MAX, LinkEnd, LinkState, read_days, read_message},
    ids::{PostingId, UserId},
    permissions::Action,
    review::Controls,
    time::Timestamp,
};
use storage::{GuestRecord, NewGuest, NewLink, UnitOfWork};

use crate::{
    Fields, PostingCard, Result, ServiceError, Services,
    mail::letters,
    postings::Held,
    tokens::{new_token, token_hash},
};

/// Whom to invite, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GuestForm {
    pub name: String,
    pub email: String,
    /// For how many days the link works; nothing for the usual time.
    pub days: String,
    pub message: String,
}

/// A link that was just made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLinkMade {
    pub guest: UserId,
    /// Only its digest is kept: it can't be asked for again.
    pub token: String,
    pub expires_at: Timestamp,
}

/// The guests of a posting.
#[derive(Debug, Clone)]
pub struct GuestsPage {
    pub posting: PostingCard,
    pub controls: Controls,
    /// The last invited first.
    pub guests: Vec<GuestRow>,
    /// The guest whose link was just made, if the secret that was brought along is theirs.
    pub just_made: Option<UserId>,
}

/// A guest and how their link stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuestRow {
    pub id: UserId,
    pub name: String,
    pub email: Email,
    pub invited_at: Timestamp,
    pub expires_at: Timestamp,
    pub state: LinkState,
}

impl Services {
    /// Invites somebody without an account to a posting, with a link by mail. `address` makes the whole link from the
    /// guest and the secret. Somebody who was invited before stays the same guest and gets a new link.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] but for the owner; [`ServiceError::Conflict`] in a stage that is not for guests, or with
    /// too many of them; [`ServiceError::Invalid`] with the fields `name`, `email`, `days`, `message`.
    pub async fn invite_guest(
        &self,
        actor: &Actor,
        posting: PostingId,
        form: &GuestForm,
        address: impl Fn(UserId, &str) -> String + Send,
    ) -> Result<NewLinkMade> {
        let work = self.storage.begin().await?;
        let held = self.take_posting(&work, posting).await?;
        held.permit_now(actor, Action::InviteGuest)?;
        let mut fields = Fields::default();
        let name = fields.read("name", read_name(&form.name));
        let email = fields.read("email", Email::new(&form.email));
        let days = fields.read("days", read_days(&form.days));
        let message = fields.read("message", read_message(&form.message));
        let ((name, email), (days, message)) = fields.all(name.zip(email).zip(days.zip(message)))?;
        has_no_account(&work, &email).await?;
        let guests = work.guests().of_posting(posting).await?;
        let (token, link) = self.new_link(actor, days, message.clone());
        let guest = if let Some(known) = guests.iter().find(|guest| guest.email == email) {
            work.guests().renew(known.id, &link).await?;
            self.record(&work, Some(actor), &[renewed(known)]);
            known.id
        } else if guests.len() >= GUESTS_MAX {
            return Err(ServiceError::Conflict(format!("A posting has room for {GUESTS_MAX} guests.")));
        } else {
            let id = UserId(self.edges.random.id(self.now()));
            let host_name = actor.display_name.clone();
            let new = NewGuest { id, posting, name: name.clone(), email: email.clone(), host_name, link: link.clone() };
            work.guests().insert(&new).await?;
            self.record(&work, Some(actor), &[Event::GuestInvited { posting, guest: id, name: name.clone() }]);
            id
        };
        let invited = letters::Invited { host: actor, name: &name, email: &email, message: &message, days };
        self.mail_link(&work, &held, guest, &invited, &address(guest, &token)).await?;
        work.commit().await?;
        Ok(NewLinkMade { guest, token, expires_at: link.expires_at })
    }

    /// Gives a guest a new link, for the usual time and with the message that they got before. The earlier one is out of
    /// use, and so is the browser that has it.
    ///
    /// # Errors
    /// As [`Services::invite_guest`]; [`ServiceError::NotFound`] when the posting has no such guest.
    pub async fn renew_guest_link(
        &self,
        actor: &Actor,
        posting: PostingId,
        guest: UserId,
        address: impl Fn(UserId, &str) -> String + Send,
    ) -> Result<NewLinkMade> {
        let work = self.storage.begin().await?;
        let held = self.take_posting(&work, posting).await?;
        held.permit_now(actor, Action::InviteGuest)?;
        let found = guest_of(&work, posting, guest).await?;
        has_no_account(&work, &found.email).await?;
        let days = domain::guests::USUAL_DAYS;
        let message = found.message.clone();
        let (token, link) = self.new_link(actor, days, message.clone());
        work.guests().renew(guest, &link).await?;
        self.record(&work, Some(actor), &[renewed(&found)]);
        let invited = letters::Invited { host: actor, name: &found.name, email: &found.email, message: &message, days };
        self.mail_link(&work, &held, guest, &invited, &address(guest, &token)).await?;
        work.commit().await?;
        Ok(NewLinkMade { guest, token, expires_at: link.expires_at })
    }

    /// Takes a guest's link back: it, and the browser that has it, are out at once. What the guest said stays.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] but for the owner; [`ServiceError::NotFound`] when the posting has no such guest;
    /// [`ServiceError::Gone`] when the link had ended.
    pub async fn revoke_guest(&self, actor: &Actor, posting: PostingId, guest: UserId) -> Result<()> {
        let work = self.storage.begin().await?;
        let held = self.take_posting(&work, posting).await?;
        held.permit(actor, Action::InviteGuest)?;
        let found = guest_of(&work, posting, guest).await?;
        if !work.guests().end(guest, LinkEnd::Revoked).await? {
            return Err(ServiceError::Gone(format!("The link of {} has ended already.", found.name)));
        }
        work.mails().take_back(&mail_key(guest), None).await?;
        self.record(&work, Some(actor), &[Event::GuestRevoked { posting, guest, name: found.name }]);
        Ok(work.commit().await?)
    }

    /// The guests of a posting. `just_made` is the guest and the secret of a link that was made a moment ago.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] but for the owner.
    pub async fn guests_page(
        &self,
        actor: &Actor,
        posting: PostingId,
        just_made: Option<(UserId, &str)>,
    ) -> Result<GuestsPage> {
        let held = self.read_posting(actor, posting).await?;
        held.permit(actor, Action::InviteGuest)?;
        let (guests, now) = (self.storage.guests().of_posting(posting).await?, self.now());
        let is_theirs = |guest: &&GuestRecord| {
            just_made.is_some_and(|(id, token)| guest.id == id && guest.token_hash == token_hash(token))
        };
        let just_made = guests.iter().find(is_theirs).filter(|guest| guest.state(now) == LinkState::Unused);
        Ok(GuestsPage {
            just_made: just_made.map(|guest| guest.id),
            controls: held.controls(actor),
            guests: guests.into_iter().map(|guest| row(guest, now)).collect(),
            posting: held.record.into(),
        })
    }

    fn new_link(&self, host: &Actor, days: u16, message: String) -> (String, NewLink) {
        let (token, at) = (new_token(self.edges.random.as_ref()), self.now());
        let expires_at = at + Duration::from_secs(u64::from(days) * 86_400);
        let link = NewLink { host: host.id, message, token_hash: token_hash(&token), at, expires_at };
        (token, link)
    }

    /// Of the links that are still on their way to somebody only the last one works.
    async fn mail_link(
        &self,
        work: &UnitOfWork,
        held: &Held,
        guest: UserId,
        invited: &letters::Invited<'_>,
        link: &str,
    ) -> Result<()> {
        work.mails().take_back(&mail_key(guest), None).await?;
        let letter = letters::guest(invited, &held.record.title, link, &self.post);
        self.post_letter(work, letter.once(mail_key(guest) + &token_hash(link))).await?;
        Ok(())
    }
}

/// A guest of this posting.
async fn guest_of(work: &UnitOfWork, posting: PostingId, guest: UserId) -> Result<GuestRecord> {
    let found = work.guests().find(guest).await?;
    found.filter(|guest| guest.posting == posting).ok_or(ServiceError::NotFound)
}

/// Guests are people without an account: colleagues, whoever invites them included, speak and decide under their own name.
async fn has_no_account(work: &UnitOfWork, email: &Email) -> Result<()> {
    if work.accounts().find_user_by_email(email).await?.is_some() {
        let why = "This person has an account, so they can't be a guest. Ask an admin to let them into the team.";
        return Err(ServiceError::invalid("email", why));
    }
    Ok(())
}

fn renewed(guest: &GuestRecord) -> Event {
    Event::GuestLinkRenewed { posting: guest.posting, guest: guest.id, name: guest.name.clone() }
}

fn row(guest: GuestRecord, now: Timestamp) -> GuestRow {
    GuestRow {
        state: guest.state(now),
        id: guest.id,
        name: guest.name,
        email: guest.email,
        invited_at: guest.invited_at,
        expires_at: guest.link.expires_at,
    }
}

/// Names the mail with a link, so that it is not sent once the link is out of use.
fn mail_key(guest: UserId) -> String {
    format!("guest {guest} ")
}
