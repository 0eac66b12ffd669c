//! Teams.

use domain::{
    accounts::{Actor, read_name},
    events::Event,
    ids::TeamId,
    permissions::{Action, Subject, permit},
};
use storage::{StorageError, TeamRecord};

use super::TeamName;
use crate::{Result, ServiceError, Services};

/// A team as admins see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    pub id: TeamId,
    pub name: String,
    /// Who holds a role in it, by name.
    pub people: Vec<String>,
}

impl Services {
    /// All teams, by name.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] but for admins.
    pub async fn teams(&self, actor: &Actor) -> Result<Vec<Team>> {
        permit(actor, Action::ManagePeople, Subject::Organisation)?;
        let accounts = self.storage.accounts();
        let people = accounts.list_people().await?;
        let members = |team: TeamId| {
            let held = people.iter().filter(|person| person.memberships.iter().any(|held| held.team == Some(team)));
            held.map(|person| person.user.display_name.clone()).collect()
        };
        let teams = accounts.list_teams().await?.into_iter();
        Ok(teams.map(|team| Team { people: members(team.id), id: team.id, name: team.name }).collect())
    }

    /// The teams that this person may hire for, by name.
    ///
    /// # Errors
    /// [`ServiceError`]
    pub async fn my_teams(&self, actor: &Actor) -> Result<Vec<TeamName>> {
        let teams = self.storage.accounts().list_teams().await?.into_iter();
        let mine = teams.filter(|team| permit(actor, Action::CreatePosting, Subject::Team(team.id)).is_ok());
        Ok(mine.map(|team| TeamName { id: team.id, name: team.name }).collect())
    }

    /// The teams whose postings this person may read, by name.
    ///
    /// # Errors
    /// [`ServiceError`]
    pub async fn readable_teams(&self, actor: &Actor) -> Result<Vec<TeamName>> {
        let teams = self.storage.accounts().list_teams().await?.into_iter();
        let readable = teams.filter(|team| permit(actor, Action::ReadPosting, Subject::Team(team.id)).is_ok());
        Ok(readable.map(|team| TeamName { id: team.id, name: team.name }).collect())
    }

    /// Makes a team.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] but for admins; [`ServiceError::Invalid`] on `name`, also when it is taken.
    pub async fn create_team(&self, actor: &Actor, name: &str) -> Result<TeamId> {
        permit(actor, Action::ManagePeople, Subject::Organisation)?;
        let name = read_name(name).map_err(|error| ServiceError::invalid("name", error))?;
        let work = self.storage.begin().await?;
        let team = TeamRecord { id: TeamId(self.edges.random.id(self.now())), name, created_at: self.now() };
        work.accounts().insert_team(&team).await.map_err(name_taken)?;
        let TeamRecord { id, name, .. } = team;
        self.record(&work, Some(actor), &[Event::TeamCreated { team: id, name }]);
        work.commit().await?;
        Ok(id)
    }

    /// Renames a team.
    ///
    /// # Errors
    /// As [`Services::create_team`]; [`ServiceError::NotFound`] when there is no such team.
    pub async fn rename_team(&self, actor: &Actor, team: TeamId, name: &str) -> Result<()> {
        permit(actor, Action::ManagePeople, Subject::Organisation)?;
        let name = read_name(name).map_err(|error| ServiceError::invalid("name", error))?;
        let work = self.storage.begin().await?;
        let before = work.accounts().find_team(team).await?.ok_or(ServiceError::NotFound)?;
        if before.name != name {
            work.accounts().rename_team(team, &name).await.map_err(name_taken)?;
            self.record(&work, Some(actor), &[Event::TeamRenamed { team, name }]);
        }
        Ok(work.commit().await?)
    }
}

fn name_taken(error: StorageError) -> ServiceError {
    match error {
        StorageError::Duplicate(_) => ServiceError::invalid("name", "There is a team of this name already."),
        error => error.into(),
    }
}
