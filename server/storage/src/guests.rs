//! Guests of postings. A guest is a person of their own among the users, so that what they say has an author; beside it stands
//! their link, known by the digest of its secret, and which browser has it.
//!
//! Opening a link is one conditional write that says whether it happened, so that of two browsers one gets it.

use domain::{
    accounts::{Actor, Email, UserStatus},
    guests::{Link, LinkEnd, LinkState, signature},
    ids::{PostingId, UserId},
    time::Timestamp,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationDef, Select, UpdateMany, prelude::Uuid,
};

use crate::{
    StorageError,
    entities::{guest, user},
};

/// Guests and their links.
pub struct Guests<'c, C>(pub(crate) &'c C);

/// A guest with their link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuestRecord {
    pub id: UserId,
    pub posting: PostingId,
    /// Who invited them.
    pub host: UserId,
    pub host_name: String,
    pub name: String,
    pub email: Email,
    /// What the host wrote to them; may be empty.
    pub message: String,
    pub token_hash: String,
    /// The digest of what the browser keeps that opened it.
    pub session_hash: Option<String>,
    pub invited_at: Timestamp,
    pub link: Link,
}

/// A new link, whoever it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLink {
    pub host: UserId,
    /// What the host writes along; may be empty.
    pub message: String,
    pub token_hash: String,
    pub at: Timestamp,
    pub expires_at: Timestamp,
}

/// A guest to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewGuest {
    pub id: UserId,
    pub posting: PostingId,
    pub name: String,
    pub email: Email,
    pub host_name: String,
    pub link: NewLink,
}

impl<C: ConnectionTrait> Guests<'_, C> {
    /// # Errors
    /// [`StorageError::Duplicate`] when the posting has a guest with this address.
    pub async fn insert(&self, new: &NewGuest) -> Result<(), StorageError> {
        let person = user::ActiveModel {
            id: Set(new.id.0),
            // Addresses of accounts are unique; a guest may be one of several postings, and get an account later.
            email: Set(format!("{}@guest.invalid", new.id)),
            display_name: Set(signature(&new.name, &new.host_name)),
            password_hash: Set(None),
            status: Set(UserStatus::Guest.word().to_owned()),
            created_at: Set(new.link.at.0),
            last_login_at: Set(None),
        };
        user::Entity::insert(person).exec_without_returning(self.0).await?;
        let row = guest::ActiveModel {
            id: Set(new.id.0),
            posting_id: Set(new.posting.0),
            name: Set(new.name.clone()),
            email: Set(new.email.as_str().to_owned()),
            ..linked(&new.link)
        };
        guest::Entity::insert(row).exec_without_returning(self.0).await?;
        Ok(())
    }

    /// Gives a guest a new link; the one before, and the browser that has it, are out.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn renew(&self, id: UserId, link: &NewLink) -> Result<(), StorageError> {
        change(linked(link)).filter(guest::Column::Id.eq(id.0)).exec(self.0).await?;
        Ok(())
    }

    /// # Errors
    /// [`StorageError`]
    pub async fn find(&self, id: UserId) -> Result<Option<GuestRecord>, StorageError> {
        let found = select().filter(guest::Column::Id.eq(id.0)).into_model::<Row>().one(self.0).await?;
        found.map(GuestRecord::try_from).transpose()
    }

    /// The posting's guests, the last invited first.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn of_posting(&self, posting: PostingId) -> Result<Vec<GuestRecord>, StorageError> {
        let these = select().filter(guest::Column::PostingId.eq(posting.0));
        let rows = these.order_by_desc(guest::Column::InvitedAt).order_by_desc(guest::Column::Id);
        rows.into_model::<Row>().all(self.0).await?.into_iter().map(GuestRecord::try_from).collect()
    }

    /// Gives the link to a browser, known by the digest of what it keeps. False when the link was opened, renewed or ended
    /// before, however close.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn open(&self, found: &GuestRecord, session_hash: &str, now: Timestamp) -> Result<bool, StorageError> {
        let opened = guest::ActiveModel {
            session_hash: Set(Some(session_hash.to_owned())),
            opened_at: Set(Some(now.0)),
            ..Default::default()
        };
        let unused = change(opened)
            .filter(guest::Column::Id.eq(found.id.0))
            .filter(guest::Column::TokenHash.eq(found.token_hash.as_str()))
            .filter(guest::Column::OpenedAt.is_null())
            .filter(guest::Column::Ended.is_null())
            .filter(guest::Column::ExpiresAt.gt(now.0));
        Ok(unused.exec(self.0).await?.rows_affected == 1)
    }

    /// Ends a guest's link. False when it had ended before.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn end(&self, id: UserId, end: LinkEnd) -> Result<bool, StorageError> {
        Ok(ended(end).filter(guest::Column::Id.eq(id.0)).exec(self.0).await?.rows_affected == 1)
    }

    /// Ends all links to a posting that have not ended.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn end_all(&self, posting: PostingId, end: LinkEnd) -> Result<(), StorageError> {
        ended(end).filter(guest::Column::PostingId.eq(posting.0)).exec(self.0).await?;
        Ok(())
    }
}

