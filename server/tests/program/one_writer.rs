//! An SQLite database has one program at a time, and nobody has to tidy up after one that was killed.

use std::fs;

use crate::run::{End, Place, Running};

fn is_refused(end: &End, first: &Running) {
    assert_eq!(end.code, 1, "{}", end.err);
    let sentence = format!("data/test.db is in use by another Rolewright (process {})", first.id());
    assert!(end.err.contains(&sentence) && end.err.lines().count() == 1 && end.out.is_empty(), "{}", end.err);
    assert!(end.err.contains("PostgreSQL"), "it says what to do: {}", end.err);
}

#[test]
fn a_second_program_that_writes_is_refused_and_the_first_goes_on() {
    let place = Place::new();
    let first = place.serve(&["--demo"]);
    // Another way to the same file is the same file.
    #[cfg(unix)]
    std::os::unix::fs::symlink(place.folder.join("data"), place.folder.join("link")).unwrap();
    for url in ["sqlite:data/test.db", "sqlite://data/test.db", "sqlite:data/test.db?mode=rwc", "sqlite:./data/test.db"]
    {
        for command in [&["migrate"][..], &["migrate", "down", "--yes"], &["seed"]] {
            let end = place.run(&[command, &["--log", "off", "--database-url", url]].concat());
            let first_words = end.err.replace("./data", "data");
            is_refused(&End { err: first_words, ..end }, &first);
        }
    }
    let serve = ["--site", "site", "--listen", "127.0.0.1:0", "--log", "off"];
    is_refused(&place.run(&[&serve[..], &["--database-url", "sqlite:data/test.db"]].concat()), &first);
    let end = place.run(&[&serve[..], &["--database-url", "sqlite:link/test.db"]].concat());
    assert!(end.code == 1 && end.err.contains("link/test.db is in use"), "{}", end.err);
    let end = place.run(&["audit", "verify", "--log", "off", "--database-url", "sqlite:data/test.db"]);
    assert_eq!((end.code, end.err.as_str()), (0, ""), "who only reads is let in");
    // It had not been touched: people can still sign in.
    assert!(first.sign_in(scenarios::cast::DANA).starts_with("__Host-id="));
}

#[test]
fn when_the_first_is_gone_however_it_went_the_next_starts_at_once() {
    let place = Place::new();
    for signal in ["KILL", "TERM", "KILL"] {
        let mut program = place.serve(&[]);
        program.stop(signal);
        assert!(fs::exists(place.folder.join("data/test.db.lock")).unwrap());
    }
    let end = place.run(&["migrate", "--log", "off", "--database-url", "sqlite:data/test.db"]);
    assert_eq!((end.code, end.err.as_str()), (0, ""));
}

#[test]
fn databases_beside_each_other_are_no_trouble() {
    let place = Place::new();
    let _first = place.serve(&[]);
    let _second = place.serve_on("sqlite:data/other.db", &[]);
    let end = place.run(&["migrate", "--log", "off", "--database-url", "sqlite:data/third.db"]);
    assert_eq!((end.code, end.err.as_str()), (0, ""));
}
