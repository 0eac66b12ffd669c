//! What was said about a posting, as its pages show it beside some content of it.

use domain::{
    accounts::Actor,
    ids::{PostingId, UserId},
    permissions::{Action, Said},
    posting::Snapshot,
    review::Controls,
    threads::{Found, SuggestionState},
    time::Timestamp,
};
use storage::{SuggestionRecord, ThreadRecord};

use crate::{PostingCard, Result, Services, postings::Held};

/// Everything that was said, held against one content.
#[derive(Debug, Clone)]
pub struct Discussion {
    /// In the reading order of the content; what is not in it comes last.
    pub threads: Vec<ThreadView>,
    /// Oldest first.
    pub suggestions: Vec<SuggestionView>,
    /// Who reads it.
    pub me: UserId,
}

/// A thread.
#[derive(Debug, Clone)]
pub struct ThreadView {
    pub thread: ThreadRecord,
    /// Where the content has what it is about.
    pub found: Found,
    /// Why the reader can't resolve it, if they can't.
    pub why_not_resolve: Option<String>,
    /// Whether the reader can let it hold the approval, or not any more.
    pub may_change_blocking: bool,
}

/// A suggestion.
#[derive(Debug, Clone)]
pub struct SuggestionView {
    pub suggestion: SuggestionRecord,
    /// What the content says there by now, if that is neither what was read nor what is suggested.
    pub overtaken_by: Option<String>,
    /// Whether its place is in the content.
    pub is_here: bool,
}

/// The page with all that was said about the draft.
#[derive(Debug, Clone)]
pub struct ThreadsPage {
    pub posting: PostingCard,
    pub controls: Controls,
    pub snapshot: Snapshot,
    pub discussion: Discussion,
}

impl Services {
    /// The draft as it is now, and what was said about it.
    ///
    /// # Errors
    /// [`crate::ServiceError::NotFound`] to those who may not read the posting.
    pub async fn threads_page(&self, actor: &Actor, posting: PostingId) -> Result<ThreadsPage> {
        let held = self.read_posting(actor, posting).await?;
        self.threads_of(actor, held).await
    }

    /// As [`Services::threads_page`], for somebody who may read this posting.
    pub(crate) async fn threads_of(&self, actor: &Actor, held: Held) -> Result<ThreadsPage> {
        let (draft, _) = self.load_draft(held.record.id).await?;
        let snapshot = draft.snapshot();
        Ok(ThreadsPage {
            controls: held.controls(actor),
            discussion: self.discussion(actor, &held, &snapshot).await?,
            posting: held.record.into(),
            snapshot,
        })
    }

    /// What was said about a posting, held against this content of it. Two queries.
    pub(crate) async fn discussion(&self, actor: &Actor, held: &Held, said: &Snapshot) -> Result<Discussion> {
        let posting = held.record.id;
        let mut threads: Vec<ThreadView> = self
            .storage
            .threads()
            .of_posting(posting)
            .await?
            .into_iter()
            .map(|thread| ThreadView {
                found: thread.anchor.find(said),
                may_change_blocking: held.permit_said(actor, Action::Block, thread.subject()).is_ok(),
                why_not_resolve: held.permit_said(actor, Action::ResolveThread, thread.subject()).err().map(sentence),
                thread,
            })
            .collect();
        threads.sort_by_cached_key(|view| view.thread.anchor.place.order(said));
        let suggestions = self.storage.threads().suggestions(posting).await?;
        let view = |suggestion: SuggestionRecord| SuggestionView {
            overtaken_by: suggestion.change.overtaken_by(said).map(str::to_owned),
            is_here: suggestion.change.place().text(said).is_some(),
            suggestion,
        };
        Ok(Discussion { threads, suggestions: suggestions.into_iter().map(view).collect(), me: actor.id })
    }
}

impl Discussion {
    /// Open threads that hold the approval.
    #[must_use]
    pub fn blocking(&self) -> usize {
        self.threads.iter().filter(|view| view.is_open() && view.thread.is_blocking).count()
    }

    /// As it stood while the posting said this, from one moment until before another: without what was said or settled
    /// later. What has no place in the content is kept if it was open then.
    #[must_use]
    pub(crate) fn between(mut self, from: Timestamp, until: Timestamp) -> Self {
        let was_open = |settled_at: Option<Timestamp>| settled_at.is_none_or(|at| at >= from);
        self.threads.retain_mut(|ThreadView { thread, found, .. }| {
            let is_shown = *found != Found::Gone || was_open(thread.resolved.as_ref().map(|resolved| resolved.at));
            thread.resolved.take_if(|resolved| resolved.at >= until);
            thread.comments.retain(|comment| comment.at < until);
            thread.opened_at < until && is_shown
        });
        self.suggestions.retain_mut(|SuggestionView { suggestion, is_here, .. }| {
            let is_shown = *is_here || was_open(suggestion.settled_at);
            if suggestion.settled_at.take_if(|at| *at >= until).is_some() {
                suggestion.state = SuggestionState::Open;
            }
            suggestion.at < until && is_shown
        });
        self
    }

    /// Suggestions that wait for an answer.
    pub fn waiting(&self) -> impl Iterator<Item = &SuggestionView> {
        self.suggestions.iter().filter(|view| view.suggestion.state == SuggestionState::Open)
    }
}

impl ThreadView {
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.thread.resolved.is_none()
    }
}

fn sentence(error: crate::ServiceError) -> String {
    error.to_string()
}

/// What a permission asks of a thread.
pub(super) trait Speaking {
    fn subject(&self) -> Said;
}

impl Speaking for ThreadRecord {
    fn subject(&self) -> Said {
        Said { by: self.opened_by, is_blocking: self.is_blocking }
    }
}
