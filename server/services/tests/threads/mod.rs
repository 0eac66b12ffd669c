//! Threads and suggestions: what may be said, what it holds up, and what becomes of it.
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod blocking;
mod credit;
mod races;
mod suggesting;
mod talking;

use std::time::Duration;

use domain::{
    accounts::Actor,
    document::Operation,
    events::Event,
    ids::{LineId, PostingId, SuggestionId, ThreadId},
    posting::Snapshot,
    review::StageName,
    threads::Place,
};
use scenarios::World;
use services::{ServiceError, SuggestionForm, ThreadForm, ThreadView, Wish};

/// Something about the draft.
fn about(place: Place, text: &str) -> ThreadForm {
    ThreadForm { place, words: String::new(), near: 0, revision: None, text: text.to_owned(), is_blocking: false }
}

fn blocking(place: Place, text: &str) -> ThreadForm {
    ThreadForm { is_blocking: true, ..about(place, text) }
}

fn rewording(line: &LineId, text: &str) -> SuggestionForm {
    wishing(Wish::Reword, line, text)
}

fn wishing(wish: Wish, line: &LineId, text: &str) -> SuggestionForm {
    let reason = "It reads better.".to_owned();
    SuggestionForm { place: Place::Line(line.clone()), wish, text: text.to_owned(), reason, revision: None }
}

async fn draft(world: &World, posting: PostingId) -> Snapshot {
    world.services.load_live(posting).await.unwrap().draft.snapshot()
}

/// The first line, and what it says.
async fn a_line(world: &World, posting: PostingId) -> (LineId, String) {
    let snapshot = draft(world, posting).await;
    let (_, line) = snapshot.lines().next().unwrap();
    (line.id.clone(), line.text.clone())
}

async fn edit(world: &World, actor: &Actor, posting: PostingId, operation: Operation) {
    world.services.edit_draft(actor, posting, &[operation]).await.unwrap();
}

fn says(line: &LineId, text: &str) -> Operation {
    Operation::SetText { id: line.clone(), text: text.to_owned() }
}

async fn open(world: &World, actor: &Actor, posting: PostingId, form: &ThreadForm) -> ThreadId {
    world.services.open_thread(actor, posting, form).await.unwrap()
}

async fn suggest(world: &World, actor: &Actor, posting: PostingId, form: &SuggestionForm) -> SuggestionId {
    world.clock.advance(Duration::from_secs(1));
    world.services.suggest(actor, posting, form).await.unwrap()
}

/// The thread as this person reads it beside the draft.
async fn read(world: &World, actor: &Actor, posting: PostingId, thread: ThreadId) -> ThreadView {
    let page = world.services.threads_page(actor, posting).await.unwrap();
    page.discussion.threads.into_iter().find(|view| view.thread.id == thread).unwrap()
}

/// What was said in it, with who said it.
fn spoken(view: &ThreadView) -> Vec<(&str, &str)> {
    view.thread.comments.iter().map(|comment| (comment.author_name.as_str(), comment.text.as_str())).collect()
}

async fn stage(world: &World, posting: PostingId) -> StageName {
    world.storage.postings().find(posting).await.unwrap().unwrap().stage.name()
}

/// The newest events of the posting, the oldest of them first, each with who did it.
async fn last_events(world: &World, posting: PostingId, count: usize) -> Vec<(String, Event)> {
    let newest = world.storage.audit().list(Some(posting), None, 100).await.unwrap();
    let mut events: Vec<_> =
        newest.into_iter().take(count).map(|recorded| (recorded.actor_name, recorded.event)).collect();
    events.reverse();
    events
}

fn conflict<T: std::fmt::Debug>(tried: Result<T, ServiceError>) -> String {
    match tried {
        Err(ServiceError::Conflict(sentence)) => sentence,
        other => panic!("not a conflict: {other:?}"),
    }
}

fn refusal<T: std::fmt::Debug>(tried: Result<T, ServiceError>) -> String {
    match tried {
        Err(ServiceError::Refused(refusal)) => refusal.to_string(),
        other => panic!("not refused: {other:?}"),
    }
}

/// The field that is wrong, and why.
fn invalid<T: std::fmt::Debug>(tried: Result<T, ServiceError>) -> (String, String) {
    match tried {
        Err(ServiceError::Invalid(mut fields)) => {
            let field = fields.pop().unwrap();
            (field.field, field.message)
        }
        other => panic!("not invalid: {other:?}"),
    }
}
