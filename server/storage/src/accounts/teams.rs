//! Teams.

use domain::{ids::TeamId, time::Timestamp};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::Accounts;
use crate::{StorageError, entities::team};

/// A hiring team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamRecord {
    pub id: TeamId,
    pub name: String,
    pub created_at: Timestamp,
}

impl<C: ConnectionTrait> Accounts<'_, C> {
    /// All teams, by name.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn list_teams(&self) -> Result<Vec<TeamRecord>, StorageError> {
        let rows = team::Entity::find().order_by_asc(team::Column::Name).all(self.0).await?;
        Ok(rows.into_iter().map(record).collect())
    }

    /// # Errors
    /// [`StorageError`]
    pub async fn find_team(&self, id: TeamId) -> Result<Option<TeamRecord>, StorageError> {
        Ok(team::Entity::find_by_id(id.0).one(self.0).await?.map(record))
    }

    /// # Errors
    /// [`StorageError::Duplicate`] when the name is taken.
    pub async fn insert_team(&self, team: &TeamRecord) -> Result<(), StorageError> {
        let row =
            team::ActiveModel { id: Set(team.id.0), name: Set(team.name.clone()), created_at: Set(team.created_at.0) };
        team::Entity::insert(row).exec_without_returning(self.0).await?;
        Ok(())
    }

    /// False when there is no such team.
    ///
    /// # Errors
    /// [`StorageError::Duplicate`] when the name is taken.
    pub async fn rename_team(&self, id: TeamId, name: &str) -> Result<bool, StorageError> {
        let change = team::ActiveModel { name: Set(name.to_owned()), ..Default::default() };
        let done = team::Entity::update_many().set(change).filter(team::Column::Id.eq(id.0)).exec(self.0).await?;
        Ok(done.rows_affected > 0)
    }
}

fn record(row: team::Model) -> TeamRecord {
    TeamRecord { id: TeamId(row.id), name: row.name, created_at: Timestamp(row.created_at) }
}
