//! Mails on their way. A mail is written in the transaction of what it tells; whoever sends it first pushes the moment
//! at which it is due into the future, which only one can do. Should that one die, it is due again then.

use domain::{ids::MailId, time::Timestamp};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, OnConflict},
};

use crate::{StorageError, entities::mail};

/// Mails.
pub struct Mails<'c, C>(pub(crate) &'c C);

/// A mail about to be on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMail {
    pub id: MailId,
    /// Names what must not be mailed twice, if it must not.
    pub key: Option<String>,
    pub to_address: String,
    /// Empty when nobody knows it.
    pub to_name: String,
    pub subject: String,
    pub body: String,
    pub at: Timestamp,
    /// From here on nobody needs it any more.
    pub useless_from: Timestamp,
}

/// A mail that waits to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingMail {
    pub id: MailId,
    pub to_address: String,
    pub to_name: String,
    pub subject: String,
    pub body: String,
    pub at: Timestamp,
    pub due_at: Timestamp,
    /// How often it was tried before.
    pub tries: u32,
    pub useless_from: Timestamp,
}

/// A mail that could not be delivered, or not yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TroubledMail {
    pub to_address: String,
    pub subject: String,
    pub at: Timestamp,
    pub tries: u32,
    /// When it is tried again; nothing once it was given up.
    pub next_at: Option<Timestamp>,
    pub trouble: String,
}

#[derive(Debug, FromQueryResult)]
struct Troubled {
    to_address: String,
    subject: String,
    created_at: i64,
    tries: i32,
    due_at: i64,
    ended_at: Option<i64>,
    trouble: String,
}

impl<C: ConnectionTrait> Mails<'_, C> {
    /// Puts a mail on its way. False when there is one with its key.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn insert(&self, new: NewMail) -> Result<bool, StorageError> {
        let row = mail::ActiveModel {
            id: Set(new.id.0),
            key: Set(new.key),
            to_address: Set(new.to_address),
            to_name: Set(new.to_name),
            subject: Set(new.subject),
            body: Set(new.body),
            created_at: Set(new.at.0),
            due_at: Set(new.at.0),
            tries: Set(0),
            useless_from: Set(new.useless_from.0),
            ended_at: Set(None),
            is_sent: Set(false),
            trouble: Set(String::new()),
        };
        let leave = OnConflict::column(mail::Column::Key).do_nothing().to_owned();
        Ok(mail::Entity::insert(row).on_conflict(leave).exec_without_returning(self.0).await? > 0)
    }

    /// What is due, the longest due first.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn due(&self, now: Timestamp, limit: u64) -> Result<Vec<WaitingMail>, StorageError> {
        let rows = mail::Entity::find()
            .filter(mail::Column::EndedAt.is_null())
            .filter(mail::Column::DueAt.lte(now.0))
            .order_by_asc(mail::Column::DueAt)
            .order_by_asc(mail::Column::Id)
            .limit(limit)
            .all(self.0)
            .await?;
        Ok(rows.into_iter().map(waiting).collect())
    }

    /// Takes a mail to send it, as it was found. False when somebody else took it.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn claim(&self, found: &WaitingMail, until: Timestamp) -> Result<bool, StorageError> {
        let taken = mail::Entity::update_many()
            .col_expr(mail::Column::DueAt, Expr::value(until.0))
            .col_expr(mail::Column::Tries, Expr::col(mail::Column::Tries).add(1))
            .filter(mail::Column::Id.eq(found.id.0))
            .filter(mail::Column::DueAt.eq(found.due_at.0))
            .filter(mail::Column::EndedAt.is_null())
            .exec(self.0)
            .await?;
        Ok(taken.rows_affected > 0)
    }

    /// It could not be sent this time.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn put_off(&self, id: MailId, due_at: Timestamp, trouble: &str) -> Result<(), StorageError> {
        let later = mail::ActiveModel { due_at: Set(due_at.0), trouble: Set(trouble.to_owned()), ..Default::default() };
        self.change(id, later).await
    }

    /// Its way is over: it was sent, or it never will be, and why. What it said is forgotten.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn end(&self, id: MailId, at: Timestamp, trouble: Option<&str>) -> Result<(), StorageError> {
        let over = mail::ActiveModel {
            ended_at: Set(Some(at.0)),
            is_sent: Set(trouble.is_none()),
            trouble: Set(trouble.unwrap_or_default().to_owned()),
            body: Set(String::new()),
            ..Default::default()
        };
        self.change(id, over).await
    }

    async fn change(&self, id: MailId, change: mail::ActiveModel) -> Result<(), StorageError> {
        let this = mail::Column::Id.eq(id.0).and(mail::Column::EndedAt.is_null());
        mail::Entity::update_many().set(change).filter(this).exec(self.0).await?;
        Ok(())
    }

    /// Takes back what waits under a key that begins so: to this address, or to any.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn take_back(&self, key: &str, to_address: Option<&str>) -> Result<(), StorageError> {
        let mut waiting = mail::Entity::delete_many()
            .filter(mail::Column::Key.starts_with(key))
            .filter(mail::Column::EndedAt.is_null());
        if let Some(address) = to_address {
            waiting = waiting.filter(mail::Column::ToAddress.eq(address));
        }
        waiting.exec(self.0).await?;
        Ok(())
    }

    /// How many wait.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn waiting(&self) -> Result<u64, StorageError> {
        Ok(mail::Entity::find().filter(mail::Column::EndedAt.is_null()).count(self.0).await?)
    }

    /// Those that could not be delivered, or not yet, the newest first.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn troubled(&self, limit: u64) -> Result<Vec<TroubledMail>, StorageError> {
        let rows = mail::Entity::find()
            .select_only()
            .columns([
                mail::Column::ToAddress,
                mail::Column::Subject,
                mail::Column::CreatedAt,
                mail::Column::Tries,
                mail::Column::DueAt,
                mail::Column::EndedAt,
                mail::Column::Trouble,
            ])
            .filter(mail::Column::IsSent.eq(false))
            .filter(mail::Column::Trouble.ne(""))
            .order_by_desc(mail::Column::CreatedAt)
            .order_by_desc(mail::Column::Id)
            .limit(limit)
            .into_model::<Troubled>()
            .all(self.0)
            .await?;
        Ok(rows.into_iter().map(TroubledMail::from).collect())
    }

    /// Forgets mails whose way ended before a moment.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn forget_ended_before(&self, at: Timestamp) -> Result<u64, StorageError> {
        let old = mail::Entity::delete_many().filter(mail::Column::EndedAt.lt(at.0));
        Ok(old.exec(self.0).await?.rows_affected)
    }
}

fn waiting(row: mail::Model) -> WaitingMail {
    WaitingMail {
        id: MailId(row.id),
        to_address: row.to_address,
        to_name: row.to_name,
        subject: row.subject,
        body: row.body,
        at: Timestamp(row.created_at),
        due_at: Timestamp(row.due_at),
        tries: u32::try_from(row.tries).unwrap_or(0),
        useless_from: Timestamp(row.useless_from),
    }
}

impl From<Troubled> for TroubledMail {
    fn from(row: Troubled) -> Self {
        Self {
            to_address: row.to_address,
            subject: row.subject,
            at: Timestamp(row.created_at),
            tries: u32::try_from(row.tries).unwrap_or(0),
            next_at: row.ended_at.is_none().then_some(Timestamp(row.due_at)),
            trouble: row.trouble,
        }
    }
}
