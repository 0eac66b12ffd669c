//! Changes to many items: seen before, made with a reason, taken back as a whole.
#![expect(clippy::unwrap_used, reason = "a test may end in a panic")]

use domain::{
    accounts::Actor,
    events::Event,
    ids::ItemId,
    library::{
        ItemKind, ItemStatus, WordingForm,
        bulk::{BulkChange, BulkEffect},
        health::Ailment,
    },
    permissions::Refusal,
};
use scenarios::{Cast, World};
use services::{BulkChoice, BulkForm, BulkPreview, EditForm, ItemForm, ItemPage, LibraryFilter, ServiceError};

async fn benefit(world: &World, cast: &Cast, name: &str, publish: bool) {
    let wording = WordingForm {
        name: name.into(),
        body: format!("We offer {name}."),
        tags: "food".into(),
        ..WordingForm::default()
    };
    let form = ItemForm { kind: "benefit".into(), group: String::new(), wording };
    let item = world.services.create_item(&cast.ada, &form).await.unwrap();
    if publish {
        world.services.publish_item(&cast.ada, item.id, 1, "").await.unwrap();
    }
}

async fn three(world: &World, cast: &Cast) {
    benefit(world, cast, "Bread", true).await;
    benefit(world, cast, "Soup", true).await;
    benefit(world, cast, "Salad", false).await;
}

fn tag(tag: &str) -> BulkChange {
    BulkChange::AddTag { tag: tag.into() }
}

async fn preview(world: &World, actor: &Actor, choice: &BulkChoice, change: BulkChange) -> BulkPreview {
    world.services.preview_bulk(actor, choice, Some(change)).await.unwrap()
}

fn all() -> BulkChoice {
    BulkChoice::Filter(LibraryFilter::default())
}

fn form(preview: &BulkPreview) -> BulkForm {
    let items: Vec<(ItemId, u32)> =
        preview.rows.iter().filter(|row| row.changes()).map(|row| (row.id, row.version)).collect();
    BulkForm { change: preview.change.clone().unwrap(), reason: "To find them.".into(), items }
}

async fn page(world: &World, cast: &Cast, slug: &str) -> ItemPage {
    world.services.library_item(&cast.ada, slug).await.unwrap()
}

async fn edit(world: &World, cast: &Cast, slug: &str, body: &str) {
    let page = page(world, cast, slug).await;
    let wording = WordingForm { body: body.into(), ..WordingForm::of(&page.versions[0].wording) };
    let form = EditForm {
        from_version: page.newest_version,
        wording,
        change_class: "editorial".into(),
        reason: "So.".into(),
        publish: true,
    };
    world.services.edit_item(&cast.ada, page.id, &form).await.unwrap();
}

