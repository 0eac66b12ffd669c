//! People and their memberships.

use domain::{
    accounts::{Actor, Email, Membership, Role, UserStatus},
    ids::{TeamId, UserId},
    time::Timestamp,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationDef, sea_query::Expr,
};
use uuid::Uuid;

use super::{Accounts, read_email, read_role, read_status};
use crate::{
    StorageError,
    entities::{membership, user},
};

/// A person as stored, with what proves who they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserRecord {
    pub id: UserId,
    pub email: Email,
    pub display_name: String,
    /// PHC string; none until an invitation is accepted.
    pub password_hash: Option<String>,
    pub status: UserStatus,
    pub created_at: Timestamp,
    pub last_login_at: Option<Timestamp>,
}

/// A person with all their roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRecord {
    pub user: UserRecord,
    pub memberships: Vec<Membership>,
}

impl PersonRecord {
    /// The person as one who does something.
    #[must_use]
    pub fn actor(&self) -> Actor {
        actor(self.clone())
    }
}

impl<C: ConnectionTrait> Accounts<'_, C> {
    /// # Errors
    /// [`StorageError`]
    pub async fn has_people(&self) -> Result<bool, StorageError> {
        Ok(user::Entity::find().limit(1).one(self.0).await?.is_some())
    }

    /// The person with their roles, in one query. Guests are none of the people here.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn find_person(&self, id: UserId) -> Result<Option<PersonRecord>, StorageError> {
        let rows = with_memberships().filter(user::Column::Id.eq(id.0)).filter(is_no_guest()).all(self.0).await?;
        Ok(people(rows)?.pop())
    }

    /// Everyone with an account, by name.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn list_people(&self) -> Result<Vec<PersonRecord>, StorageError> {
        let by_name = with_memberships()
            .filter(is_no_guest())
            .order_by_asc(user::Column::DisplayName)
            .order_by_asc(user::Column::Id);
        people(by_name.all(self.0).await?)
    }

    /// Everyone who is active, by name.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn active_people(&self) -> Result<Vec<Actor>, StorageError> {
        let everyone = self.list_people().await?.into_iter();
        Ok(everyone.filter(|person| person.user.status == UserStatus::Active).map(actor).collect())
    }

    /// Who acts, if they are active, in one query.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn find_actor(&self, id: UserId) -> Result<Option<Actor>, StorageError> {
        Ok(self.find_actors(&[id]).await?.pop())
    }

    /// Those of these people who are active, in one query.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn find_actors(&self, ids: &[UserId]) -> Result<Vec<Actor>, StorageError> {
        let these = with_memberships().filter(user::Column::Id.is_in(ids.iter().map(|id| id.0)));
        let found = people(these.order_by_asc(user::Column::Id).all(self.0).await?)?;
        let active = found.into_iter().filter(|person| person.user.status == UserStatus::Active);
        Ok(active.map(actor).collect())
    }

    /// # Errors
    /// [`StorageError`]
    pub async fn find_user_by_email(&self, email: &Email) -> Result<Option<UserRecord>, StorageError> {
        let row = user::Entity::find().filter(user::Column::Email.eq(email.as_str())).one(self.0).await?;
        row.map(user_record).transpose()
    }

    /// Names by id, for lists that refer to people.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn names_of(&self, ids: &[UserId]) -> Result<Vec<(UserId, String)>, StorageError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let ids = ids.iter().map(|id| id.0);
        let rows = user::Entity::find().filter(user::Column::Id.is_in(ids)).all(self.0).await?;
        Ok(rows.into_iter().map(|row| (UserId(row.id), row.display_name)).collect())
    }

    /// # Errors
    /// [`StorageError::Duplicate`] when the address has an account already.
    pub async fn insert_user(&self, user: &UserRecord) -> Result<(), StorageError> {
        let row = user::ActiveModel {
            id: Set(user.id.0),
            email: Set(user.email.as_str().to_owned()),
            display_name: Set(user.display_name.clone()),
            password_hash: Set(user.password_hash.clone()),
            status: Set(user.status.word().to_owned()),
            created_at: Set(user.created_at.0),
            last_login_at: Set(user.last_login_at.map(|at| at.0)),
        };
        user::Entity::insert(row).exec_without_returning(self.0).await?;
        Ok(())
    }

    /// # Errors
    /// [`StorageError`]
    pub async fn save_password(&self, id: UserId, hash: &str) -> Result<(), StorageError> {
        self.save(id, user::ActiveModel { password_hash: Set(Some(hash.to_owned())), ..Default::default() }).await
    }

    /// # Errors
    /// [`StorageError`]
    pub async fn save_status(&self, id: UserId, status: UserStatus) -> Result<(), StorageError> {
        self.save(id, user::ActiveModel { status: Set(status.word().to_owned()), ..Default::default() }).await
    }

    /// # Errors
    /// [`StorageError`]
    pub async fn save_last_login(&self, id: UserId, at: Timestamp) -> Result<(), StorageError> {
        self.save(id, user::ActiveModel { last_login_at: Set(Some(at.0)), ..Default::default() }).await
    }

    async fn save(&self, id: UserId, change: user::ActiveModel) -> Result<(), StorageError> {
        user::Entity::update_many().set(change).filter(user::Column::Id.eq(id.0)).exec(self.0).await?;
        Ok(())
    }

    /// Keeps everyone else from changing this person until the unit of work ends. False when there is no such person.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn lock_person(&self, id: UserId) -> Result<bool, StorageError> {
        Ok(user::Entity::find_by_id(id.0).lock_exclusive().one(self.0).await?.is_some())
    }

    /// The active people who hold this role anywhere; nobody else changes who holds it until the unit of work ends.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn lock_holders(&self, role: Role) -> Result<Vec<UserId>, StorageError> {
        let held = membership::Entity::find().filter(membership::Column::Role.eq(role.word()));
        let holders = held.order_by_asc(membership::Column::Id).lock_exclusive().all(self.0).await?;
        let active = user::Entity::find()
            .filter(user::Column::Id.is_in(holders.into_iter().map(|row| row.user_id)))
            .filter(user::Column::Status.eq(UserStatus::Active.word()))
            .all(self.0)
            .await?;
        Ok(active.into_iter().map(|row| UserId(row.id)).collect())
    }

    /// Gives a role. The caller has locked the person, and knows that they don't hold it yet.
    ///
    /// # Errors
    /// [`StorageError::DanglingReference`] when there is no such person or team.
    pub async fn insert_membership(&self, id: Uuid, user: UserId, held: Membership) -> Result<(), StorageError> {
        let row = membership::ActiveModel {
            id: Set(id),
            user_id: Set(user.0),
            team_id: Set(held.team.map(|team| team.0)),
            role: Set(held.role.word().to_owned()),
        };
        membership::Entity::insert(row).exec_without_returning(self.0).await?;
        Ok(())
    }

    /// Takes a role away. False when it was not held.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn delete_membership(&self, user: UserId, held: Membership) -> Result<bool, StorageError> {
        let team = match held.team {
            Some(TeamId(team)) => membership::Column::TeamId.eq(team),
            None => membership::Column::TeamId.is_null(),
        };
        let these = membership::Entity::delete_many()
            .filter(membership::Column::UserId.eq(user.0))
            .filter(membership::Column::Role.eq(held.role.word()))
            .filter(team);
        Ok(these.exec(self.0).await?.rows_affected > 0)
    }
}

