//! Who may not merge, what can't become one, and what was edited meanwhile: a sentence each, and nothing happens.

use domain::{library::WordingForm, permissions::Refusal};
use scenarios::{World, on_both_databases};
use services::{DeprecateForm, EditForm, ItemForm, MergeForm, ServiceError};

use crate::merges::{an_item, bread_and_roll, conflict, deprecate, edit, form, merge, newest, page, try_merge};

on_both_databases! {
    async fn only_curators_look_at_merge_and_undo(world: World) {
        let cast = world.cast().await;
        let (bread, roll) = bread_and_roll(&world, &cast).await;
        let asked = form(&world, &roll, &bread).await;
        for actor in [&cast.dana, &cast.ben, &cast.hugo, &cast.vera, &cast.axel, &cast.olga] {
            let is_refused = |error: ServiceError| matches!(error, ServiceError::Refused(Refusal::NotACurator));
            let services = &world.services;
            assert!(is_refused(services.merge_choice(actor, &roll.slug).await.unwrap_err()));
            assert!(is_refused(services.preview_merge(actor, &roll.slug, &bread.slug).await.unwrap_err()));
            assert!(is_refused(services.merge_items(actor, &asked).await.unwrap_err()));
            assert!(is_refused(services.merges(actor).await.unwrap_err()));
        }
        let id = merge(&world, &cast, &roll, &bread).await;
        for actor in [&cast.dana, &cast.hugo, &cast.vera, &cast.axel, &cast.olga] {
            assert!(matches!(world.services.merge(actor, id).await, Err(ServiceError::Refused(_))));
            assert!(matches!(world.services.undo_merge(actor, id).await, Err(ServiceError::Refused(_))));
        }
        assert!(world.services.merge(&cast.ada, id).await.unwrap().undone_at.is_none());
    }

    async fn what_can_not_become_one_is_told_before_and_refused_after(world: World) {
        let cast = world.cast().await;
        let (bread, roll) = bread_and_roll(&world, &cast).await;
        let wording = WordingForm { name: "Baking".into(), body: "You bake.".into(), ..WordingForm::default() };
        let skill = ItemForm { kind: "responsibility".into(), wording: wording.clone(), ..ItemForm::default() };
        let skill = world.services.create_item(&cast.ada, &skill).await.unwrap();
        world.services.publish_item(&cast.ada, skill.id, 1, "").await.unwrap();
        let draft = ItemForm { kind: "benefit".into(), wording, ..ItemForm::default() };
        let draft = world.services.create_item(&cast.ada, &draft).await.unwrap();
        let fax = an_item(&world, &cast, "Fax", "", "").await;
        deprecate(&world, &cast, &fax, "").await;
        let ahead = an_item(&world, &cast, "Ahead", "", "").await;
        edit(&world, &cast, &ahead, false, |form| form.body = "Ahead of it.".into()).await;
        for (gone, stays, said) in [
            (&roll, &skill, "“Roll” is a benefit and “Baking” a responsibility."),
            (&draft, &bread, "“Baking” was never published"),
            (&roll, &draft, "“Baking” was never published"),
            (&roll, &fax, "“Fax” is deprecated. Only a published item can stay."),
            (&roll, &ahead, "A draft version of “Ahead” lies ahead"),
        ] {
            let sentence = conflict(try_merge(&world, &cast.ada, gone, stays).await);
            assert!(sentence.contains(said), "{sentence}");
            let preview = world.services.preview_merge(&cast.ada, &gone.slug, &stays.slug).await.unwrap();
            assert_eq!(preview.gains.unwrap_err(), sentence);
        }
        assert!(world.services.merges(&cast.ada).await.unwrap().is_empty());
        let silent = MergeForm { reason: " ".into(), ..form(&world, &roll, &bread).await };
        let Err(ServiceError::Invalid(fields)) = world.services.merge_items(&cast.ada, &silent).await else { panic!() };
        assert_eq!(fields[0].field, "reason");
        let nobody = MergeForm { gone: (domain::ids::ItemId(uuid::Uuid::nil()), 1), ..form(&world, &roll, &bread).await };
        assert!(matches!(world.services.merge_items(&cast.ada, &nobody).await, Err(ServiceError::NotFound)));
    }

    async fn what_was_edited_meanwhile_is_not_merged_unseen(world: World) {
        let cast = world.cast().await;
        let (bread, roll) = bread_and_roll(&world, &cast).await;
        let seen = form(&world, &roll, &bread).await;
        edit(&world, &cast, &roll, true, |form| form.body = "We offer rolls on Fridays.".into()).await;
        let why = conflict(world.services.merge_items(&cast.ada, &seen).await);
        assert_eq!(why, "Somebody saved version 2 of “Roll” meanwhile. Read what it says now, then merge.");
        let seen = form(&world, &roll, &bread).await;
        edit(&world, &cast, &bread, true, |form| form.body = "We offer rye bread.".into()).await;
        let why = conflict(world.services.merge_items(&cast.ada, &seen).await);
        assert!(why.contains("version 2 of “Bread”"), "{why}");
        merge(&world, &cast, &roll, &bread).await;
    }

    async fn nothing_is_done_any_more_to_a_merged_item(world: World) {
        let cast = world.cast().await;
        let (bread, roll) = bread_and_roll(&world, &cast).await;
        let before = page(&world, &cast, &roll).await;
        edit(&world, &cast, &roll, false, |form| form.body = "Rolls, perhaps.".into()).await;
        merge(&world, &cast, &roll, &bread).await;
        let (services, ada, id) = (&world.services, &cast.ada, roll.id);
        let said = "This item was merged into “Bread”. Go on with that one.";
        let wording = WordingForm { body: "Other.".into(), ..WordingForm::of(&before.wording) };
        let form = EditForm { from_version: 2, wording, change_class: "editorial".into(), reason: "So.".into(), publish: true };
        assert_eq!(conflict(services.edit_item(ada, id, &form).await), said);
        assert_eq!(conflict(services.publish_item(ada, id, 2, "So.").await), said);
        assert_eq!(conflict(services.restore_item(ada, id).await), said);
        assert_eq!(conflict(services.restore_version(ada, id, 1, 2).await), said);
        let form = DeprecateForm { from_version: 2, reason: "So.".into(), ..DeprecateForm::default() };
        assert_eq!(conflict(services.deprecate_item(ada, id, &form).await), said);
        assert_eq!(newest(&world, &roll).await, 2);

        let again = ItemForm { kind: "benefit".into(), group: String::new(), wording: WordingForm::of(&before.wording) };
        let Err(ServiceError::Invalid(fields)) = services.create_item(ada, &again).await else { panic!() };
        assert_eq!(fields[0].message, "“Roll” said exactly this, and was merged into “Bread”. Use that one.");
        let form = DeprecateForm { from_version: 2, replacement: "roll".into(), reason: "So.".into(), ..DeprecateForm::default() };
        assert!(matches!(services.deprecate_item(ada, bread.id, &form).await, Err(ServiceError::Invalid(_))));
    }

    async fn names_that_have_no_room_are_refused(world: World) {
        let cast = world.cast().await;
        let many = (0..domain::library::SYNONYMS_MAX).map(|n| format!("name {n}")).collect::<Vec<_>>().join(", ");
        let full = an_item(&world, &cast, "Full", &many, "").await;
        let roll = an_item(&world, &cast, "Roll", "", "").await;
        let why = conflict(try_merge(&world, &cast.ada, &roll, &full).await);
        assert!(why.contains("“Full” would have more than 30 synonyms"), "{why}");
    }
}
