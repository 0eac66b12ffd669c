//! Invitation links, known by the digest of their secret.

use domain::{
    accounts::{Email, Membership},
    ids::{InvitationId, TeamId, UserId},
    time::Timestamp,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, UpdateMany,
};

use super::{Accounts, read_email, read_role};
use crate::{
    StorageError,
    entities::{invitation, team, user},
};

/// An invitation as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationRecord {
    pub id: InvitationId,
    pub email: Email,
    pub membership: Membership,
    pub token_hash: String,
    pub invited_by: UserId,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    pub accepted_at: Option<Timestamp>,
    pub withdrawn_at: Option<Timestamp>,
}

/// An invitation that can still be accepted, with the names it refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenInvitation {
    pub id: InvitationId,
    pub email: Email,
    pub membership: Membership,
    pub team_name: Option<String>,
    pub invited_by: String,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

impl<C: ConnectionTrait> Accounts<'_, C> {
    /// # Errors
    /// [`StorageError::DanglingReference`] when the team is gone.
    pub async fn insert_invitation(&self, invitation: &InvitationRecord) -> Result<(), StorageError> {
        let row = invitation::ActiveModel {
            id: Set(invitation.id.0),
            email: Set(invitation.email.as_str().to_owned()),
            team_id: Set(invitation.membership.team.map(|team| team.0)),
            role: Set(invitation.membership.role.word().to_owned()),
            token_hash: Set(invitation.token_hash.clone()),
            invited_by: Set(invitation.invited_by.0),
            created_at: Set(invitation.created_at.0),
            expires_at: Set(invitation.expires_at.0),
            accepted_at: Set(invitation.accepted_at.map(|at| at.0)),
            withdrawn_at: Set(invitation.withdrawn_at.map(|at| at.0)),
        };
        invitation::Entity::insert(row).exec_without_returning(self.0).await?;
        Ok(())
    }

    /// # Errors
    /// [`StorageError`]
    pub async fn find_invitation(&self, token_hash: &str) -> Result<Option<InvitationRecord>, StorageError> {
        let found = invitation::Entity::find().filter(invitation::Column::TokenHash.eq(token_hash)).one(self.0).await?;
        found.map(record).transpose()
    }

    /// What can still be accepted at `now`, the newest first.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn list_open_invitations(&self, now: Timestamp) -> Result<Vec<OpenInvitation>, StorageError> {
        let newest = invitation::Entity::find().filter(open_at(now)).order_by_desc(invitation::Column::Id);
        let rows = newest.all(self.0).await?;
        let teams = team::Entity::find().filter(team::Column::Id.is_in(rows.iter().filter_map(|row| row.team_id)));
        let teams = teams.all(self.0).await?;
        let hosts = user::Entity::find().filter(user::Column::Id.is_in(rows.iter().map(|row| row.invited_by)));
        let hosts = hosts.all(self.0).await?;
        let named = |row: invitation::Model| {
            let team = teams.iter().find(|team| Some(team.id) == row.team_id).map(|team| team.name.clone());
            let host = hosts.iter().find(|host| host.id == row.invited_by).map(|host| host.display_name.clone());
            let InvitationRecord { id, email, membership, created_at, expires_at, .. } = record(row)?;
            let invited_by = host.unwrap_or_default();
            Ok(OpenInvitation { id, email, membership, team_name: team, invited_by, created_at, expires_at })
        };
        rows.into_iter().map(named).collect()
    }

    /// Uses the link up. False when it was accepted, withdrawn or expired before, however close.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn accept_invitation(&self, id: InvitationId, now: Timestamp) -> Result<bool, StorageError> {
        let accepted = invitation::ActiveModel { accepted_at: Set(Some(now.0)), ..Default::default() };
        self.close(open_update(now).set(accepted).filter(invitation::Column::Id.eq(id.0))).await
    }

    /// False when it was accepted, withdrawn or expired before.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn withdraw_invitation(&self, id: InvitationId, now: Timestamp) -> Result<bool, StorageError> {
        let withdrawn = invitation::ActiveModel { withdrawn_at: Set(Some(now.0)), ..Default::default() };
        self.close(open_update(now).set(withdrawn).filter(invitation::Column::Id.eq(id.0))).await
    }

    /// Withdraws what is still open for this address, so that only the newest link counts.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn withdraw_invitations_of(&self, email: &Email, now: Timestamp) -> Result<(), StorageError> {
        let withdrawn = invitation::ActiveModel { withdrawn_at: Set(Some(now.0)), ..Default::default() };
        self.close(open_update(now).set(withdrawn).filter(invitation::Column::Email.eq(email.as_str()))).await?;
        Ok(())
    }

    async fn close(&self, update: UpdateMany<invitation::Entity>) -> Result<bool, StorageError> {
        Ok(update.exec(self.0).await?.rows_affected > 0)
    }
}

fn open_update(now: Timestamp) -> UpdateMany<invitation::Entity> {
    invitation::Entity::update_many().filter(open_at(now))
}

fn open_at(now: Timestamp) -> Condition {
    Condition::all()
        .add(invitation::Column::AcceptedAt.is_null())
        .add(invitation::Column::WithdrawnAt.is_null())
        .add(invitation::Column::ExpiresAt.gt(now.0))
}

fn record(row: invitation::Model) -> Result<InvitationRecord, StorageError> {
    Ok(InvitationRecord {
        id: InvitationId(row.id),
        email: read_email(&row.email)?,
        membership: Membership { role: read_role(&row.role)?, team: row.team_id.map(TeamId) },
        token_hash: row.token_hash,
        invited_by: UserId(row.invited_by),
        created_at: Timestamp(row.created_at),
        expires_at: Timestamp(row.expires_at),
        accepted_at: row.accepted_at.map(Timestamp),
        withdrawn_at: row.withdrawn_at.map(Timestamp),
    })
}
