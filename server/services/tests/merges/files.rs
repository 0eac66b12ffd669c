//! Files know an item by its slug: a merged one's is refused with the name of the other, and no file says it any more.

use domain::library::exchange::{ImportStage, Outcome};
use scenarios::{World, on_both_databases};
use services::{StartImport, exported_head, exported_piece};

use crate::merges::{bread_and_roll, merge, page};

on_both_databases! {
    async fn a_row_of_a_merged_item_names_the_one_that_stands_in_its_place(world: World) {
        let cast = world.cast().await;
        let (bread, roll) = bread_and_roll(&world, &cast).await;
        merge(&world, &cast, &roll, &bread).await;
        let file = "slug,kind,name,body\nroll,benefit,Roll,We offer rolls again.\nbread,benefit,Bread,We offer fresh bread.\n";
        let mut arrival = world.services.begin_import(&cast.ada, "library.csv").await.unwrap();
        world.services.take_in(&mut arrival, file.as_bytes()).await.unwrap();
        let import = world.services.finish_arrival(arrival).await.unwrap();
        world.services.work_on_imports().await.unwrap();
        let form = StartImport { publishes: true, change_class: "editorial".into(), reason: String::new() };
        world.services.start_import(&cast.ada, import, &form).await.unwrap();
        world.services.work_on_imports().await.unwrap();
        let done = world.services.library_import(&cast.ada, import).await.unwrap();
        assert_eq!((done.stage, done.report.changed, done.report.rejected), (ImportStage::Done, 1, 1));
        let row = done.report.named(Outcome::Rejected).next().unwrap();
        let said = "Here it was merged into “Bread”. Change that one, whose slug is bread.";
        assert_eq!(row.why, [("slug".to_owned(), said.to_owned())]);
        assert_eq!(page(&world, &cast, &bread).await.wording.body, "We offer fresh bread.");
    }

    async fn an_export_holds_the_item_that_stays_with_what_it_gained(world: World) {
        let cast = world.cast().await;
        let (bread, roll) = bread_and_roll(&world, &cast).await;
        let id = merge(&world, &cast, &roll, &bread).await;
        let exported = async || {
            let slugs = world.services.exported_slugs(&cast.ada).await.unwrap();
            let (rows, _) = world.services.exported_rows(&cast.ada, &slugs).await.unwrap();
            let format = domain::library::exchange::ExchangeFormat::Csv;
            let bytes = [exported_head(format).unwrap(), exported_piece(format, &rows, true).unwrap()].concat();
            String::from_utf8(bytes).unwrap()
        };
        let merged = exported().await;
        assert!(merged.contains("\nbread,") && !merged.contains("\nroll,"), "{merged}");
        assert!(merged.contains("bun"), "{merged}");
        world.services.undo_merge(&cast.ada, id).await.unwrap();
        assert!(exported().await.contains("\nroll,"));
    }
}
