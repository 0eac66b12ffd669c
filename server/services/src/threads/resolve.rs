//! Resolving a thread, opening it again, and whether it blocks. Resolving the last blocking one may be all that an approval waited for.

use domain::{
    accounts::Actor,
    events::Event,
    ids::{PostingId, ThreadId},
    permissions::Action,
};

use super::discussion::Speaking;
use crate::{Result, ServiceError, Services};

impl Services {
    /// Resolves an open thread. If it was the last one that blocked, and every step is approved, the posting is approved.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] and [`ServiceError::Refused`] to those who may not, [`ServiceError::Conflict`] when it is
    /// resolved already.
    pub async fn resolve_thread(&self, actor: &Actor, posting: PostingId, thread: ThreadId) -> Result<()> {
        let work = self.storage.begin().await?;
        let (held, thread) = self.take_thread(&work, actor, posting, thread).await?;
        let permit = held.permit_said(actor, Action::ResolveThread, thread.subject())?;
        if !work.threads().resolve(thread.id, actor.id, self.now()).await? {
            return Err(ServiceError::Conflict("This thread is resolved already.".to_owned()));
        }
        let event = Event::ThreadResolved { posting, thread: thread.id, blocking: thread.is_blocking };
        self.record(&work, Some(actor), &[event]);
        if thread.is_blocking { self.release(work, actor, &held, &permit).await } else { Ok(work.commit().await?) }
    }

    /// Lets an open thread hold the approval, or not any more. If it was the last one that blocked, and every step is
    /// approved, the posting is approved.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] and [`ServiceError::Refused`] to those who may not comment; for one that blocks, as for
    /// resolving it. [`ServiceError::Conflict`] when it is resolved.
    pub async fn set_blocking(
        &self,
        actor: &Actor,
        posting: PostingId,
        thread: ThreadId,
        is_blocking: bool,
    ) -> Result<()> {
        let work = self.storage.begin().await?;
        let (held, thread) = self.take_thread(&work, actor, posting, thread).await?;
        if thread.is_blocking == is_blocking {
            // A form that was sent twice.
            return Ok(());
        }
        let permit = held.permit_said(actor, Action::Block, thread.subject())?;
        if thread.resolved.is_some() {
            return Err(ServiceError::Conflict("This thread is resolved. Open it again first.".to_owned()));
        }
        work.threads().set_blocking(thread.id, is_blocking).await?;
        let event = Event::BlockingChanged { posting, thread: thread.id, blocking: is_blocking };
        self.record(&work, Some(actor), &[event]);
        if is_blocking { Ok(work.commit().await?) } else { self.release(work, actor, &held, &permit).await }
    }

    /// Opens a resolved thread again. One that blocks holds the approval, or the publication, from then on.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] and [`ServiceError::Refused`] to those who may not comment, [`ServiceError::Conflict`] when
    /// it is open.
    pub async fn reopen_thread(&self, actor: &Actor, posting: PostingId, thread: ThreadId) -> Result<()> {
        let work = self.storage.begin().await?;
        let (_, thread) = self.take_thread(&work, actor, posting, thread).await?;
        if !work.threads().reopen(thread.id).await? {
            return Err(ServiceError::Conflict("This thread is open already.".to_owned()));
        }
        let event = Event::ThreadReopened { posting, thread: thread.id, blocking: thread.is_blocking };
        self.record(&work, Some(actor), &[event]);
        Ok(work.commit().await?)
    }
}
