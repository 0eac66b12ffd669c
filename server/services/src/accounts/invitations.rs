//! Invitations: a link for one address, one role, 72 hours, one use.

use std::time::Duration;

use domain::{
    accounts::{Actor, Email, Membership, Role},
    events::Event,
    ids::{InvitationId, TeamId, UserId},
    permissions::{Action, Subject, permit},
    time::Timestamp,
};
use storage::{InvitationRecord, OpenInvitation, StorageError};

use crate::{
    Result, ServiceError, Services,
    mail::letters,
    tokens::{new_token, token_hash},
};

const EXPIRES_AFTER: Duration = Duration::from_secs(72 * 60 * 60);

/// How the keys of their mails begin.
const MAIL_KEY: &str = "invitation ";

/// Whom to invite.
#[derive(Debug, Clone)]
pub struct NewInvitation {
    pub email: String,
    pub role: Role,
    /// For the roles that are held in a team, and only for them.
    pub team: Option<TeamId>,
}

/// An invitation that was just made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    pub invitation: InvitationId,
    /// The secret of the link. Only its digest is kept: it can't be asked for again.
    pub token: String,
    /// The whole address to follow.
    pub link: String,
    pub expires_at: Timestamp,
}

/// What the page behind the link shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationView {
    pub email: Email,
    pub role: Role,
    pub team_name: Option<String>,
    pub invited_by: String,
    pub expires_at: Timestamp,
}

/// What the invited person types.
#[derive(Debug, Clone)]
pub struct Acceptance {
    pub display_name: String,
    pub password: String,
}

impl Services {
    /// Invites somebody by mail, and puts every earlier link for the same address out of use. `address` makes the whole
    /// link from its secret.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] but for admins; [`ServiceError::Invalid`] on `email` or `team`.
    pub async fn invite(
        &self,
        actor: &Actor,
        invitation: NewInvitation,
        address: impl Fn(&str) -> String + Send,
    ) -> Result<Invited> {
        permit(actor, Action::ManagePeople, Subject::Organisation)?;
        let email = Email::new(&invitation.email).map_err(|error| ServiceError::invalid("email", error))?;
        let work = self.storage.begin().await?;
        let membership = self.read_membership(&work, invitation.role, invitation.team).await?;
        if work.accounts().find_user_by_email(&email).await?.is_some() {
            return Err(ServiceError::invalid(
                "email",
                "This person has an account already. Give them the role there.",
            ));
        }
        let token = new_token(self.edges.random.as_ref());
        let record = InvitationRecord {
            id: InvitationId(self.edges.random.id(self.now())),
            email: email.clone(),
            membership,
            token_hash: token_hash(&token),
            invited_by: actor.id,
            created_at: self.now(),
            expires_at: self.now() + EXPIRES_AFTER,
            accepted_at: None,
            withdrawn_at: None,
        };
        work.accounts().withdraw_invitations_of(&email, self.now()).await?;
        work.accounts().insert_invitation(&record).await?;
        let Membership { role, team } = membership;
        self.record(&work, Some(actor), &[Event::PersonInvited { invitation: record.id, role, team }]);
        let link = address(&token);
        work.mails().take_back(MAIL_KEY, Some(email.as_str())).await?;
        let letter = letters::invitation(actor, &email, &link, EXPIRES_AFTER, &self.post);
        self.post_letter(&work, letter.once(mail_key(record.id))).await?;
        work.commit().await?;
        Ok(Invited { invitation: record.id, token, link, expires_at: record.expires_at })
    }

    /// The invitations that can still be accepted, the newest first.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] but for admins.
    pub async fn open_invitations(&self, actor: &Actor) -> Result<Vec<OpenInvitation>> {
        permit(actor, Action::ManagePeople, Subject::Organisation)?;
        Ok(self.storage.accounts().list_open_invitations(self.now()).await?)
    }

    /// Puts the link out of use.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] but for admins; [`ServiceError::Gone`] when it was accepted, withdrawn or expired before.
    pub async fn withdraw_invitation(&self, actor: &Actor, invitation: InvitationId) -> Result<()> {
        permit(actor, Action::ManagePeople, Subject::Organisation)?;
        let work = self.storage.begin().await?;
        if !work.accounts().withdraw_invitation(invitation, self.now()).await? {
            return Err(ServiceError::Gone("This invitation is not open any more.".to_owned()));
        }
        work.mails().take_back(&mail_key(invitation), None).await?;
        self.record(&work, Some(actor), &[Event::InvitationWithdrawn { invitation }]);
        Ok(work.commit().await?)
    }

    /// What the page behind the link shows.
    ///
    /// # Errors
    /// [`ServiceError::Gone`] for a link that never was, and for one that does not work any more.
    pub async fn find_invitation(&self, token: &str) -> Result<InvitationView> {
        let invitation = self.usable_invitation(token).await?;
        let accounts = self.storage.accounts();
        let team = match invitation.membership.team {
            Some(team) => accounts.find_team(team).await?,
            None => None,
        };
        let host = accounts.names_of(&[invitation.invited_by]).await?.pop();
        Ok(InvitationView {
            email: invitation.email,
            role: invitation.membership.role,
            team_name: team.map(|team| team.name),
            invited_by: host.map(|(_, name)| name).unwrap_or_default(),
            expires_at: invitation.expires_at,
        })
    }

    /// Makes the account that the link promises.
    ///
    /// # Errors
    /// As [`Services::find_invitation`]; [`ServiceError::Invalid`] on `display_name` or `password`;
    /// [`ServiceError::Conflict`] when the address got an account meanwhile.
    pub async fn accept_invitation(&self, token: &str, acceptance: Acceptance) -> Result<UserId> {
        let invitation = self.usable_invitation(token).await?;
        let user = self.new_user(invitation.email.as_str(), &acceptance.display_name, &acceptance.password).await?;
        let work = self.storage.begin().await?;
        if !work.accounts().accept_invitation(invitation.id, self.now()).await? {
            return Err(used());
        }
        work.accounts().insert_user(&user).await.map_err(|error| match error {
            StorageError::Duplicate(_) => {
                ServiceError::Conflict("There is an account for this address. Sign in.".to_owned())
            }
            error => error.into(),
        })?;
        let id = self.edges.random.id(self.now());
        work.accounts().insert_membership(id, user.id, invitation.membership).await?;
        work.mails().take_back(&mail_key(invitation.id), None).await?;
        let accepted = Event::InvitationAccepted { invitation: invitation.id, user: user.id };
        self.record_newcomer(&work, user.id, accepted);
        work.commit().await?;
        Ok(user.id)
    }

    async fn usable_invitation(&self, token: &str) -> Result<InvitationRecord> {
        let found = self.storage.accounts().find_invitation(&token_hash(token)).await?;
        let invitation = found.ok_or_else(|| {
            ServiceError::Gone("This invitation does not work. Ask who invited you for a new one.".to_owned())
        })?;
        if invitation.accepted_at.is_some() {
            return Err(used());
        }
        if invitation.withdrawn_at.is_some() {
            return Err(ServiceError::Gone("This invitation was withdrawn. Ask for a new one.".to_owned()));
        }
        if invitation.expires_at <= self.now() {
            return Err(ServiceError::Gone("This invitation has expired. Ask for a new one.".to_owned()));
        }
        Ok(invitation)
    }
}

/// Names the mail of an invitation, so that it is not sent once its link is out of use.
fn mail_key(invitation: InvitationId) -> String {
    format!("{MAIL_KEY}{invitation}")
}

fn used() -> ServiceError {
    ServiceError::Gone("This invitation was accepted already. Sign in.".to_owned())
}
