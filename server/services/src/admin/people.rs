//! People: who there is, suspending and reinstating.

use domain::{
    accounts::{Actor, Email, Membership, Role, UserStatus},
    events::Event,
    ids::{TeamId, UserId},
    permissions::{Action, Subject, permit},
    time::Timestamp,
};
use storage::{PersonRecord, TeamRecord, UnitOfWork};

use crate::{Result, ServiceError, Services};

/// A person as admins see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub id: UserId,
    pub display_name: String,
    pub email: Email,
    pub status: UserStatus,
    pub roles: Vec<HeldRole>,
    pub created_at: Timestamp,
    pub last_login_at: Option<Timestamp>,
}

/// A role that somebody has, with the name of the team it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldRole {
    pub role: Role,
    pub team: Option<TeamName>,
}

/// A team and what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamName {
    pub id: TeamId,
    pub name: String,
}

impl Services {
    /// Everyone, by name.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] but for admins.
    pub async fn people(&self, actor: &Actor) -> Result<Vec<Person>> {
        permit(actor, Action::ManagePeople, Subject::Organisation)?;
        let accounts = self.storage.accounts();
        let teams = accounts.list_teams().await?;
        Ok(accounts.list_people().await?.into_iter().map(|person| view(person, &teams)).collect())
    }

    /// One person.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] but for admins; [`ServiceError::NotFound`] when there is no such person.
    pub async fn person(&self, actor: &Actor, person: UserId) -> Result<Person> {
        permit(actor, Action::ManagePeople, Subject::Organisation)?;
        let accounts = self.storage.accounts();
        let found = accounts.find_person(person).await?.ok_or(ServiceError::NotFound)?;
        Ok(view(found, &accounts.list_teams().await?))
    }

    /// My roles, with the names of the teams they are for.
    ///
    /// # Errors
    /// [`ServiceError`]
    pub async fn my_roles(&self, actor: &Actor) -> Result<Vec<HeldRole>> {
        let teams = self.storage.accounts().list_teams().await?;
        Ok(held(&actor.memberships, &teams))
    }

    /// Locks somebody out at once: no sign-in, no session. What they wrote stays.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] but for admins, and for oneself; [`ServiceError::Conflict`] for the last admin.
    pub async fn suspend(&self, actor: &Actor, person: UserId) -> Result<()> {
        permit(actor, Action::ManagePeople, Subject::Person(person))?;
        let work = self.storage.begin().await?;
        keep_an_admin(&work, person).await?;
        if set_status(&work, person, UserStatus::Suspended).await? {
            let count = work.accounts().delete_sessions_of(person, None).await?;
            let ended = (count > 0).then_some(Event::SessionsEnded { user: person, count });
            let events: Vec<_> = [Event::PersonSuspended { user: person }].into_iter().chain(ended).collect();
            self.record(&work, Some(actor), &events);
        }
        self.commit_about(work, person).await
    }

    /// Lets somebody in again, with the roles they had.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] but for admins, and for oneself.
    pub async fn reinstate(&self, actor: &Actor, person: UserId) -> Result<()> {
        permit(actor, Action::ManagePeople, Subject::Person(person))?;
        let work = self.storage.begin().await?;
        if set_status(&work, person, UserStatus::Active).await? {
            self.record(&work, Some(actor), &[Event::PersonReinstated { user: person }]);
        }
        self.commit_about(work, person).await
    }
}

/// Refuses when without this person no active admin would be left. Others who ask wait until the unit of work ends.
pub(super) async fn keep_an_admin(work: &UnitOfWork, person: UserId) -> Result<()> {
    let admins = work.accounts().lock_holders(Role::Admin).await?;
    if admins.iter().all(|admin| *admin == person) {
        return Err(ServiceError::Conflict("This is the last admin. Make somebody else an admin first.".to_owned()));
    }
    Ok(())
}

/// Whether that changed anything: a form sent twice does not happen twice.
async fn set_status(work: &UnitOfWork, person: UserId, status: UserStatus) -> Result<bool> {
    work.accounts().lock_person(person).await?;
    let found = work.accounts().find_person(person).await?.ok_or(ServiceError::NotFound)?;
    if found.user.status == status {
        return Ok(false);
    }
    work.accounts().save_status(person, status).await?;
    Ok(true)
}

fn view(person: PersonRecord, teams: &[TeamRecord]) -> Person {
    let PersonRecord { user, memberships } = person;
    Person {
        id: user.id,
        display_name: user.display_name,
        email: user.email,
        status: user.status,
        roles: held(&memberships, teams),
        created_at: user.created_at,
        last_login_at: user.last_login_at,
    }
}

fn held(memberships: &[Membership], teams: &[TeamRecord]) -> Vec<HeldRole> {
    let name = |id| teams.iter().find(|team| team.id == id).map(|team| TeamName { id, name: team.name.clone() });
    memberships.iter().map(|held| HeldRole { role: held.role, team: held.team.and_then(name) }).collect()
}
