//! An item that others were merged into is merged itself, or taken out of use.

use domain::library::ItemStatus;
use scenarios::{World, on_both_databases};

use crate::merges::{a_line, an_item, bread_and_roll, conflict, deprecate, found, merge, page, try_merge, waiting};

on_both_databases! {
    async fn a_chain_of_merges_leads_to_its_end(world: World) {
        let cast = world.cast().await;
        let (bread, roll) = bread_and_roll(&world, &cast).await;
        let bakery = an_item(&world, &cast, "Bakery", "", "").await;
        let place = a_line(&world, &cast.dana, &roll).await;
        let first = merge(&world, &cast, &roll, &bread).await;
        let second = merge(&world, &cast, &bread, &bakery).await;
        for slug in ["roll", "bread"] {
            assert_eq!(world.services.moved_item(&cast.dana, slug).await.unwrap().unwrap().into.slug, "bakery", "{slug}");
        }
        for name in ["roll", "bun", "loaf", "bread"] {
            assert_eq!(found(&world, &cast.dana, name).await, ["bakery"], "{name}");
        }
        assert_eq!(waiting(&world, &cast.dana, place.0).await[0].name, "Bakery");
        assert_eq!(page(&world, &cast, &bakery).await.used, 1);

        let why = conflict(world.services.undo_merge(&cast.ada, first).await);
        assert_eq!(why, "“Bread” was merged into another item since. Undo that merge first.");
        world.services.undo_merge(&cast.ada, second).await.unwrap();
        assert_eq!(waiting(&world, &cast.dana, place.0).await[0].name, "Bread");
        world.services.undo_merge(&cast.ada, first).await.unwrap();
        assert!(waiting(&world, &cast.dana, place.0).await.is_empty());
        assert_eq!(found(&world, &cast.dana, "roll").await, ["roll"]);
        assert!(page(&world, &cast, &bakery).await.wording.synonyms.is_empty());
    }

    async fn nothing_goes_in_a_circle(world: World) {
        let cast = world.cast().await;
        let (bread, roll) = bread_and_roll(&world, &cast).await;
        assert!(conflict(try_merge(&world, &cast.ada, &bread, &bread).await).contains("into itself"));
        merge(&world, &cast, &roll, &bread).await;
        let why = conflict(try_merge(&world, &cast.ada, &bread, &roll).await);
        assert_eq!(why, "“Roll” was merged into “Bread” meanwhile. Choose that one to stay.");
        let bakery = an_item(&world, &cast, "Bakery", "", "").await;
        merge(&world, &cast, &bread, &bakery).await;
        let why = conflict(try_merge(&world, &cast.ada, &bakery, &roll).await);
        assert_eq!(why, "“Roll” was merged into “Bakery” meanwhile. Choose that one to stay.");
    }

    async fn what_a_deprecated_item_was_replaced_by_may_be_merged_and_it_may_be_merged_itself(world: World) {
        let cast = world.cast().await;
        let (bread, roll) = bread_and_roll(&world, &cast).await;
        let fax = an_item(&world, &cast, "Fax", "", "").await;
        let place = a_line(&world, &cast.dana, &fax).await;
        deprecate(&world, &cast, &fax, &roll.slug).await;
        merge(&world, &cast, &roll, &bread).await;
        assert_eq!(waiting(&world, &cast.dana, place.0).await[0].name, "Bread", "by way of the merged one");
        assert_eq!(page(&world, &cast, &bread).await.merged.len(), 1);

        let bakery = an_item(&world, &cast, "Bakery", "", "").await;
        let id = merge(&world, &cast, &fax, &bakery).await;
        assert_eq!(waiting(&world, &cast.dana, place.0).await[0].name, "Bakery");
        world.services.undo_merge(&cast.ada, id).await.unwrap();
        let back = page(&world, &cast, &fax).await;
        assert_eq!((back.status, back.replacement.unwrap().name.as_str()), (ItemStatus::Deprecated, "Roll"), "as before");
        assert_eq!(waiting(&world, &cast.dana, place.0).await[0].name, "Bread");
    }
}
