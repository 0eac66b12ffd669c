//! People, and who stands in for whom among them today, in one query.

use domain::{accounts::UserStatus, ids::UserId, permissions::Deputy, time::Timestamp};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, JoinType, QueryFilter,
    QueryOrder, QuerySelect, RelationDef, Select,
    sea_query::{Expr, IntoCondition},
};

use super::Reviews;
use crate::{
    PersonRecord, StorageError,
    accounts::{actor, is_no_guest, people},
    columns::with_columns,
    entities::{delegation, membership, user},
};

/// Whom to read, beside those in whose place somebody decides.
#[derive(Debug, Clone, Copy)]
pub enum Wanted<'p> {
    These(&'p [UserId]),
    /// And everyone with an account.
    EveryoneAnd(&'p [UserId]),
}

/// Those who were wanted, and those in whose place somebody decides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roster {
    /// By name.
    pub people: Vec<PersonRecord>,
    /// Those who are suspended have nobody in their place.
    pub deputies: Vec<Deputy>,
}

#[derive(Debug, FromQueryResult)]
struct Row {
    #[sea_orm(nested)]
    user: user::Model,
    #[sea_orm(nested(prefix = "held_"))]
    held: Option<membership::Model>,
    #[sea_orm(nested(prefix = "absence_"))]
    absence: Option<delegation::Model>,
}

impl<C: ConnectionTrait> Reviews<'_, C> {
    /// # Errors
    /// [`StorageError`]
    pub async fn roster(&self, wanted: Wanted<'_>, at: Timestamp) -> Result<Roster, StorageError> {
        let (ids, everyone) = match wanted {
            Wanted::These(ids) => (ids, None),
            Wanted::EveryoneAnd(ids) => (ids, Some(is_no_guest())),
        };
        let these = Condition::any()
            .add(user::Column::Id.is_in(ids.iter().map(|id| id.0)))
            .add(delegation::Column::Id.is_not_null())
            .add_option(everyone);
        let rows = select(at).filter(these).into_model::<Row>().all(self.0).await?;
        let mut absences: Vec<delegation::Model> = rows.iter().filter_map(|row| row.absence.clone()).collect();
        absences.sort_by_key(|absence| (absence.created_at, absence.id));
        absences.dedup_by_key(|absence| absence.id);
        let people = people(rows.into_iter().map(|row| (row.user, row.held)))?;
        let deputy = |absence: delegation::Model| {
            let person = people.iter().find(|person| person.user.id.0 == absence.from_id)?;
            let is_active = person.user.status == UserStatus::Active;
            is_active.then(|| Deputy { deputy: UserId(absence.to_id), of: actor(person.clone()) })
        };
        Ok(Roster { deputies: absences.into_iter().filter_map(deputy).collect(), people })
    }

    /// Who may decide in whose place at this moment.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn deputies_at(&self, at: Timestamp) -> Result<Vec<Deputy>, StorageError> {
        Ok(self.roster(Wanted::These(&[]), at).await?.deputies)
    }
}

fn select(at: Timestamp) -> Select<user::Entity> {
    let held: RelationDef =
        user::Entity::belongs_to(membership::Entity).from(user::Column::Id).to(membership::Column::UserId).into();
    let absent = user::Entity::belongs_to(delegation::Entity)
        .from(user::Column::Id)
        .to(delegation::Column::FromId)
        .on_condition(move |_, absence| {
            let column = |column: delegation::Column| Expr::col((absence.clone(), column));
            let has_begun = column(delegation::Column::StartsAt).lte(at.0);
            has_begun.and(column(delegation::Column::EndsAt).gt(at.0)).into_condition()
        });
    let people = user::Entity::find()
        .join(JoinType::LeftJoin, held)
        .join(JoinType::LeftJoin, absent.into())
        .order_by_asc(user::Column::DisplayName)
        .order_by_asc(user::Column::Id);
    with_columns(with_columns(people, membership::Entity, "held_"), delegation::Entity, "absence_")
}
