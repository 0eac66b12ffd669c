//! What lines of a merged item are offered, and how they are counted. Nothing changes before somebody decides.

use domain::{
    document::Operation,
    posting::{ItemRef, Origin},
    upstream::{Answer, Offer},
};
use scenarios::{World, on_both_databases};

use crate::merges::{a_line, bread_and_roll, edit, line, merge, page, waiting};

on_both_databases! {
    async fn lines_keep_their_words_and_are_offered_the_item_that_stays(world: World) {
        let cast = world.cast().await;
        let (bread, roll) = bread_and_roll(&world, &cast).await;
        let place = a_line(&world, &cast.dana, &roll).await;
        let before = world.services.load_live(place.0).await.unwrap();
        merge(&world, &cast, &roll, &bread).await;
        let after = world.services.load_live(place.0).await.unwrap();
        assert_eq!((after.draft.snapshot(), after.seq), (before.draft.snapshot(), before.seq));
        let source = ItemRef { item: roll.id, version: 1 };
        let words = world.services.wordings(&cast.dana, &[source]).await.unwrap();
        assert_eq!(words[0].1.body, "We offer Roll.", "what it came from can still be read");

        let update = waiting(&world, &cast.dana, place.0).await.remove(0);
        assert_eq!((update.offer, update.old_name.as_str(), update.name.as_str()), (Offer::Merged, "Roll", "Bread"));
        assert_eq!((update.old.as_str(), update.new.as_str(), update.slug.as_str()), ("We offer Roll.", "We offer Bread.", "bread"));
        assert_eq!(update.reason, "They say the same.");
        let origins = world.services.origins(&cast.dana, &after.draft.snapshot()).await.unwrap();
        let credit = &origins.of(&place.1).unwrap().credit;
        assert_eq!((credit.name.as_str(), credit.slug.as_str(), credit.version), ("Roll", "roll", 1));

        world.services.settle_updates(&cast.dana, std::slice::from_ref(&update.key), &Answer::Take).await.unwrap();
        let now = line(&world, &place).await;
        assert_eq!((now.text.as_str(), now.origin), ("We offer Bread.", Origin::Library { source: update.key.to }));
        assert!(waiting(&world, &cast.dana, place.0).await.is_empty());
    }

    async fn an_override_is_kept_or_merged_like_every_other(world: World) {
        let cast = world.cast().await;
        let (bread, roll) = bread_and_roll(&world, &cast).await;
        let place = a_line(&world, &cast.dana, &roll).await;
        let reworded = Operation::SetText { id: place.1.clone(), text: "We bake rolls.".into() };
        world.services.edit_draft(&cast.dana, place.0, &[reworded]).await.unwrap();
        merge(&world, &cast, &roll, &bread).await;
        let update = waiting(&world, &cast.dana, place.0).await.remove(0);
        assert_eq!((update.mine.as_deref(), update.is_conflict_free), (Some("We bake rolls."), false));
        world.services.settle_updates(&cast.dana, std::slice::from_ref(&update.key), &Answer::Keep).await.unwrap();
        assert!(waiting(&world, &cast.dana, place.0).await.is_empty());
        assert_eq!(line(&world, &place).await.text, "We bake rolls.");

        edit(&world, &cast, &bread, true, |form| form.body = "We offer fresh bread.".into()).await;
        let update = waiting(&world, &cast.dana, place.0).await.remove(0);
        assert_eq!((update.offer, update.new.as_str()), (Offer::Merged, "We offer fresh bread."));
        let third = Answer::Merge("We bake bread.".into());
        world.services.settle_updates(&cast.dana, std::slice::from_ref(&update.key), &third).await.unwrap();
        let now = line(&world, &place).await;
        assert_eq!((now.text.as_str(), now.origin), ("We bake bread.", Origin::Override { source: update.key.to }));
    }

    async fn lines_of_the_item_that_stays_are_not_asked_about_a_synonym(world: World) {
        let cast = world.cast().await;
        let (bread, roll) = bread_and_roll(&world, &cast).await;
        let place = a_line(&world, &cast.dana, &bread).await;
        merge(&world, &cast, &roll, &bread).await;
        assert_eq!(page(&world, &cast, &bread).await.current_version, 2);
        assert!(waiting(&world, &cast.dana, place.0).await.is_empty(), "version 2 has the same line");
        let adoption = page(&world, &cast, &bread).await.adoption;
        assert_eq!((adoption[0].version, adoption[0].lines, adoption[0].waiting), (1, 1, 0));
        edit(&world, &cast, &bread, true, |form| form.body = "We offer fresh bread.".into()).await;
        assert_eq!(waiting(&world, &cast.dana, place.0).await.len(), 1);
    }

    async fn uses_count_through_merges(world: World) {
        let cast = world.cast().await;
        let (bread, roll) = bread_and_roll(&world, &cast).await;
        let both = a_line(&world, &cast.dana, &roll).await;
        world.services.insert_item(&cast.dana, both.0, bread.id, None).await.unwrap();
        let only_roll = a_line(&world, &cast.ben, &roll).await;
        merge(&world, &cast, &roll, &bread).await;
        let bread_page = page(&world, &cast, &bread).await;
        assert_eq!((bread_page.used, bread_page.uses.len(), bread_page.merged[0].lines), (2, 2, 2));
        assert_eq!(bread_page.where_used.reach.all.lines, 3, "so many would be asked about something new");
        let use_of = |posting| bread_page.uses.iter().find(|found| found.posting == posting).unwrap();
        assert_eq!((use_of(both.0).version, use_of(only_roll.0).version), (Some(1), None));
        let index = world.services.library_index(&cast.dana).await.unwrap().items;
        assert_eq!(index[0].used, 2, "two postings, though three lines");
        let unused = domain::library::health::Ailment::Unused;
        assert!(world.services.library_health(&cast.ada, unused, 1).await.unwrap().items.is_empty());
    }
}
