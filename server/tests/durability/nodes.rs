//! Two programs on one database, and one of them is killed: its people go on at the other.

use std::time::Duration;

use load::{Habits, Status};
use scenarios::{Database, TestDatabase};
use tokio::time::sleep;

use crate::{PATIENCE, inspection::Findings, node::Site, office::Office, rounds, some_time};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_program_acknowledged_is_there_at_the_other_when_it_is_killed() {
    let database = TestDatabase::create(Database::Postgres).await;
    let office = Office::open(database.url()).await;
    let (one, other) = (Site::on(database.url()), Site::on(database.url()));
    let (mut node, mut survivor) = (one.start().await, other.start().await);
    let crews = vec![
        office.crew(one.door, 1..5, Habits::default()).await,
        office.crew(other.door, 5..9, Habits::default()).await,
    ];
    let mut slowest = Duration::ZERO;
    let mut times = 0;
    for _ in 0..rounds(2) {
        let before = crews[0].saved();
        crews[1].order(Some(other.door), true);
        crews[0].order(Some(one.door), true);
        crews[0].everybody(PATIENCE, |status| matches!(status, Status::Inside { .. })).await.expect("all are in");
        crews[0].saves_more_than(before, PATIENCE).await.expect("something is saved");
        sleep(some_time(0, 800)).await;
        node.kill();
        times += 1;
        let saved = crews[0].saved();
        crews[0].order(Some(other.door), true);
        let goes_on = crews[0].saves_more_than(saved, PATIENCE).await;
        slowest = slowest.max(goes_on.unwrap_or_else(|_| panic!("nobody goes on at the other: {}", survivor.said())));
        // Nobody writes while it is looked: what came between two looks would be taken for a fault.
        for crew in &crews {
            crew.order(Some(other.door), false);
        }
        for crew in &crews {
            crew.everybody(PATIENCE, |status| status == Status::Inside { open: 0 }).await.expect("all have moved");
        }
        Findings::of(&office, &crews).await.demand_none();
        node = one.start().await;
    }
    assert!(survivor.is_running());
    let saved = crews[0].saved() + crews[1].saved();
    office.closes(&other, crews).await;
    survivor.demand_no_panic();
    node.demand_no_panic();
    println!(
        "one of two programs killed {times} times: {saved} acknowledged edits, none lost; saving again after \
         {slowest:?} at the latest"
    );
}
