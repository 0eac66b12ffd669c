//! What a merge does, and that it is seen before.

use domain::{
    events::Event,
    library::{ItemStatus, health::Ailment},
};
use scenarios::{World, on_both_databases};
use services::{BulkChoice, ServiceError};

use crate::merges::{a_line, an_item, bread_and_roll, found, merge, page};

on_both_databases! {
    async fn a_preview_says_what_a_merge_would_do_and_changes_nothing(world: World) {
        let cast = world.cast().await;
        let (bread, roll) = bread_and_roll(&world, &cast).await;
        a_line(&world, &cast.dana, &roll).await;
        let preview = world.services.preview_merge(&cast.ada, &roll.slug, &bread.slug).await.unwrap();
        let gains = preview.gains.unwrap();
        assert_eq!(gains.synonyms, ["Roll", "bun"]);
        assert_eq!(gains.tags, ["small"]);
        assert_eq!(gains.source_refs[0].seed, "Handbook of Roll");
        assert_eq!((preview.used.reach.all.lines, preview.used.reach.teams[0].team_name.as_str()), (1, "Platform"));
        assert_eq!(page(&world, &cast, &roll).await.status, ItemStatus::Published);
        assert_eq!(page(&world, &cast, &bread).await.newest_version, 1);

        let choice = world.services.merge_choice(&cast.ada, &roll.slug).await.unwrap();
        assert_eq!(choice.others.iter().map(|other| other.slug.as_str()).collect::<Vec<_>>(), ["bread"]);
        let nothing = world.services.preview_merge(&cast.ada, &roll.slug, "no-such-item").await;
        assert!(matches!(nothing, Err(ServiceError::NotFound)));
    }

    async fn the_item_that_goes_is_found_only_as_the_one_that_stays(world: World) {
        let cast = world.cast().await;
        let (bread, roll) = bread_and_roll(&world, &cast).await;
        let id = merge(&world, &cast, &roll, &bread).await;
        for name in ["roll", "bun", "loaf", "bread"] {
            assert_eq!(found(&world, &cast.dana, name).await, ["bread"], "{name}");
            assert_eq!(found(&world, &cast.ada, name).await, ["bread"], "{name}");
        }
        assert_eq!(found(&world, &cast.ada, "").await, ["bread"]);
        let index = world.services.library_index(&cast.dana).await.unwrap().items;
        assert_eq!(index.iter().map(|item| item.slug.as_str()).collect::<Vec<_>>(), ["bread"]);
        assert!(matches!(world.services.library_item(&cast.ada, &roll.slug).await, Err(ServiceError::Gone(_))));
        let moved = world.services.moved_item(&cast.dana, &roll.slug).await.unwrap().unwrap();
        assert_eq!((moved.name.as_str(), moved.into.slug.as_str()), ("Roll", "bread"));
        assert_eq!(world.services.moved_item(&cast.dana, &bread.slug).await.unwrap(), None);

        let bread = page(&world, &cast, &bread).await;
        assert_eq!((bread.current_version, bread.wording.body.as_str()), (2, "We offer Bread."));
        assert_eq!(bread.wording.synonyms, ["loaf", "Roll", "bun"]);
        assert_eq!(bread.wording.tags, ["food", "small"]);
        assert_eq!(bread.versions[0].reason, "Merged “Roll” into this: They say the same.");
        assert_eq!((bread.merged[0].merge, bread.merged[0].author.as_str()), (id, "Ada Lind"));
        let view = world.services.merge(&cast.ada, id).await.unwrap();
        assert_eq!((view.gone.name.as_str(), view.stays.name.as_str(), view.undone_at), ("Roll", "Bread", None));
        assert_eq!(world.services.merges(&cast.ada).await.unwrap().len(), 1);
        let events: Vec<Event> = world.storage.audit().list(None, None, 3).await.unwrap().into_iter().map(|one| one.event).collect();
        assert!(events.iter().any(|event| matches!(event, Event::ItemMerged { merge, reason, .. } if *merge == id && reason == "They say the same.")), "{events:?}");
    }

    async fn nothing_offers_a_merged_item_any_more(world: World) {
        let cast = world.cast().await;
        let (bread, roll) = bread_and_roll(&world, &cast).await;
        merge(&world, &cast, &roll, &bread).await;
        let posting = scenarios::postings::a_posting().by(&cast.dana).make(&world.services).await.unwrap().id;
        let inserted = world.services.insert_item(&cast.dana, posting, roll.id, None).await;
        let Err(ServiceError::Gone(sentence)) = inserted else { panic!("{inserted:?}") };
        assert_eq!(sentence, "“Roll” was merged into another item. Use “Bread” instead.");
        let near = world.services.near_duplicates(&cast.ada, "Roll", "We offer Roll.").await.unwrap();
        assert!(near.iter().all(|near| near.item.slug == "bread"), "{near:?}");
        for ailment in Ailment::ALL {
            let health = world.services.library_health(&cast.ada, *ailment, 1).await.unwrap();
            assert!(health.items.iter().all(|ailing| ailing.item.item.slug == "bread"), "{ailment}");
        }
        let chosen = BulkChoice::Items(vec!["roll".into()]);
        let change = domain::library::bulk::BulkChange::Deprecate;
        let rows = world.services.preview_bulk(&cast.ada, &chosen, Some(change)).await.unwrap().rows;
        assert_eq!(rows[0].effect, Some(Err("It was merged into another item.".to_owned())));
        let all = BulkChoice::Filter(services::LibraryFilter::default());
        assert_eq!(world.services.preview_bulk(&cast.ada, &all, None).await.unwrap().rows.len(), 1);
    }

    async fn templates_start_with_the_item_that_stays(world: World) {
        let cast = world.cast().await;
        world.services.seed_library().await.unwrap();
        let rest = world.services.library_item(&cast.ada, "api-development").await.unwrap();
        assert!(!rest.where_used.templates.is_empty());
        let form = domain::library::WordingForm { name: "Web APIs".into(), body: "You design web APIs.".into(), ..Default::default() };
        let (kind, group) = (rest.kind.to_string(), rest.group.clone());
        let web = world.services.create_item(&cast.ada, &services::ItemForm { kind, group, wording: form }).await.unwrap();
        world.services.publish_item(&cast.ada, web.id, 1, "").await.unwrap();
        let rest_item = services::ItemAddress { id: rest.id, slug: rest.slug.clone() };
        let id = merge(&world, &cast, &rest_item, &web).await;
        let page = world.services.library_item(&cast.ada, &web.slug).await.unwrap();
        assert_eq!(page.where_used.templates, rest.where_used.templates);
        assert_eq!(world.services.seed_library().await.unwrap(), 0, "the seed brings nothing back");
        world.services.undo_merge(&cast.ada, id).await.unwrap();
        let page = world.services.library_item(&cast.ada, &web.slug).await.unwrap();
        assert!(page.where_used.templates.is_empty());
    }

    async fn what_has_all_the_names_already_gets_no_version(world: World) {
        let cast = world.cast().await;
        let bread = an_item(&world, &cast, "Bread", "roll", "food").await;
        let roll = services::ItemForm {
            kind: "benefit".into(),
            wording: domain::library::WordingForm { name: "Roll".into(), body: "We offer rolls.".into(), ..Default::default() },
            ..Default::default()
        };
        let roll = world.services.create_item(&cast.ada, &roll).await.unwrap();
        world.services.publish_item(&cast.ada, roll.id, 1, "").await.unwrap();
        let id = merge(&world, &cast, &roll, &bread).await;
        assert_eq!(page(&world, &cast, &bread).await.newest_version, 1);
        deprecate_and_undo(&world, &cast, &bread, id).await;
    }
}

/// With nothing to give back, a merge can be undone whatever became of the other item.
async fn deprecate_and_undo(
    world: &World,
    cast: &scenarios::Cast,
    item: &services::ItemAddress,
    id: domain::ids::MergeId,
) {
    crate::merges::deprecate(world, cast, item, "").await;
    world.services.undo_merge(&cast.ada, id).await.unwrap();
    assert_eq!(page(world, cast, item).await.newest_version, 1);
}
