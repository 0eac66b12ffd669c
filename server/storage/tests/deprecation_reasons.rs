//! Why items are out of use that are so already when the step comes that keeps it with the item.
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

use scenarios::{Cast, World, on_both_databases};
use sea_orm::ConnectionTrait;
use services::DeprecateForm;

/// As if the step had not run yet.
const BEFORE: [&str; 2] = [
    "ALTER TABLE library_items DROP COLUMN deprecation_reason",
    "DELETE FROM seaql_migrations WHERE version LIKE 'm%_deprecation_reasons'",
];

async fn deprecate(world: &World, cast: &Cast, slug: &str, reason: &str) {
    let item = world.services.library_item(&cast.ada, slug).await.unwrap();
    let form = DeprecateForm { from_version: 1, reason: reason.to_owned(), ..DeprecateForm::default() };
    world.services.deprecate_item(&cast.ada, item.id, &form).await.unwrap();
}

on_both_databases! {
    async fn the_last_reason_of_the_audit_log_is_taken_over(world: World) {
        let cast = world.cast().await;
        world.services.seed_library().await.unwrap();
        deprecate(&world, &cast, "git", "Too early.").await;
        deprecate(&world, &cast, "java", "Nobody writes it.").await;
        for slug in ["git", "java"] {
            let item = world.services.library_item(&cast.ada, slug).await.unwrap();
            world.services.restore_item(&cast.ada, item.id).await.unwrap();
        }
        deprecate(&world, &cast, "git", "Everybody does.").await;
        for statement in BEFORE {
            world.storage.connection().execute_unprepared(statement).await.unwrap();
        }
        migrations::up(world.storage.connection()).await.unwrap();
        for (slug, reason) in [("git", Some("Everybody does.")), ("java", None), ("python", None)] {
            let item = world.services.library_item(&cast.ada, slug).await.unwrap();
            assert_eq!(item.deprecation_reason.as_deref(), reason, "{slug}");
        }
    }
}
