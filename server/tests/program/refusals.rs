//! When it can't start: an exit code and one sentence that says what to do, never a panic or a backtrace.

use std::{fs, net::TcpListener};

use scenarios::{Database, TestDatabase};
use sea_orm::ConnectionTrait;
use storage::Storage;

use crate::run::{End, Place};

/// The operator's own mistakes end with 2, a world that does not fit with 1.
fn is_one_clear_sentence(end: &End, code: i32, says: &[&str]) {
    assert_eq!(end.code, code, "{}", end.err);
    let complaint: Vec<&str> = end.err.lines().filter(|line| !line.trim().is_empty()).collect();
    assert!(complaint.len() <= 6 && end.out.is_empty(), "{} {}", end.out, end.err);
    for words in says {
        assert!(end.err.contains(words), "{words:?} is not in: {}", end.err);
    }
    for noise in ["panicked", "RUST_BACKTRACE", "Error {", "Some("] {
        assert!(!end.err.contains(noise), "{}", end.err);
    }
}

#[test]
fn a_configuration_that_can_not_be_used_is_named() {
    let place = Place::new();
    place.write("broken.toml", "listen = ");
    place.write("unknown.toml", "colour = \"red\"");
    place.write("nonsense.toml", "listen = \"here\"");
    place.write("list.toml", "listen = [1, 2]");
    place.write("binary.toml", "\u{0}\u{1}\u{2}");
    for (file, says) in [
        ("broken.toml", "is not valid"),
        ("unknown.toml", "\"colour\", which does not exist"),
        ("nonsense.toml", "here"),
        ("list.toml", "listen"),
        ("binary.toml", "is not valid"),
        ("missing.toml", "can't be read"),
        (".", "can't be read"),
    ] {
        is_one_clear_sentence(&place.run(&["--config", file]), 2, &[says]);
    }
    place.write("rolewright.toml", "listen = ");
    is_one_clear_sentence(&place.run(&[]), 2, &["rolewright.toml is not valid"]);
}

#[test]
fn a_value_that_can_not_be_used_is_named() {
    let place = Place::new();
    for (arguments, says) in [
        (&["--listen", "nowhere"][..], "--listen"),
        (&["--listen", "127.0.0.1:99999"], "--listen"),
        (&["--demo", "perhaps"], "--demo"),
        (&["--log-format", "poem"], "poem"),
        (&["--base-url", "ftp://x"], "ftp://x"),
        (&["--base-url", "https://x/path"], "https://x/path"),
        (&["--no-such-setting"], "--no-such-setting"),
        (&["no-such-command"], "no-such-command"),
    ] {
        is_one_clear_sentence(&place.run(arguments), 2, &[says]);
    }
}

#[tokio::test]
async fn a_database_is_emptied_only_with_yes() {
    let database = TestDatabase::create(Database::Sqlite).await;
    let storage = migrated(&database).await;
    let place = Place::new();
    let down = ["migrate", "down", "--log", "off", "--database-url", database.url()];
    is_one_clear_sentence(&place.run(&down), 2, &["everything in the database", "migrate down --yes"]);
    assert!(!storage.accounts().has_people().await.unwrap(), "its tables are still there");
    let end = place.run(&[&down[..], &["--yes"]].concat());
    assert_eq!((end.code, end.err.as_str()), (0, ""));
    assert!(storage.accounts().has_people().await.is_err(), "its tables are gone");
}

#[test]
fn demo_passwords_are_never_offered_to_the_world() {
    let place = Place::new();
    for listen in ["0.0.0.0:0", "[::]:0", "192.0.2.1:80"] {
        for more in [&[][..], &["--base-url", "https://jobs.example.org"]] {
            let end = place.run(&[&["--demo", "--listen", listen], more].concat());
            is_one_clear_sentence(&end, 2, &["demo mode has ready-made passwords", "127.0.0.1"]);
        }
    }
    is_one_clear_sentence(&place.run(&["--listen", "0.0.0.0:0"]), 2, &["https"]);
}

#[test]
fn a_port_in_use_is_found_before_anything_is_written() {
    let place = Place::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let listen = taken.local_addr().unwrap().to_string();
    let end = place.run(&["--site", "site", "--database-url", "sqlite:data/test.db", "--listen", &listen]);
    is_one_clear_sentence(&end, 1, &[&format!("{listen} is in use"), "--listen"]);
    assert!(!place.folder.join("data").exists());
}

#[test]
fn missing_browser_files_are_named_with_the_command_that_makes_them() {
    let place = Place::new();
    let port = ["--listen", "127.0.0.1:0"];
    let end = place.run(&[&["--site", "nowhere"], &port[..]].concat());
    is_one_clear_sentence(&end, 1, &["nowhere", "make build"]);
    place.write("site/assets.json", "{}");
    is_one_clear_sentence(&place.run(&[&["--site", "site"], &port[..]].concat()), 1, &["app.css", "make build"]);
}

fn serve_with(place: &Place, url: &str) -> End {
    place.run(&["--site", "site", "--listen", "127.0.0.1:0", "--log", "off", "--database-url", url])
}

#[test]
fn a_database_that_can_not_be_used_is_one_sentence() {
    let place = Place::new();
    place.write("letter.db", &"Dear aunt, this is a letter and no database, though it is long enough. ".repeat(99));
    fs::create_dir(place.folder.join("folder.db")).unwrap();
    for url in [
        "sqlite:letter.db",
        "sqlite:folder.db",
        "sqlite:/proc/no/such/place.db",
        "postgres://nobody@127.0.0.1:1/none",
        "mysql://x",
        "nonsense",
        "",
    ] {
        let end = serve_with(&place, url);
        is_one_clear_sentence(&end, 1, &["rolewright: "]);
        assert!(end.err.contains("database"), "{url}: {}", end.err);
    }
}

#[test]
fn no_password_of_the_database_is_printed() {
    let place = Place::new();
    let end = serve_with(&place, "postgres://rolewright:sesame@127.0.0.1:1/none");
    assert!(end.code == 1 && !end.err.contains("sesame"), "{}", end.err);
    let mut command = place.command(&["--help"]);
    let help = command.env("DATABASE_URL", "postgres://rolewright:sesame@127.0.0.1:1/none").output().unwrap();
    assert!(!String::from_utf8_lossy(&help.stdout).contains("sesame"));
}

async fn migrated(database: &TestDatabase) -> Storage {
    let storage = Storage::connect(database.url()).await.unwrap();
    migrations::up(storage.connection()).await.unwrap();
    storage
}

#[tokio::test]
async fn a_read_only_database_is_said_to_be_one() {
    let database = TestDatabase::create(Database::Sqlite).await;
    migrated(&database).await;
    let end = serve_with(&Place::new(), &format!("{}?mode=ro", database.url()));
    is_one_clear_sentence(&end, 1, &["database", "readonly"]);
}

async fn refuses_the_work_of_a_newer_program(kind: Database) {
    let database = TestDatabase::create(kind).await;
    let storage = migrated(&database).await;
    let newer = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_from_the_future', 0)";
    storage.connection().execute_unprepared(newer).await.unwrap();
    let place = Place::new();
    let (serve, migrate) =
        (serve_with(&place, database.url()), place.run(&["migrate", "--log", "off", "--database-url", database.url()]));
    for end in [serve, migrate] {
        is_one_clear_sentence(&end, 1, &["newer Rolewright", "m9999_from_the_future", "backup"]);
    }
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_left_alone_on_sqlite() {
    refuses_the_work_of_a_newer_program(Database::Sqlite).await;
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_left_alone_on_postgres() {
    refuses_the_work_of_a_newer_program(Database::Postgres).await;
}
