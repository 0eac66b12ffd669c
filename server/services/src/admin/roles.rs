//! Giving and taking roles.

use domain::{
    accounts::{Actor, Membership, Role},
    events::Event,
    ids::{TeamId, UserId},
    permissions::{Action, Subject, permit},
};
use storage::UnitOfWork;

use super::people::keep_an_admin;
use crate::{Result, ServiceError, Services};

impl Services {
    /// Gives somebody a role. A role they hold already is no error.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] but for admins, and for oneself; [`ServiceError::Invalid`] on `team`;
    /// [`ServiceError::NotFound`] when there is no such person.
    pub async fn grant_role(&self, actor: &Actor, person: UserId, role: Role, team: Option<TeamId>) -> Result<()> {
        permit(actor, Action::ManagePeople, Subject::Person(person))?;
        let work = self.storage.begin().await?;
        let membership = self.read_membership(&work, role, team).await?;
        work.accounts().lock_person(person).await?;
        let found = work.accounts().find_person(person).await?.ok_or(ServiceError::NotFound)?;
        if !found.memberships.contains(&membership) {
            work.accounts().insert_membership(self.edges.random.id(self.now()), person, membership).await?;
            self.record(&work, Some(actor), &[Event::RoleGranted { user: person, role, team }]);
            self.tell_of_role(&work, actor, person, membership).await?;
        }
        self.commit_about(work, person).await
    }

    /// Takes a role from somebody. A role they don't hold is no error.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] but for admins, and for oneself; [`ServiceError::Conflict`] for the last admin.
    pub async fn revoke_role(&self, actor: &Actor, person: UserId, role: Role, team: Option<TeamId>) -> Result<()> {
        permit(actor, Action::ManagePeople, Subject::Person(person))?;
        let work = self.storage.begin().await?;
        if role == Role::Admin {
            keep_an_admin(&work, person).await?;
        }
        if work.accounts().delete_membership(person, Membership { role, team }).await? {
            self.record(&work, Some(actor), &[Event::RoleRevoked { user: person, role, team }]);
        }
        self.commit_about(work, person).await
    }

    /// A role with the team it needs, or without one.
    pub(crate) async fn read_membership(
        &self,
        work: &UnitOfWork,
        role: Role,
        team: Option<TeamId>,
    ) -> Result<Membership> {
        let wrong = |message: &str| ServiceError::invalid("team", message);
        match (role.belongs_to_a_team(), team) {
            (true, None) => Err(wrong("Choose the team that this role is for.")),
            (false, Some(_)) => Err(wrong("This role is held in the whole organisation. Choose no team.")),
            (false, None) => Ok(Membership { role, team }),
            (true, Some(id)) => match work.accounts().find_team(id).await? {
                Some(_) => Ok(Membership { role, team }),
                None => Err(wrong("There is no such team.")),
            },
        }
    }
}
