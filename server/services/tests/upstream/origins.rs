//! Each line tells the item and the version that it came from.

use domain::{library::Credit, posting::ItemRef};
use scenarios::{World, on_both_databases};
use services::LineOrigin;

use crate::upstream::{a_draft, an_item, draft, reword, says_now, uses};

on_both_databases! {
    async fn every_line_tells_its_item_and_version(world: World) {
        let cast = world.cast().await;
        let item = an_item(&world, &cast, "Tests", "You write tests.").await;
        let posting = a_draft(&world, &cast.dana).await;
        let first = uses(&world, &cast.dana, posting, item.id).await;
        says_now(&world, &cast, &item, "You write tests first.").await;
        let second = uses(&world, &cast.dana, posting, item.id).await;
        reword(&world, &cast.dana, posting, &second, "You test.").await;
        let said = draft(&world, posting).await;
        let origins = world.services.origins(&cast.vera, &said).await.unwrap();
        let unknown = ItemRef { item: item.id, version: 3 };
        let asked: Vec<ItemRef> = said.lines().filter_map(|(_, line)| line.origin.source()).chain([unknown]).collect();
        let credits = world.services.credits(&cast.vera, &asked).await.unwrap();
        assert_eq!(credits.len(), 2, "of a version that nobody published nothing is told");
        for (line, version, is_overridden) in [(&first, 1, false), (&second, 2, true)] {
            let (name, slug, author) = ("Tests".into(), item.slug.clone(), cast.ada.display_name.clone());
            let credit = Credit { name, slug, version, newest: 2, author };
            assert_eq!(credits.get(&said.line(line).unwrap().1.origin.source().unwrap()), Some(&credit));
            let expected = LineOrigin { credit, is_overridden };
            assert_eq!(origins.of(line), Some(&expected));
        }
        let own = said.lines().find(|(_, line)| line.origin.source().is_none()).unwrap().1;
        assert_eq!(origins.of(&own.id), None);
        let share = origins.provenance;
        assert_eq!((share.lines, share.library, share.overridden, share.percent()), (4, 1, 1, Some(25)));
    }
}
