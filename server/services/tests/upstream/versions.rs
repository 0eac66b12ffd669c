//! An old version again, as a new draft.

use scenarios::{World, on_both_databases};
use services::ServiceError;

use crate::upstream::{a_draft, an_item, conflict, count, draft, says_now, uses};

on_both_databases! {
    async fn an_old_version_comes_back_as_a_draft_that_no_posting_sees(world: World) {
        let cast = world.cast().await;
        let item = an_item(&world, &cast, "Tests", "You write tests.").await;
        let posting = a_draft(&world, &cast.dana).await;
        says_now(&world, &cast, &item, "You write tests first.").await;
        uses(&world, &cast.dana, posting, item.id).await;
        let before = draft(&world, posting).await;
        for actor in [&cast.dana, &cast.hugo, &cast.vera, &cast.axel] {
            let tried = world.services.restore_version(actor, item.id, 1, 2).await;
            assert!(matches!(tried, Err(ServiceError::Refused(_))), "{}", actor.display_name);
        }
        assert_eq!(world.services.restore_version(&cast.ada, item.id, 1, 2).await.unwrap(), 3);
        let page = world.services.library_item(&cast.ada, &item.slug).await.unwrap();
        let restored = page.draft().unwrap();
        assert_eq!((page.current_version, restored.number), (2, 3));
        assert_eq!(restored.wording, page.versions[2].wording);
        assert_eq!(restored.reason, "Says what version 1 said.");
        assert_eq!((count(&world, &cast.dana).await, draft(&world, posting).await), (0, before.clone()));

        let stale = world.services.restore_version(&cast.ada, item.id, 1, 2).await;
        assert!(conflict(stale).contains("version 3"));
        let same = world.services.restore_version(&cast.ada, item.id, 1, 3).await;
        assert_eq!(conflict(same), "Version 3 says this already.");
        let nothing = world.services.restore_version(&cast.ada, item.id, 9, 3).await;
        assert!(matches!(nothing, Err(ServiceError::NotFound)));

        world.services.publish_item(&cast.ada, item.id, 3, "").await.unwrap();
        assert_eq!((count(&world, &cast.dana).await, draft(&world, posting).await), (1, before));
    }
}
