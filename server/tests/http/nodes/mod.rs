//! Several programs on one PostgreSQL.

mod measure;
mod people;
mod power;
mod processes;
mod words;

use std::time::Duration;

use domain::{ids::LineId, protocol::ToBrowser};
use tokio::time::{Instant, sleep};

use crate::support::{Company, Editor, House, Node};

/// Two nodes that know of each other, on the database of a company.
async fn two_nodes() -> (Company, Node) {
    let company = Company::on(scenarios::Database::Postgres).await;
    let second = Node::beside(&company.house).await;
    meet().await;
    (company, second)
}

/// Nodes look around once a second.
async fn meet() {
    sleep(Duration::from_millis(1_500)).await;
}

/// Types here and waits until it is read there: how long that took.
async fn passes(from: &mut Editor, to: &mut Editor, line: &LineId, words: &str) -> Duration {
    let started = Instant::now();
    from.types(line, words).await;
    to.reads(line, words).await;
    started.elapsed()
}

/// Reads until somebody of this name is seen somewhere, or comes.
async fn sees(editor: &mut Editor, name: &str) -> domain::protocol::Person {
    if let Some(person) = editor.welcome.people.iter().find(|person| person.name == name) {
        return person.clone();
    }
    loop {
        if let ToBrowser::Present(person) = editor.read().await
            && person.name == name
        {
            return person;
        }
    }
}

/// Reads until somebody leaves: how long that took.
async fn parts_with(editor: &mut Editor, seat: domain::protocol::SeatId) -> Duration {
    let started = Instant::now();
    while editor.read().await != ToBrowser::Left(seat) {}
    started.elapsed()
}

/// How many connections to this house's database listen; ends them.
async fn hang_up_on_listeners(house: &House) -> usize {
    use sea_orm::{ConnectionTrait, DbBackend, Statement};
    let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
               WHERE datname = current_database() AND query LIKE 'LISTEN%'";
    let ended = house.world.storage.connection().query_all_raw(Statement::from_string(DbBackend::Postgres, end)).await;
    ended.unwrap().len()
}
