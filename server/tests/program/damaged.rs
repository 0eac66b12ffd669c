//! The command that lists what was found damaged, and opens a draft again without it.

use scenarios::{Database, World, postings::a_posting};
use sea_orm::ConnectionTrait;

use crate::run::{End, Place};

#[test]
fn a_sound_database_has_nothing_to_list() {
    let place = Place::new();
    let on_new = |command| place.run(&[command, "--log", "off", "--database-url", "sqlite:data/new.db"]);
    assert_eq!(on_new("migrate").code, 0);
    let end = on_new("damaged");
    assert_eq!((end.code, end.out.as_str()), (0, "Nothing was found damaged.\n"), "{}", end.err);
}

fn damaged(place: &Place, world: &World, arguments: &[&str]) -> End {
    place.run(&[&["damaged"], arguments, &["--log", "off", "--database-url", world.database.url()]].concat())
}

async fn opens_a_draft_again(database: Database) {
    let (world, place) = (World::on(database).await, Place::new());
    let cast = world.cast().await;
    let posting = a_posting().by(&cast.dana).make(&world.services).await.unwrap().id;
    let seq = world.services.draft_heads(&[posting]).await.unwrap()[0].1.seq;
    let id = posting.to_string();
    let end = damaged(&place, &world, &["--set-aside", &id]);
    assert_eq!(end.code, 1);
    assert!(end.err.contains("there is nothing to set aside"), "{}", end.err);

    let lose = format!("DELETE FROM doc_updates WHERE seq = {seq}");
    world.storage.connection().execute_unprepared(&lose).await.unwrap();
    let end = damaged(&place, &world, &[]);
    assert!(end.out.contains(&format!("`damaged --set-aside {posting}` opens it")), "{} {}", end.out, end.err);
    let end = damaged(&place, &world, &["--set-aside", &id]);
    let said = format!("The draft of posting {posting} can be opened again. Set aside:\n  update {seq}: is missing\n");
    assert!(end.code == 0 && end.out.starts_with(&said), "{} {}", end.out, end.err);
    assert_eq!(damaged(&place, &world, &[]).out, "Nothing was found damaged.\n");
    let end = damaged(&place, &world, &["--set-aside", "everything"]);
    assert_eq!(end.code, 2, "{}", end.err);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_opened_again_on_sqlite() {
    opens_a_draft_again(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_opened_again_on_postgres() {
    opens_a_draft_again(Database::Postgres).await;
}
