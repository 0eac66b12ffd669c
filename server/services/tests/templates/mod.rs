//! Templates: what curators do with them, what drafts start with, and what a locked section withstands.
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod curating;
mod locks;
mod starting;

use domain::{
    accounts::Actor,
    events::Event,
    ids::{LineId, PostingId, SectionId},
    posting::{SectionKind, Snapshot},
    templates::Filling,
};
use scenarios::{Cast, World};
use services::{
    NewPosting, NewTemplate, PublishTemplate, ServiceError, Start, TemplateBase, TemplateChange, TemplateView, Then,
};

use crate::upstream::{an_item, deprecate, says_now};

/// An empty template of Ada's, by its address.
async fn a_template(world: &World, cast: &Cast, name: &str) -> String {
    let new = NewTemplate { name: name.into(), description: String::new(), base: TemplateBase::Empty };
    world.services.make_template(&cast.ada, new).await.unwrap()
}

async fn view(world: &World, actor: &Actor, slug: &str) -> TemplateView {
    world.services.template(actor, slug).await.unwrap()
}

/// Changes the template as Ada sees it now.
async fn change(world: &World, cast: &Cast, slug: &str, change: TemplateChange) {
    let now = view(world, &cast.ada, slug).await;
    world.services.edit_template(&cast.ada, now.id, now.edition, change).await.unwrap();
}

async fn add_section(world: &World, cast: &Cast, slug: &str, kind: SectionKind, heading: &str) -> SectionId {
    change(world, cast, slug, TemplateChange::AddSection { kind, heading: heading.into() }).await;
    view(world, &cast.ada, slug).await.content.sections.last().unwrap().id.clone()
}

async fn add_line(world: &World, cast: &Cast, slug: &str, section: &SectionId, text: &str) -> LineId {
    change(world, cast, slug, TemplateChange::AddLine { section: section.clone(), text: text.into() }).await;
    let content = view(world, &cast.ada, slug).await.content;
    let section = content.sections.into_iter().find(|known| known.id == *section).unwrap();
    section.lines.last().unwrap().id.clone()
}

async fn lock(world: &World, cast: &Cast, slug: &str, id: &SectionId, heading: &str) {
    let lock = TemplateChange::Section { id: id.clone(), heading: heading.into(), locked: true, then: Then::Stay };
    change(world, cast, slug, lock).await;
}

async fn publish(world: &World, cast: &Cast, slug: &str, reason: &str) -> u32 {
    let now = view(world, &cast.ada, slug).await;
    let form = PublishTemplate { change_class: "meaning".into(), reason: reason.into() };
    world.services.publish_template(&cast.ada, now.id, now.edition, &form).await.unwrap()
}

async fn start(world: &World, cast: &Cast, slug: &str, filling: Filling) -> Result<PostingId, ServiceError> {
    let new = NewPosting { team: cast.platform, start: Start::Named(slug.into(), filling) };
    world.services.create_posting(&cast.dana, new).await
}

/// What the draft says, to Dana.
async fn draft(world: &World, cast: &Cast, posting: PostingId) -> Snapshot {
    world.services.open_draft(&cast.dana, posting).await.unwrap().snapshot
}

async fn events(world: &World) -> Vec<Event> {
    let events = world.storage.audit().list(None, None, 100).await.unwrap();
    events.into_iter().rev().map(|recorded| recorded.event).collect()
}

fn wrong_fields<T: std::fmt::Debug>(result: Result<T, ServiceError>) -> Vec<(String, String)> {
    match result {
        Err(ServiceError::Invalid(errors)) => errors.into_iter().map(|error| (error.field, error.message)).collect(),
        other => panic!("{other:?}"),
    }
}

fn conflict<T: std::fmt::Debug>(result: Result<T, ServiceError>) -> String {
    match result {
        Err(ServiceError::Conflict(sentence)) => sentence,
        other => panic!("{other:?}"),
    }
}
