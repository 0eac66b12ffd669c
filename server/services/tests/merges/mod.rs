//! Two items become one: what it does to pages, searches, offers, files and numbers; who is refused; and that it is undone.
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod chains;
mod doing;
mod files;
mod lines;
mod races;
mod refusals;
mod undoing;

use domain::{
    accounts::Actor,
    ids::{LineId, MergeId, PostingId},
    library::WordingForm,
    posting::Line,
};
use scenarios::{Cast, World, postings::a_posting};
use services::{
    DeprecateForm, EditForm, ItemAddress, ItemForm, ItemPage, LibraryFilter, MergeForm, ServiceError, UpdateView,
};

/// A published benefit of Ada's with these synonyms and tags.
async fn an_item(world: &World, cast: &Cast, name: &str, synonyms: &str, tags: &str) -> ItemAddress {
    let wording = WordingForm {
        name: name.to_owned(),
        body: format!("We offer {name}."),
        synonyms: synonyms.to_owned(),
        tags: tags.to_owned(),
        sources: Some(format!("Handbook of {name}: Food")),
        ..WordingForm::default()
    };
    let form = ItemForm { kind: "benefit".into(), group: String::new(), wording };
    let item = world.services.create_item(&cast.ada, &form).await.unwrap();
    world.services.publish_item(&cast.ada, item.id, 1, "").await.unwrap();
    item
}

/// Bread and a roll, of which the roll is one too many.
async fn bread_and_roll(world: &World, cast: &Cast) -> (ItemAddress, ItemAddress) {
    let bread = an_item(world, cast, "Bread", "loaf", "food").await;
    let roll = an_item(world, cast, "Roll", "bun, Loaf", "food, small").await;
    (bread, roll)
}

async fn page(world: &World, cast: &Cast, item: &ItemAddress) -> ItemPage {
    world.services.library_item(&cast.ada, &item.slug).await.unwrap()
}

async fn newest(world: &World, item: &ItemAddress) -> u32 {
    world.storage.library().newest_version(item.id).await.unwrap().unwrap().number
}

async fn form(world: &World, gone: &ItemAddress, stays: &ItemAddress) -> MergeForm {
    MergeForm {
        gone: (gone.id, newest(world, gone).await),
        stays: (stays.id, newest(world, stays).await),
        reason: "They say the same.".into(),
    }
}

async fn try_merge(
    world: &World,
    actor: &Actor,
    gone: &ItemAddress,
    stays: &ItemAddress,
) -> Result<MergeId, ServiceError> {
    world.services.merge_items(actor, &form(world, gone, stays).await).await
}

async fn merge(world: &World, cast: &Cast, gone: &ItemAddress, stays: &ItemAddress) -> MergeId {
    try_merge(world, &cast.ada, gone, stays).await.unwrap()
}

/// Publishes another wording.
async fn edit(world: &World, cast: &Cast, item: &ItemAddress, publish: bool, change: impl FnOnce(&mut WordingForm)) {
    let page = page(world, cast, item).await;
    let mut wording = WordingForm::of(&page.versions[0].wording);
    change(&mut wording);
    let from_version = page.newest_version;
    let form = EditForm { from_version, wording, change_class: "editorial".into(), reason: "So.".into(), publish };
    world.services.edit_item(&cast.ada, item.id, &form).await.unwrap();
}

async fn deprecate(world: &World, cast: &Cast, item: &ItemAddress, replacement: &str) {
    let from_version = newest(world, item).await;
    let (replacement, reason) = (replacement.to_owned(), "Nobody wants it.".into());
    let form = DeprecateForm { from_version, replacement, reason, ..DeprecateForm::default() };
    world.services.deprecate_item(&cast.ada, item.id, &form).await.unwrap();
}

/// A draft of this person with a line of the item.
async fn a_line(world: &World, actor: &Actor, item: &ItemAddress) -> (PostingId, LineId) {
    let posting = a_posting().by(actor).make(&world.services).await.unwrap().id;
    (posting, world.services.insert_item(actor, posting, item.id, None).await.unwrap())
}

async fn line(world: &World, (posting, line): &(PostingId, LineId)) -> Line {
    world.services.load_live(*posting).await.unwrap().draft.snapshot().line(line).unwrap().1.clone()
}

async fn waiting(world: &World, actor: &Actor, posting: PostingId) -> Vec<UpdateView> {
    world.services.posting_updates(actor, posting).await.unwrap().waiting
}

/// The slugs that a search finds, the best first.
async fn found(world: &World, actor: &Actor, query: &str) -> Vec<String> {
    let filter = LibraryFilter { query: query.to_owned(), ..LibraryFilter::default() };
    let view = world.services.browse_library(actor, &filter).await.unwrap();
    view.items.into_iter().map(|found| found.item.slug).collect()
}

fn conflict<T: std::fmt::Debug>(tried: Result<T, ServiceError>) -> String {
    match tried {
        Err(ServiceError::Conflict(sentence)) => sentence,
        other => panic!("not a conflict: {other:?}"),
    }
}
