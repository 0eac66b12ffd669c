//! A person's own notifications: nobody else's can be seen, counted or marked.

use domain::{
    accounts::Actor,
    ids::NotificationId,
    notifications::{Destination, Notification},
    permissions::ReadableTeams,
    time::Timestamp,
};

use crate::{Result, ServiceError, Services};

/// Notifications on one page.
const PAGE: u64 = 25;
/// The bell counts no further.
const COUNTED: u64 = 100;

/// One page of notifications, the newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotificationList {
    pub notifications: Vec<Notification>,
    /// Unread ones on all pages, counted up to 100.
    pub unread: u64,
    pub total: u64,
    /// From 1.
    pub page: u64,
    pub pages: u64,
    /// When the page was made: what comes later is not marked as read with it.
    pub as_of: Timestamp,
}

impl Services {
    /// How much the person has not read yet, counted up to 100.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`] when the database is.
    pub async fn unread_notifications(&self, actor: &Actor) -> Result<u64> {
        Ok(self.storage.notifications().unread(actor.id, &ReadableTeams::of(actor), COUNTED).await?)
    }

    /// What the person was told. Pages count from 1.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`] when the database is.
    pub async fn notifications(&self, actor: &Actor, page: u64) -> Result<NotificationList> {
        let (repository, readable) = (self.storage.notifications(), ReadableTeams::of(actor));
        let total = repository.count(actor.id, &readable).await?;
        let pages = total.div_ceil(PAGE).max(1);
        let page = page.clamp(1, pages);
        Ok(NotificationList {
            notifications: repository.list(actor.id, &readable, (page - 1) * PAGE, PAGE).await?,
            unread: repository.unread(actor.id, &readable, COUNTED).await?,
            total,
            page,
            pages,
            as_of: self.now(),
        })
    }

    /// Marks one as read, and answers with where it leads.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for somebody else's, and for one about a posting that is not theirs to read any more.
    pub async fn open_notification(&self, actor: &Actor, id: NotificationId) -> Result<Destination> {
        let found = self.storage.notifications().find(actor.id, &ReadableTeams::of(actor), id).await?;
        let found = found.ok_or(ServiceError::NotFound)?;
        if found.read_at.is_none() {
            let work = self.storage.begin().await?;
            work.notifications().read(actor.id, id, self.now()).await?;
            work.commit().await?;
        }
        Ok(found.destination())
    }

    /// Marks as read everything that the person was told up to a moment, and says how much that was.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`] when the database is.
    pub async fn read_notifications(&self, actor: &Actor, until: Timestamp) -> Result<u64> {
        let work = self.storage.begin().await?;
        let read = work.notifications().read_all(actor.id, until, self.now()).await?;
        work.commit().await?;
        Ok(read)
    }
}