type Row = (user::Model, Option<membership::Model>);

fn with_memberships() -> sea_orm::SelectTwo<user::Entity, membership::Entity> {
    let holder: RelationDef =
        membership::Entity::belongs_to(user::Entity).from(membership::Column::UserId).to(user::Column::Id).into();
    user::Entity::find().join(JoinType::LeftJoin, holder.rev()).select_also(membership::Entity)
}

pub(crate) fn is_no_guest() -> Expr {
    user::Column::Status.ne(UserStatus::Guest.word())
}

/// One person per run of rows with the same id.
pub(crate) fn people(rows: impl IntoIterator<Item = Row>) -> Result<Vec<PersonRecord>, StorageError> {
    let mut people: Vec<PersonRecord> = Vec::new();
    for (row, held) in rows {
        if people.last().is_none_or(|last| last.user.id.0 != row.id) {
            people.push(PersonRecord { user: user_record(row)?, memberships: Vec::new() });
        }
        if let (Some(person), Some(held)) = (people.last_mut(), held) {
            person.memberships.push(Membership { role: read_role(&held.role)?, team: held.team_id.map(TeamId) });
        }
    }
    for person in &mut people {
        person.memberships.sort_unstable();
        person.memberships.dedup();
    }
    Ok(people)
}

pub(crate) fn actor(PersonRecord { user, memberships }: PersonRecord) -> Actor {
    Actor { id: user.id, display_name: user.display_name, email: user.email, memberships, guest_of: None }
}

fn user_record(row: user::Model) -> Result<UserRecord, StorageError> {
    Ok(UserRecord {
        id: UserId(row.id),
        email: read_email(&row.email)?,
        display_name: row.display_name,
        password_hash: row.password_hash,
        status: read_status(&row.status)?,
        created_at: Timestamp(row.created_at),
        last_login_at: row.last_login_at.map(Timestamp),
    })
}
