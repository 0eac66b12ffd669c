//! Opening a thread, and answering in it.

use domain::{
    accounts::Actor,
    events::Event,
    ids::{CommentId, PostingId, RevisionId, ThreadId, UserId},
    notifications::NotificationKind,
    permissions::Action,
    posting::Snapshot,
    threads::{Anchor, AnchorError, COMMENTS_MAX, Place, THREADS_MAX, read_words},
    time::Timestamp,
};
use storage::{CommentRecord, Mentioned, NewThread, ThreadRecord, UnitOfWork};

use crate::{Result, ServiceError, Services, collab::load_within, postings::Held};

/// A thread as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThreadForm {
    pub place: Place,
    /// Words of that place, if it is about some.
    pub words: String,
    /// Of several places where the words stand, the one nearest to this character.
    pub near: usize,
    /// The revision that was read; none for the draft.
    pub revision: Option<RevisionId>,
    pub text: String,
    pub is_blocking: bool,
}

impl Services {
    /// Opens a thread with its first comment.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] and [`ServiceError::Refused`] to those who may not comment, [`ServiceError::Conflict`] when
    /// what it is about is gone, [`ServiceError::Invalid`] for no words, too many, or a call of somebody who can't read it.
    pub async fn open_thread(&self, actor: &Actor, posting: PostingId, form: &ThreadForm) -> Result<ThreadId> {
        self.open_thread_once(actor, posting, form, None).await
    }

    /// As [`Services::open_thread`], from a form with a key of its own: sent again, it finds its work done.
    ///
    /// # Errors
    /// As [`Services::open_thread`].
    pub async fn open_thread_once(
        &self,
        actor: &Actor,
        posting: PostingId,
        form: &ThreadForm,
        key: Option<CommentId>,
    ) -> Result<ThreadId> {
        let text = read_words(&form.text).map_err(|error| ServiceError::invalid("text", error))?;
        let work = self.storage.begin().await?;
        let held = self.take_posting(&work, posting).await?;
        held.permit_now(actor, if form.is_blocking { Action::Block } else { Action::Comment })?;
        if let Some((thread, _)) = said_before(&work, actor, posting, key).await? {
            return Ok(thread);
        }
        let said = what_was_read(&work, posting, form.revision).await?;
        let anchor = Anchor::at(form.place.clone(), &form.words, form.near, &said).map_err(not_there)?;
        if work.threads().count(posting).await? >= THREADS_MAX {
            return Err(ServiceError::Conflict(format!("A posting has room for {THREADS_MAX} threads.")));
        }
        let mentioned = self.who_was_mentioned(&work, (actor, &held), &text, &[]).await?;
        let (id, now) = (ThreadId(self.edges.random.id(self.now())), self.now());
        let thread =
            NewThread { id, posting, anchor, is_blocking: form.is_blocking, opened_by: actor.id, opened_at: now };
        work.threads().insert(&thread).await?;
        let called: Vec<UserId> = mentioned.iter().map(|person| person.person).collect();
        work.threads().insert_comment(id, &self.comment(actor, key, text, mentioned, now)).await?;
        self.tell_of_words(&work, actor, &held, &called, (NotificationKind::Answered, &[])).await?;
        self.record(&work, Some(actor), &[Event::ThreadOpened { posting, thread: id, blocking: form.is_blocking }]);
        work.commit().await?;
        Ok(id)
    }

    /// Answers in an open thread.
    ///
    /// # Errors
    /// As [`Services::open_thread`]; [`ServiceError::Conflict`] when it is resolved.
    pub async fn reply(&self, actor: &Actor, posting: PostingId, thread: ThreadId, text: &str) -> Result<CommentId> {
        self.reply_once(actor, posting, thread, text, None).await
    }