scenarios::on_both_databases! {
    async fn a_change_is_seen_made_and_taken_back_as_a_whole(world: World) {
        let cast = world.cast().await;
        three(&world, &cast).await;
        let seen = preview(&world, &cast.ada, &all(), tag("kitchen")).await;
        assert!(seen.rows.len() == 3 && seen.rows.iter().all(services::BulkRow::changes));
        assert_eq!(page(&world, &cast, "bread").await.newest_version, 1, "nothing changed by looking");

        let made = world.services.apply_bulk(&cast.ada, &form(&seen)).await.unwrap();
        for slug in ["bread", "soup", "salad"] {
            let page = page(&world, &cast, slug).await;
            assert_eq!(page.versions[0].wording.tags, ["food", "kitchen"], "{slug}");
            assert_eq!((page.newest_version, page.versions[0].reason.as_str()), (2, "To find them."));
            assert_eq!(page.status == ItemStatus::Published, slug != "salad", "a draft stays one");
        }
        let view = world.services.bulk_edit(&cast.ada, made).await.unwrap();
        assert!(view.items.iter().all(services::DoneItem::is_changed));
        world.services.undo_bulk(&cast.ada, made).await.unwrap();
        world.services.undo_bulk(&cast.ada, made).await.unwrap();
        for slug in ["bread", "soup", "salad"] {
            let page = page(&world, &cast, slug).await;
            assert_eq!((page.versions[0].wording.tags.clone(), page.newest_version), (vec!["food".to_owned()], 3), "{slug}");
        }
        let view = world.services.bulk_edit(&cast.ada, made).await.unwrap();
        assert!(view.undone_at.is_some() && view.items.iter().all(|item| item.not_undone.is_none()));
    }

    async fn who_was_edited_meanwhile_is_left_out_with_its_name(world: World) {
        let cast = world.cast().await;
        three(&world, &cast).await;
        let seen = preview(&world, &cast.ada, &all(), tag("kitchen")).await;
        edit(&world, &cast, "soup", "We offer hot soup.").await;
        let made = world.services.apply_bulk(&cast.ada, &form(&seen)).await.unwrap();
        let view = world.services.bulk_edit(&cast.ada, made).await.unwrap();
        let refused: Vec<&str> = view.items.iter().filter(|item| item.refused.is_some()).map(|item| item.name.as_str()).collect();
        assert_eq!(refused, ["Soup"]);
        assert_eq!(page(&world, &cast, "soup").await.wording.tags, ["food"]);

        edit(&world, &cast, "bread", "We offer rye bread.").await;
        world.services.undo_bulk(&cast.ada, made).await.unwrap();
        let view = world.services.bulk_edit(&cast.ada, made).await.unwrap();
        let kept: Vec<&str> = view.items.iter().filter(|item| item.not_undone.is_some()).map(|item| item.name.as_str()).collect();
        assert_eq!(kept, ["Bread"], "nobody's later words are taken away");
        assert_eq!(page(&world, &cast, "bread").await.wording.tags, ["food", "kitchen"]);
        assert_eq!(page(&world, &cast, "salad").await.versions[0].wording.tags, ["food"]);
    }

    async fn changes_are_taken_back_from_the_last_to_the_first_and_never_for_nothing(world: World) {
        let cast = world.cast().await;
        three(&world, &cast).await;
        let change = async |name: &str| {
            let seen = preview(&world, &cast.ada, &all(), tag(name)).await;
            world.services.apply_bulk(&cast.ada, &form(&seen)).await.unwrap()
        };
        let (first, second) = (change("kitchen").await, change("free").await);
        let refused = world.services.undo_bulk(&cast.ada, first).await;
        assert!(matches!(refused, Err(ServiceError::Conflict(_))), "{refused:?}");
        assert_eq!(world.services.bulk_edit(&cast.ada, first).await.unwrap().undone_at, None, "it can still be taken back");
        world.services.undo_bulk(&cast.ada, second).await.unwrap();
        world.services.undo_bulk(&cast.ada, first).await.unwrap();
        assert_eq!(page(&world, &cast, "bread").await.wording.tags, ["food"]);
    }

    async fn many_are_deprecated_and_come_back(world: World) {
        let cast = world.cast().await;
        three(&world, &cast).await;
        let unused = BulkChoice::Ailing(Ailment::Unused);
        let seen = preview(&world, &cast.ada, &unused, BulkChange::Deprecate).await;
        assert_eq!(seen.rows.len(), 2, "drafts are not on the list");
        let made = world.services.apply_bulk(&cast.ada, &form(&seen)).await.unwrap();
        let bread = page(&world, &cast, "bread").await;
        assert_eq!((bread.status, bread.deprecation_reason.as_deref()), (ItemStatus::Deprecated, Some("To find them.")));
        world.services.undo_bulk(&cast.ada, made).await.unwrap();
        let bread = page(&world, &cast, "bread").await;
        assert_eq!((bread.status, bread.newest_version), (ItemStatus::Published, 1));
        assert_eq!(bread.deprecation_reason, None);
        let last = world.storage.audit().list(None, None, 1).await.unwrap().remove(0).event;
        assert!(matches!(last, Event::ItemRestored { .. }));
    }

    async fn what_an_item_is_changes_while_nobody_uses_it(world: World) {
        let cast = world.cast().await;
        three(&world, &cast).await;
        let kind = BulkChange::Kind { kind: ItemKind::Skill, group: "soft".into() };
        let chosen = BulkChoice::Items(vec!["bread".into(), "no-such-item".into()]);
        let seen = preview(&world, &cast.ada, &chosen, kind).await;
        assert_eq!(seen.rows.len(), 1);
        assert!(matches!(&seen.rows[0].effect, Some(Ok(BulkEffect::Move { .. }))));
        let made = world.services.apply_bulk(&cast.ada, &form(&seen)).await.unwrap();
        let bread = page(&world, &cast, "bread").await;
        assert_eq!((bread.kind, bread.group.as_str(), bread.newest_version), (ItemKind::Skill, "soft", 1));
        world.services.undo_bulk(&cast.ada, made).await.unwrap();
        assert_eq!(page(&world, &cast, "bread").await.kind, ItemKind::Benefit);
    }

    async fn more_than_fit_in_one_transaction_are_changed_and_taken_back(world: World) {
        let cast = world.cast().await;
        world.services.seed_library().await.unwrap();
        let filter = LibraryFilter { kind: Some(ItemKind::Skill), ..LibraryFilter::default() };
        let seen = preview(&world, &cast.ada, &BulkChoice::Filter(filter), tag("everything")).await;
        let count = form(&seen).items.len();
        assert!(count > 40);
        let made = world.services.apply_bulk(&cast.ada, &form(&seen)).await.unwrap();
        let tagged = LibraryFilter { tag: Some("everything".into()), ..LibraryFilter::default() };
        assert_eq!(world.services.browse_library(&cast.ada, &tagged).await.unwrap().total, count);
        world.services.undo_bulk(&cast.ada, made).await.unwrap();
        assert_eq!(world.services.browse_library(&cast.ada, &tagged).await.unwrap().total, 0);
    }

    async fn a_change_without_reason_or_items_or_right_is_refused(world: World) {
        let cast = world.cast().await;
        three(&world, &cast).await;
        let seen = preview(&world, &cast.ada, &all(), tag("kitchen")).await;
        let silent = BulkForm { reason: " ".into(), ..form(&seen) };
        assert!(matches!(world.services.apply_bulk(&cast.ada, &silent).await, Err(ServiceError::Invalid(_))));
        let none = BulkForm { items: Vec::new(), ..form(&seen) };
        assert!(matches!(world.services.apply_bulk(&cast.ada, &none).await, Err(ServiceError::Conflict(_))));
        let made = world.services.apply_bulk(&cast.ada, &form(&seen)).await.unwrap();
        for actor in [&cast.dana, &cast.ben, &cast.hugo, &cast.vera, &cast.axel, &cast.olga] {
            let services = &world.services;
            let is_stranger = |error: ServiceError| matches!(error, ServiceError::Refused(Refusal::NotACurator));
            assert!(is_stranger(services.preview_bulk(actor, &all(), None).await.unwrap_err()));
            assert!(is_stranger(services.apply_bulk(actor, &form(&seen)).await.unwrap_err()));
            assert!(is_stranger(services.bulk_edit(actor, made).await.unwrap_err()));
            assert!(is_stranger(services.bulk_edits(actor).await.unwrap_err()));
            assert!(is_stranger(services.undo_bulk(actor, made).await.unwrap_err()));
        }
        assert_eq!(page(&world, &cast, "bread").await.newest_version, 2);
    }
}
