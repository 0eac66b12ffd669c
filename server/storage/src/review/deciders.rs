//! Who could decide: the people with a role.

use domain::{
    accounts::{Actor, Email, Membership, Role, UserStatus},
    ids::{TeamId, UserId},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationDef, prelude::Uuid,
};

use super::Reviews;
use crate::{
    StorageError,
    entities::{membership, user},
};

#[derive(Debug, FromQueryResult)]
struct Row {
    id: Uuid,
    display_name: String,
    email: String,
    team_id: Option<Uuid>,
}

impl<C: ConnectionTrait> Reviews<'_, C> {
    /// The active people with this role, by name; of their memberships only those with the role are answered.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn holders(&self, role: Role) -> Result<Vec<Actor>, StorageError> {
        let held: RelationDef =
            user::Entity::belongs_to(membership::Entity).from(user::Column::Id).to(membership::Column::UserId).into();
        let rows = user::Entity::find()
            .select_only()
            .columns([user::Column::Id, user::Column::DisplayName, user::Column::Email])
            .column(membership::Column::TeamId)
            .join(JoinType::InnerJoin, held)
            .filter(membership::Column::Role.eq(role.word()))
            .filter(user::Column::Status.eq(UserStatus::Active.word()))
            .order_by_asc(user::Column::DisplayName)
            .order_by_asc(user::Column::Id)
            .into_model::<Row>()
            .all(self.0)
            .await?;
        let mut people: Vec<Actor> = Vec::new();
        for row in rows {
            let membership = Membership { role, team: row.team_id.map(TeamId) };
            match people.last_mut().filter(|last| last.id.0 == row.id) {
                Some(last) => last.memberships.push(membership),
                None => people.push(row.actor(membership)?),
            }
        }
        Ok(people)
    }
}

impl Row {
    fn actor(self, membership: Membership) -> Result<Actor, StorageError> {
        Ok(Actor {
            id: UserId(self.id),
            display_name: self.display_name,
            email: Email::new(&self.email).map_err(|_| StorageError::damaged("e-mail address", &self.email))?,
            memberships: vec![membership],
        })
    }
}