    /// As [`Services::reply`], from a form with a key of its own: sent again, it finds its work done.
    ///
    /// # Errors
    /// As [`Services::reply`].
    pub async fn reply_once(
        &self,
        actor: &Actor,
        posting: PostingId,
        thread: ThreadId,
        text: &str,
        key: Option<CommentId>,
    ) -> Result<CommentId> {
        let text = read_words(text).map_err(|error| ServiceError::invalid("text", error))?;
        let work = self.storage.begin().await?;
        let (held, thread) = self.take_thread(&work, actor, posting, thread).await?;
        if let Some((_, comment)) = said_before(&work, actor, posting, key).await? {
            return Ok(comment);
        }
        if let Some(resolved) = thread.resolved {
            return Err(ServiceError::Conflict(format!(
                "{} resolved this thread. Open it again to go on.",
                resolved.by_name
            )));
        }
        if thread.comments.len() >= COMMENTS_MAX {
            return Err(ServiceError::Conflict(format!(
                "A thread has room for {COMMENTS_MAX} comments. Open another."
            )));
        }
        let mentioned = self.who_was_mentioned(&work, (actor, &held), &text, &thread.comments).await?;
        let called: Vec<UserId> = mentioned.iter().map(|person| person.person).collect();
        let comment = self.comment(actor, key, text, mentioned, after(&thread.comments, self.now()));
        work.threads().insert_comment(thread.id, &comment).await?;
        let talked: Vec<UserId> = thread.comments.iter().map(|comment| comment.author).collect();
        self.tell_of_words(&work, actor, &held, &called, (NotificationKind::Answered, &talked)).await?;
        self.tell_guests(&work, actor, &held, &talked).await?;
        work.commit().await?;
        Ok(comment.id)
    }

    /// A thread of a posting, both held until the unit of work ends, for somebody who may comment.
    pub(super) async fn take_thread(
        &self,
        work: &UnitOfWork,
        actor: &Actor,
        posting: PostingId,
        thread: ThreadId,
    ) -> Result<(Held, ThreadRecord)> {
        let held = self.take_posting(work, posting).await?;
        held.permit_now(actor, Action::Comment)?;
        let thread = work.threads().find(thread).await?.filter(|thread| thread.posting == posting);
        Ok((held, thread.ok_or(ServiceError::NotFound)?))
    }

    /// The key of a form in which something is said: what is said gets it as its id, so nothing is said twice.
    #[must_use]
    pub fn form_key(&self) -> CommentId {
        CommentId(self.edges.random.id(self.now()))
    }

    fn comment(
        &self,
        actor: &Actor,
        key: Option<CommentId>,
        text: String,
        mentioned: Vec<Mentioned>,
        at: Timestamp,
    ) -> CommentRecord {
        CommentRecord {
            id: key.unwrap_or_else(|| CommentId(self.edges.random.id(at))),
            author: actor.id,
            author_name: actor.display_name.clone(),
            text,
            mentioned,
            at,
            edited_at: None,
            deleted_at: None,
        }
    }
}

/// What this very form said before, and in which thread. The posting is held, so nobody says it beside.
async fn said_before(
    work: &UnitOfWork,
    actor: &Actor,
    posting: PostingId,
    key: Option<CommentId>,
) -> Result<Option<(ThreadId, CommentId)>> {
    let Some(key) = key else { return Ok(None) };
    let Some(thread) = work.threads().thread_of(key).await? else { return Ok(None) };
    let thread = work.threads().find(thread).await?.filter(|thread| thread.posting == posting);
    let mine = |comment: &CommentRecord| comment.id == key && comment.author == actor.id;
    match thread.filter(|thread| thread.comments.iter().any(mine)) {
        Some(thread) => Ok(Some((thread.id, key))),
        None => Err(ServiceError::Conflict("This form was sent already. Load the page again.".to_owned())),
    }
}

/// The content that somebody talks about: a revision of the posting, or the draft as it is now.
pub(super) async fn what_was_read(
    work: &UnitOfWork,
    posting: PostingId,
    revision: Option<RevisionId>,
) -> Result<Snapshot> {
    let Some(revision) = revision else { return Ok(load_within(work, posting).await?.0.snapshot()) };
    let revision = work.reviews().revision(revision).await?;
    let revision = revision.filter(|revision| revision.head.posting == posting).ok_or(ServiceError::NotFound)?;
    Ok(revision.snapshot)
}

fn not_there(error: AnchorError) -> ServiceError {
    match error {
        AnchorError::Gone(_) => ServiceError::Conflict(error.to_string()),
        AnchorError::NotTheseWords(_) | AnchorError::TooManyWords => ServiceError::invalid("words", error),
    }
}

/// Comments of a thread are ordered by their moment, so no two share one.
fn after(earlier: &[CommentRecord], now: Timestamp) -> Timestamp {
    earlier.iter().map(|comment| Timestamp(comment.at.0 + 1)).max().map_or(now, |next| next.max(now))
}
