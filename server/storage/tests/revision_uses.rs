//! Which items the revisions use that are there already when the step comes that wants to know.

use scenarios::{World, on_both_databases, postings::a_posting};
use sea_orm::ConnectionTrait;
use services::{Start, TemplateChoice};

/// As if the step had not run yet.
const BEFORE: [&str; 4] = [
    "DROP TABLE revision_uses",
    "DROP TABLE updates_aside",
    "ALTER TABLE library_items DROP COLUMN sunset_on",
    "DELETE FROM seaql_migrations WHERE version LIKE 'm%_upstream'",
];

on_both_databases! {
    async fn revisions_of_before_are_read_as_those_of_now_are_noted(world: World) {
        let cast = world.cast().await;
        world.services.seed_library().await.unwrap();
        let choice = TemplateChoice { seniority: "mid".into(), stack: "java".into(), industry: "e-commerce".into() };
        let posting = a_posting().from(Start::Template(choice)).by(&cast.dana).in_review();
        posting.make(&world.services).await.unwrap();
        let java = world.services.library_item(&cast.ada, "java").await.unwrap();
        let noted = world.storage.upstream().dependents(java.id).await.unwrap();
        assert_eq!(noted.len(), 2, "a draft and a review: {noted:?}");
        for statement in BEFORE {
            world.storage.connection().execute_unprepared(statement).await.unwrap();
        }
        migrations::up(world.storage.connection()).await.unwrap();
        assert_eq!(world.storage.upstream().dependents(java.id).await.unwrap(), noted);
    }
}
