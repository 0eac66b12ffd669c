//! The operator's look at the audit log: where it ends, and whether it is still what was recorded.

use scenarios::{Database, World};
use sea_orm::ConnectionTrait;

use crate::run::{End, Place};

fn audit(place: &Place, world: &World, arguments: &[&str]) -> End {
    place.run(&[&["audit"], arguments, &["--log", "off", "--database-url", world.database.url()]].concat())
}

async fn tells_whether_the_log_is_what_was_recorded(database: Database) {
    let (world, place) = (World::on(database).await, Place::new());
    let cast = world.cast().await;
    let head = audit(&place, &world, &["head"]);
    assert_eq!((head.code, head.err.as_str()), (0, ""));
    let kept = head.out.trim();
    world.services.create_team(&cast.ada, "Night shift").await.unwrap();
    for arguments in [&["verify"][..], &["verify", "--kept", kept]] {
        let end = audit(&place, &world, arguments);
        assert_eq!(end.code, 0, "{}", end.err);
        assert!(end.out.contains("16 entries read, each as it was recorded"), "{}", end.out);
    }

    let other = format!("{}:{}", kept.split(':').next().unwrap(), "0".repeat(64));
    let end = audit(&place, &world, &["verify", "--kept", &other]);
    assert_eq!(end.code, 1);
    assert!(end.out.contains("Entry 15 is not the one that was kept elsewhere"), "{}", end.out);
    assert!(end.err.contains("the audit log is not what was recorded"), "{}", end.err);

    let add = "INSERT INTO audit_events (seq, at, action, event, digest) VALUES (17, 1, 'x', '{}', 'x')";
    world.storage.connection().execute_unprepared(add).await.unwrap();
    let end = audit(&place, &world, &["verify"]);
    assert!(end.code == 1 && end.out.contains("Entry 17 was altered"), "{}", end.out);
}

#[tokio::test(flavor = "multi_thread")]
async fn it_tells_whether_the_log_is_what_was_recorded_on_sqlite() {
    tells_whether_the_log_is_what_was_recorded(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_tells_whether_the_log_is_what_was_recorded_on_postgres() {
    tells_whether_the_log_is_what_was_recorded(Database::Postgres).await;
}

#[test]
fn what_is_no_head_is_refused_with_a_sentence() {
    let end = Place::new().run(&["audit", "verify", "--kept", "yesterday"]);
    assert_eq!(end.code, 2);
    assert!(end.err.contains("64 hexadecimal digits"), "{}", end.err);
}
