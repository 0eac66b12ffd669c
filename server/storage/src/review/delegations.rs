//! People who stand in for others.

use domain::{
    ids::{DelegationId, UserId},
    time::Timestamp,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::Reviews;
use crate::{StorageError, entities::delegation};

/// Somebody who stands in for somebody else, from one moment until before another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegation {
    pub id: DelegationId,
    pub from: UserId,
    pub to: UserId,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub reason: String,
    pub created_at: Timestamp,
}

impl<C: ConnectionTrait> Reviews<'_, C> {
    /// # Errors
    /// [`StorageError`]
    pub async fn insert_delegation(&self, new: &Delegation) -> Result<(), StorageError> {
        let row = delegation::ActiveModel {
            id: Set(new.id.0),
            from_id: Set(new.from.0),
            to_id: Set(new.to.0),
            starts_at: Set(new.starts_at.0),
            ends_at: Set(new.ends_at.0),
            reason: Set(new.reason.clone()),
            created_at: Set(new.created_at.0),
        };
        delegation::Entity::insert(row).exec_without_returning(self.0).await?;
        Ok(())
    }

    /// # Errors
    /// [`StorageError`]
    pub async fn delegation(&self, id: DelegationId) -> Result<Option<Delegation>, StorageError> {
        Ok(delegation::Entity::find_by_id(id.0).one(self.0).await?.map(Delegation::from))
    }

    /// Those that are not over, by or to this person, the first to begin first.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn delegations_of(&self, person: UserId, at: Timestamp) -> Result<Vec<Delegation>, StorageError> {
        let theirs =
            Condition::any().add(delegation::Column::FromId.eq(person.0)).add(delegation::Column::ToId.eq(person.0));
        let rows = delegation::Entity::find()
            .filter(theirs)
            .filter(delegation::Column::EndsAt.gt(at.0))
            .order_by_asc(delegation::Column::StartsAt)
            .order_by_asc(delegation::Column::Id);
        Ok(rows.all(self.0).await?.into_iter().map(Delegation::from).collect())
    }

    /// Ends one now.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn end_delegation(&self, id: DelegationId, at: Timestamp) -> Result<(), StorageError> {
        let row = delegation::ActiveModel { ends_at: Set(at.0), ..Default::default() };
        delegation::Entity::update_many().set(row).filter(delegation::Column::Id.eq(id.0)).exec(self.0).await?;
        Ok(())
    }
}

impl From<delegation::Model> for Delegation {
    fn from(row: delegation::Model) -> Self {
        Self {
            id: DelegationId(row.id),
            from: UserId(row.from_id),
            to: UserId(row.to_id),
            starts_at: Timestamp(row.starts_at),
            ends_at: Timestamp(row.ends_at),
            reason: row.reason,
            created_at: Timestamp(row.created_at),
        }
    }
}
