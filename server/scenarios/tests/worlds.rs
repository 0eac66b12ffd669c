//! Worlds are separate, and gone afterwards.

use std::{path::Path, time::Duration};

use domain::accounts::Role;
use scenarios::{Database, TestDatabase, World, cast::EVERYONE, demo, on_both_databases};
use services::edges::Clock;
use storage::Storage;

on_both_databases! {
    async fn a_fresh_world_answers_and_its_time_is_ours(world: World) {
        world.services.ping().await.unwrap();
        let before = world.services.now();
        world.clock.advance(Duration::from_secs(60));
        assert_eq!(before.until(world.services.now()), Duration::from_secs(60));
        assert_eq!(world.clock.now(), world.services.now());
    }

    async fn the_cast_is_who_they_say(world: World) {
        let cast = world.cast().await;
        assert!(cast.dana.is_in(Role::HiringManager, cast.platform) && !cast.dana.is_in(Role::HiringManager, cast.payments));
        assert!(cast.ben.is_in(Role::HiringManager, cast.platform));
        assert!(cast.olga.is_in(Role::HiringManager, cast.payments) && !cast.olga.is_in(Role::HiringManager, cast.platform));
        assert!(cast.hugo.is(Role::HrApprover) && cast.axel.is(Role::Auditor) && cast.vera.is_in(Role::Viewer, cast.platform));
        assert!(cast.ada.is(Role::Admin) && cast.ada.is(Role::Curator));
    }

    async fn everyone_of_the_demo_can_sign_in_and_a_second_start_changes_nothing(world: World) {
        let lines = demo(&world.services).await.unwrap();
        assert_eq!(demo(&world.services).await.unwrap(), lines);
        for person in EVERYONE {
            assert!(lines.iter().any(|line| line.contains(person.email) && line.contains(person.password)));
            world.services.sign_in(person.email, person.password, "127.0.0.1").await.unwrap();
        }
    }
}

#[test]
fn a_sqlite_database_leaves_nothing_behind() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let file = runtime.block_on(async {
        let world = World::on(Database::Sqlite).await;
        world.database.url().strip_prefix("sqlite:").unwrap().to_owned()
    });
    assert!(!Path::new(&file).parent().unwrap().exists(), "{file}");
}

#[test]
fn a_postgres_database_leaves_nothing_behind() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let url = runtime.block_on(async {
        let world = World::on(Database::Postgres).await;
        world.database.url().to_owned()
    });
    let again = runtime.block_on(Storage::connect(&url));
    assert!(again.is_err(), "{url} is still there");
}

#[test]
fn two_databases_are_two() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (one, other) = runtime.block_on(async {
        (TestDatabase::create(Database::Postgres).await, TestDatabase::create(Database::Postgres).await)
    });
    assert_ne!(one.url(), other.url());
}
