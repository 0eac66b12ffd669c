//! Undoing brings back what was, whatever was edited since.

use domain::{events::Event, library::ItemStatus, upstream::Answer};
use scenarios::{World, on_both_databases};

use crate::merges::{a_line, an_item, bread_and_roll, conflict, deprecate, edit, found, line, merge, page, waiting};

on_both_databases! {
    async fn an_undone_merge_leaves_both_as_they_were(world: World) {
        let cast = world.cast().await;
        let (bread, roll) = bread_and_roll(&world, &cast).await;
        let (bread_before, roll_before) = (page(&world, &cast, &bread).await, page(&world, &cast, &roll).await);
        let place = a_line(&world, &cast.dana, &roll).await;
        let id = merge(&world, &cast, &roll, &bread).await;
        world.services.undo_merge(&cast.ada, id).await.unwrap();
        world.services.undo_merge(&cast.ada, id).await.unwrap();
        let (bread_after, roll_after) = (page(&world, &cast, &bread).await, page(&world, &cast, &roll).await);
        assert_eq!((bread_after.wording, bread_after.status), (bread_before.wording, bread_before.status));
        assert_eq!(bread_after.newest_version, 3);
        assert_eq!((roll_after.wording, roll_after.status), (roll_before.wording, roll_before.status));
        assert_eq!(roll_after.versions, roll_before.versions);
        assert_eq!(found(&world, &cast.dana, "bun").await, ["roll"]);
        assert!(waiting(&world, &cast.dana, place.0).await.is_empty());
        assert!(world.services.merge(&cast.ada, id).await.unwrap().undone_at.is_some());
        let last = world.storage.audit().list(None, None, 1).await.unwrap().remove(0).event;
        assert_eq!(last, Event::MergeUndone { merge: id, item: roll.id, into: bread.id });
        merge(&world, &cast, &roll, &bread).await;
        assert_eq!(found(&world, &cast.dana, "bun").await, ["bread"], "and again");
    }

    async fn later_edits_of_the_item_that_stays_are_kept(world: World) {
        let cast = world.cast().await;
        let (bread, roll) = bread_and_roll(&world, &cast).await;
        let id = merge(&world, &cast, &roll, &bread).await;
        edit(&world, &cast, &bread, true, |form| {
            form.body = "We offer fresh bread.".into();
            form.synonyms = "loaf, Roll, bun, baguette".into();
            form.tags = "small, morning".into();
        }).await;
        world.services.undo_merge(&cast.ada, id).await.unwrap();
        let bread = page(&world, &cast, &bread).await;
        assert_eq!(bread.wording.body, "We offer fresh bread.");
        assert_eq!(bread.wording.synonyms, ["loaf", "baguette"], "loaf was there before the merge");
        assert_eq!(bread.wording.tags, ["morning"]);
        assert_eq!(bread.current_version, bread.newest_version);
    }

    async fn a_draft_version_ahead_stays_ahead_without_what_was_gained(world: World) {
        let cast = world.cast().await;
        let (bread, roll) = bread_and_roll(&world, &cast).await;
        let id = merge(&world, &cast, &roll, &bread).await;
        edit(&world, &cast, &bread, false, |form| form.body = "We offer bread, perhaps.".into()).await;
        world.services.undo_merge(&cast.ada, id).await.unwrap();
        let bread = page(&world, &cast, &bread).await;
        assert_eq!((bread.wording.body.as_str(), bread.wording.synonyms.as_slice()), ("We offer Bread.", ["loaf".to_owned()].as_slice()));
        let draft = bread.draft().unwrap();
        assert_eq!((draft.wording.body.as_str(), draft.wording.synonyms.as_slice()), ("We offer bread, perhaps.", ["loaf".to_owned()].as_slice()));
        assert_eq!(draft.reason, "So.");
    }

    async fn what_two_merges_brought_goes_with_the_last_of_them(world: World) {
        let cast = world.cast().await;
        let bread = an_item(&world, &cast, "Bread", "", "").await;
        let roll = an_item(&world, &cast, "Roll", "bun", "small").await;
        let bap = an_item(&world, &cast, "Bap", "Bun", "small").await;
        let first = merge(&world, &cast, &roll, &bread).await;
        let second = merge(&world, &cast, &bap, &bread).await;
        assert_eq!(page(&world, &cast, &bread).await.wording.synonyms, ["Roll", "bun", "Bap"]);
        world.services.undo_merge(&cast.ada, first).await.unwrap();
        let between = page(&world, &cast, &bread).await.wording;
        assert_eq!((between.synonyms, between.tags), (vec!["bun".to_owned(), "Bap".into()], vec!["small".to_owned()]));
        world.services.undo_merge(&cast.ada, second).await.unwrap();
        let after = page(&world, &cast, &bread).await.wording;
        assert!(after.synonyms.is_empty() && after.tags.is_empty(), "{after:?}");
    }

    async fn an_item_out_of_use_gives_nothing_back_until_it_is_restored(world: World) {
        let cast = world.cast().await;
        let (bread, roll) = bread_and_roll(&world, &cast).await;
        let id = merge(&world, &cast, &roll, &bread).await;
        deprecate(&world, &cast, &bread, "").await;
        let why = conflict(world.services.undo_merge(&cast.ada, id).await);
        assert_eq!(why, "“Bread” is deprecated by now, so what it gained can't be taken away. Restore it first.");
        assert_eq!(world.services.moved_item(&cast.dana, "roll").await.unwrap().unwrap().into.slug, "bread");
        world.services.restore_item(&cast.ada, bread.id).await.unwrap();
        world.services.undo_merge(&cast.ada, id).await.unwrap();
        assert_eq!(page(&world, &cast, &roll).await.status, ItemStatus::Published);
    }

    async fn a_deprecated_item_comes_back_deprecated(world: World) {
        let cast = world.cast().await;
        let (bread, roll) = bread_and_roll(&world, &cast).await;
        let bakery = an_item(&world, &cast, "Bakery", "", "").await;
        let form = services::DeprecateForm {
            from_version: 1,
            replacement: bakery.slug.clone(),
            sunset_on: "2030-01-01".into(),
            reason: "Old.".into(),
        };
        world.services.deprecate_item(&cast.ada, roll.id, &form).await.unwrap();
        let before = page(&world, &cast, &roll).await;
        let id = merge(&world, &cast, &roll, &bread).await;
        world.services.undo_merge(&cast.ada, id).await.unwrap();
        let after = page(&world, &cast, &roll).await;
        assert_eq!((after.status, &after.replacement, after.sunset_on), (before.status, &before.replacement, before.sunset_on));
        assert!(after.sunset_on.is_some() && after.replacement.is_some());
        assert_eq!(after.deprecation_reason.as_deref(), Some("Old."));
    }

    async fn lines_that_took_the_other_item_keep_it(world: World) {
        let cast = world.cast().await;
        let (bread, roll) = bread_and_roll(&world, &cast).await;
        let (taken, left) = (a_line(&world, &cast.dana, &roll).await, a_line(&world, &cast.ben, &roll).await);
        let id = merge(&world, &cast, &roll, &bread).await;
        let update = waiting(&world, &cast.dana, taken.0).await.remove(0);
        world.services.settle_updates(&cast.dana, &[update.key], &Answer::Take).await.unwrap();
        world.services.undo_merge(&cast.ada, id).await.unwrap();
        assert_eq!(line(&world, &taken).await.text, "We offer Bread.");
        assert_eq!(line(&world, &left).await.text, "We offer Roll.");
        assert!(waiting(&world, &cast.dana, taken.0).await.is_empty());
        assert!(waiting(&world, &cast.ben, left.0).await.is_empty());
    }
}
