//! Two curators at once: one is first, the other one is told.

use domain::library::ItemStatus;
use scenarios::{World, on_both_databases};
use services::ServiceError;

use crate::merges::{an_item, bread_and_roll, form, merge, page};

on_both_databases! {
    async fn of_two_who_merge_each_into_the_other_one_is_told_that_it_is_done(world: World) {
        let cast = world.cast().await;
        for round in 0..5 {
            let one = an_item(&world, &cast, &format!("One {round}"), "", "").await;
            let other = an_item(&world, &cast, &format!("Other {round}"), "", "").await;
            let (there, back) = (form(&world, &one, &other).await, form(&world, &other, &one).await);
            let (services, ada) = (&world.services, &cast.ada);
            let (first, second) = tokio::join!(services.merge_items(ada, &there), services.merge_items(ada, &back));
            let told = [&first, &second].into_iter().filter(|done| matches!(done, Err(ServiceError::Conflict(_)))).count();
            assert_eq!((told, [&first, &second].into_iter().filter(|done| done.is_ok()).count()), (1, 1), "{first:?} {second:?}");
        }
    }

    async fn a_form_that_comes_twice_merges_once_and_somebody_else_is_told_where_it_went(world: World) {
        let cast = world.cast().await;
        let (bread, roll) = bread_and_roll(&world, &cast).await;
        let bakery = an_item(&world, &cast, "Bakery", "", "").await;
        let (asked, elsewhere) = (form(&world, &roll, &bread).await, form(&world, &roll, &bakery).await);
        let (services, ada) = (&world.services, &cast.ada);
        let (first, second) = tokio::join!(services.merge_items(ada, &asked), services.merge_items(ada, &asked));
        assert_eq!(first.unwrap(), second.unwrap());
        assert_eq!(page(&world, &cast, &bread).await.newest_version, 2);
        let why = crate::merges::conflict(services.merge_items(ada, &elsewhere).await);
        assert_eq!(why, "“Roll” was merged into “Bread” meanwhile. There is nothing left to merge.");
    }

    async fn two_who_undo_at_once_undo_once(world: World) {
        let cast = world.cast().await;
        let (bread, roll) = bread_and_roll(&world, &cast).await;
        let id = merge(&world, &cast, &roll, &bread).await;
        let (services, ada) = (&world.services, &cast.ada);
        let (first, second) = tokio::join!(services.undo_merge(ada, id), services.undo_merge(ada, id));
        first.unwrap();
        second.unwrap();
        assert_eq!(page(&world, &cast, &bread).await.newest_version, 3);
        assert_eq!(page(&world, &cast, &roll).await.status, ItemStatus::Published);
    }

    async fn merges_and_undos_into_one_item_do_not_hold_each_other_up(world: World) {
        let cast = world.cast().await;
        let hub = an_item(&world, &cast, "Hub", "", "").await;
        let mut merges = Vec::new();
        for number in 0..4 {
            let item = an_item(&world, &cast, &format!("Spoke {number}"), "same", "same").await;
            merges.push(merge(&world, &cast, &item, &hub).await);
        }
        let (services, ada) = (&world.services, &cast.ada);
        let [one, two, three, four] = merges[..] else { panic!() };
        let done = tokio::join!(
            services.undo_merge(ada, one),
            services.undo_merge(ada, two),
            services.undo_merge(ada, three),
            services.undo_merge(ada, four)
        );
        assert!([done.0, done.1, done.2, done.3].iter().all(Result::is_ok));
        let hub = page(&world, &cast, &hub).await;
        assert_eq!((hub.wording.synonyms.as_slice(), hub.wording.tags.as_slice()), ([].as_slice(), [].as_slice()));
        assert!(hub.merged.is_empty());
    }
}
