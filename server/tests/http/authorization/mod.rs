//! Authorization coverage: every server function, every page and every message of the live channel has a row that says
//! who is refused, and how.

mod functions;
mod live;
mod pages;

use std::collections::BTreeSet;

pub use pages::routes;

use functions::{Access, rows};
use leptos::server_fn::axum::server_fn_paths;
use scenarios::{Database, cast::Person};

use crate::support::Company;

/// Needs a database without people, and is tried in [`crate::sessions`].
const ELSEWHERE: [&str; 1] = ["set_up"];

fn registered() -> BTreeSet<String> {
    server_fn_paths().map(|(path, _)| path.trim_start_matches("/api/").to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_server_function_has_a_row() {
    let company = Company::on(Database::Sqlite).await;
    let known: BTreeSet<String> = rows(&company).await.iter().map(|row| row.function.to_owned()).collect();
    let known: BTreeSet<String> = known.into_iter().chain(ELSEWHERE.map(str::to_owned)).collect();
    assert!(registered().len() > 20, "the list of server functions is nearly empty, so this test sees nothing");
    if let Some(missing) = registered().difference(&known).next() {
        panic!(
            "The server function `{missing}` has no row in server/tests/http/authorization/functions.rs. \
             Say there who may call it, and how a stranger is refused."
        );
    }
    if let Some(gone) = known.difference(&registered()).next() {
        panic!("There is no server function `{gone}` any more: delete its row.");
    }
}

#[test]
fn no_server_function_is_reached_by_get() {
    for (path, method) in server_fn_paths() {
        assert_eq!(method, http::Method::POST, "{path} could be called by a link on another site");
    }
}

/// Strangers first, and nothing may have changed; then those who may, which proves that the calls were right.
async fn strangers_are_refused_and_the_right_person_is_not(database: Database) {
    let company = Company::on(database).await;
    let rows = rows(&company).await;
    let mut wrong = Vec::new();
    let before = company.house.stored().await;
    for row in &rows {
        if matches!(row.access, Access::Public) {
            continue;
        }
        let answer = row.call(&mut company.house.visitor()).await;
        expect(&mut wrong, row.function, "nobody", 401, answer.status);
        let mut planted = company.house.visitor();
        planted.cookie = Some("__Host-id=AAAAAAAAAAAAAAAAAAAAAA".to_owned());
        expect(&mut wrong, row.function, "a made-up session", 401, row.call(&mut planted).await.status);
    }
    changed(&mut wrong, &before, &company.house.stored().await);
    for person in scenarios::cast::EVERYONE {
        let mut browser = company.house.signed_in(person).await;
        let before = company.house.stored().await;
        for (row, status) in rows.iter().filter_map(|row| Some((row, refusal(&row.access, person)?))) {
            expect(&mut wrong, row.function, person.name, status, row.call(&mut browser).await.status);
        }
        changed(&mut wrong, &before, &company.house.stored().await);
    }
    for row in &rows {
        let mut browser = match row.access {
            Access::Public => company.house.visitor(),
            Access::Everyone(person) | Access::Only(person, _) => company.house.signed_in(person).await,
        };
        let answer = row.call(&mut browser).await;
        let name = if answer.status == 200 { String::new() } else { format!("the right person ({})", answer.body) };
        expect(&mut wrong, row.function, &name, 200, answer.status);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What this person is to be answered, if they are to be refused.
fn refusal(access: &Access, person: Person) -> Option<u16> {
    let Access::Only(_, refused) = access else { return None };
    refused.iter().find(|(stranger, _)| stranger.email == person.email).map(|(_, status)| *status)
}

fn expect(wrong: &mut Vec<String>, function: &str, who: &str, expected: u16, status: u16) {
    if status != expected {
        wrong.push(format!("{function} as {who}: {status} instead of {expected}"));
    }
}

fn changed(wrong: &mut Vec<String>, before: &[String], after: &[String]) {
    for row in after.iter().filter(|row| !before.contains(row)) {
        wrong.push(format!("a refused call left this behind: {row}"));
    }
    for row in before.iter().filter(|row| !after.contains(row)) {
        wrong.push(format!("a refused call took this away: {row}"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn strangers_are_refused_and_the_right_person_is_not_on_sqlite() {
    strangers_are_refused_and_the_right_person_is_not(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn strangers_are_refused_and_the_right_person_is_not_on_postgres() {
    strangers_are_refused_and_the_right_person_is_not(Database::Postgres).await;
}
