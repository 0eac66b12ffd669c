//! Updates that the library offers to lines: who is offered what, what each answer does, and that nothing else changes a text.
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod aside;
mod deciding;
mod dependents;
mod inbox;
mod measure;
mod nobody_else;
mod origins;
mod replaced;
mod sunset;
mod versions;

use domain::{
    accounts::Actor,
    document::Operation,
    events::Event,
    ids::{ItemId, LineId, PostingId},
    library::WordingForm,
    posting::{Line, Snapshot},
    upstream::{Answer, UpdateKey},
};
use scenarios::{Cast, World, postings::a_posting};
use services::{DeprecateForm, EditForm, ItemAddress, ItemForm, ServiceError, UpdateView};

/// A published item of Ada's.
pub async fn an_item(world: &World, cast: &Cast, name: &str, body: &str) -> ItemAddress {
    let wording = WordingForm { name: name.to_owned(), body: body.to_owned(), ..WordingForm::default() };
    let form = ItemForm { kind: "responsibility".into(), group: String::new(), wording };
    let item = world.services.create_item(&cast.ada, &form).await.unwrap();
    world.services.publish_item(&cast.ada, item.id, 1, "").await.unwrap();
    item
}

/// Publishes other words for it.
pub async fn says_now(world: &World, cast: &Cast, item: &ItemAddress, body: &str) {
    let page = world.services.library_item(&cast.ada, &item.slug).await.unwrap();
    let form = EditForm {
        from_version: page.newest_version,
        wording: WordingForm { body: body.to_owned(), ..WordingForm::of(&page.versions[0].wording) },
        change_class: "editorial".into(),
        reason: "It reads better.".into(),
        publish: true,
    };
    world.services.edit_item(&cast.ada, item.id, &form).await.unwrap();
}

pub async fn deprecate(world: &World, cast: &Cast, item: &ItemAddress, replacement: &str) {
    let page = world.services.library_item(&cast.ada, &item.slug).await.unwrap();
    let form = DeprecateForm {
        from_version: page.newest_version,
        replacement: replacement.to_owned(),
        reason: "Two items said the same.".into(),
        ..DeprecateForm::default()
    };
    world.services.deprecate_item(&cast.ada, item.id, &form).await.unwrap();
}

async fn a_draft(world: &World, actor: &Actor) -> PostingId {
    a_posting().by(actor).make(&world.services).await.unwrap().id
}

/// A line of this item at the end of the draft.
async fn uses(world: &World, actor: &Actor, posting: PostingId, item: ItemId) -> LineId {
    world.services.insert_item(actor, posting, item, None).await.unwrap()
}

async fn draft(world: &World, posting: PostingId) -> Snapshot {
    world.services.load_live(posting).await.unwrap().draft.snapshot()
}

async fn line(world: &World, posting: PostingId, id: &LineId) -> Line {
    draft(world, posting).await.line(id).unwrap().1.clone()
}

async fn reword(world: &World, actor: &Actor, posting: PostingId, id: &LineId, text: &str) {
    let operation = Operation::SetText { id: id.clone(), text: text.to_owned() };
    world.services.edit_draft(actor, posting, &[operation]).await.unwrap();
}

/// What waits in this posting.
async fn waiting(world: &World, actor: &Actor, posting: PostingId) -> Vec<UpdateView> {
    world.services.posting_updates(actor, posting).await.unwrap().waiting
}

/// The one update that waits in it.
async fn the_update(world: &World, actor: &Actor, posting: PostingId) -> UpdateView {
    let mut waiting = waiting(world, actor, posting).await;
    assert_eq!(waiting.len(), 1);
    waiting.remove(0)
}

async fn settle(world: &World, actor: &Actor, key: &UpdateKey, answer: Answer) -> Result<(), ServiceError> {
    world.services.settle_updates(actor, std::slice::from_ref(key), &answer).await
}

/// How many updates wait for the person, in all postings.
async fn count(world: &World, actor: &Actor) -> u64 {
    world.services.count_updates(actor).await.unwrap().lines
}

async fn last_event(world: &World, posting: PostingId) -> (String, Event) {
    let recorded = world.storage.audit().list(Some(posting), None, 1).await.unwrap().remove(0);
    (recorded.actor_name, recorded.event)
}

fn conflict<T: std::fmt::Debug>(tried: Result<T, ServiceError>) -> String {
    match tried {
        Err(ServiceError::Conflict(sentence)) => sentence,
        other => panic!("not a conflict: {other:?}"),
    }
}