impl GuestRecord {
    #[must_use]
    pub fn state(&self, now: Timestamp) -> LinkState {
        self.link.state(now)
    }

    /// The guest as one who acts: without a role, in this one posting.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor {
            id: self.id,
            display_name: self.signature(),
            email: self.email.clone(),
            memberships: Vec::new(),
            guest_of: Some(self.posting),
        }
    }

    /// How they are called in the record.
    #[must_use]
    pub fn signature(&self) -> String {
        signature(&self.name, &self.host_name)
    }
}

#[derive(Debug, FromQueryResult)]
struct Row {
    id: Uuid,
    posting_id: Uuid,
    invited_by: Uuid,
    host_name: String,
    name: String,
    email: String,
    message: String,
    token_hash: String,
    session_hash: Option<String>,
    invited_at: i64,
    expires_at: i64,
    opened_at: Option<i64>,
    ended: Option<String>,
}

fn select() -> Select<guest::Entity> {
    let host: RelationDef =
        guest::Entity::belongs_to(user::Entity).from(guest::Column::InvitedBy).to(user::Column::Id).into();
    guest::Entity::find().join(JoinType::InnerJoin, host).column_as(user::Column::DisplayName, "host_name")
}

impl TryFrom<Row> for GuestRecord {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        let damaged = |text: &str| StorageError::damaged("guest", text);
        let ended = row.ended.map(|word| word.parse().map_err(|_| damaged(&word))).transpose()?;
        let link = Link { expires_at: Timestamp(row.expires_at), opened_at: row.opened_at.map(Timestamp), ended };
        Ok(Self {
            id: UserId(row.id),
            posting: PostingId(row.posting_id),
            host: UserId(row.invited_by),
            host_name: row.host_name,
            name: row.name,
            email: Email::new(&row.email).map_err(|_| damaged(&row.email))?,
            message: row.message,
            token_hash: row.token_hash,
            session_hash: row.session_hash,
            invited_at: Timestamp(row.invited_at),
            link,
        })
    }
}

fn linked(link: &NewLink) -> guest::ActiveModel {
    guest::ActiveModel {
        invited_by: Set(link.host.0),
        message: Set(link.message.clone()),
        token_hash: Set(link.token_hash.clone()),
        session_hash: Set(None),
        invited_at: Set(link.at.0),
        expires_at: Set(link.expires_at.0),
        opened_at: Set(None),
        ended: Set(None),
        ..Default::default()
    }
}

fn change(row: guest::ActiveModel) -> UpdateMany<guest::Entity> {
    guest::Entity::update_many().set(row)
}

fn ended(end: LinkEnd) -> UpdateMany<guest::Entity> {
    let row = guest::ActiveModel { ended: Set(Some(end.word().to_owned())), ..Default::default() };
    change(row).filter(guest::Column::Ended.is_null())
}
