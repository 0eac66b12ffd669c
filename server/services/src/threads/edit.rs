//! Changing and deleting what one said.

use domain::{
    accounts::Actor,
    events::Event,
    ids::{CommentId, PostingId, ThreadId, UserId},
    notifications::NotificationKind,
    permissions::{Action, Said},
    threads::read_words,
};
use storage::{CommentRecord, ThreadRecord, UnitOfWork};

use crate::{Result, ServiceError, Services, postings::Held};

impl Services {
    /// Puts other words into a comment of one's own, which says from then on that it was edited. Answers with its thread.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] and [`ServiceError::Refused`] to all others, [`ServiceError::Conflict`] when it was
    /// deleted, [`ServiceError::Invalid`] as for a new one.
    pub async fn edit_comment(
        &self,
        actor: &Actor,
        posting: PostingId,
        comment: CommentId,
        text: &str,
    ) -> Result<ThreadId> {
        let text = read_words(text).map_err(|error| ServiceError::invalid("text", error))?;
        let work = self.storage.begin().await?;
        let (held, thread, comment) = self.take_own_comment(&work, actor, posting, comment).await?;
        let mentioned = self.who_was_mentioned(&work, (actor, &held), &text, &thread.comments).await?;
        if text != comment.text {
            work.threads().reword_comment(comment.id, &text, &mentioned, self.now()).await?;
            let was = |person: &UserId| comment.mentioned.iter().any(|before| before.person == *person);
            let called: Vec<UserId> = mentioned.iter().map(|person| person.person).filter(|id| !was(id)).collect();
            self.tell_of_words(&work, actor, &held, &called, (NotificationKind::Answered, &[])).await?;
        }
        work.commit().await?;
        Ok(thread.id)
    }

    /// Deletes a comment of one's own: its words are gone, that there was one stays. Answers with its thread.
    ///
    /// # Errors
    /// As [`Services::edit_comment`].
    pub async fn delete_comment(&self, actor: &Actor, posting: PostingId, comment: CommentId) -> Result<ThreadId> {
        let work = self.storage.begin().await?;
        let (_, thread, comment) = self.take_own_comment(&work, actor, posting, comment).await?;
        work.threads().delete_comment(comment.id, self.now()).await?;
        let event = Event::CommentDeleted { posting, thread: thread.id, comment: comment.id };
        self.record(&work, Some(actor), &[event]);
        work.commit().await?;
        Ok(thread.id)
    }

    async fn take_own_comment(
        &self,
        work: &UnitOfWork,
        actor: &Actor,
        posting: PostingId,
        id: CommentId,
    ) -> Result<(Held, ThreadRecord, CommentRecord)> {
        let thread = work.threads().thread_of(id).await?.ok_or(ServiceError::NotFound)?;
        let (held, thread) = self.take_thread(work, actor, posting, thread).await?;
        let comment = thread.comments.iter().find(|comment| comment.id == id).cloned().ok_or(ServiceError::NotFound)?;
        held.permit_said(actor, Action::Reword, Said { by: comment.author, is_blocking: false })?;
        match comment.deleted_at {
            None => Ok((held, thread, comment)),
            Some(_) => Err(ServiceError::Conflict("This comment was deleted.".to_owned())),
        }
    }
}
