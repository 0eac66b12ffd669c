//! The program itself is killed.

use std::time::Duration;

use load::{Habits, Status};
use scenarios::{Database, TestDatabase};
use tokio::time::sleep;

use crate::{PATIENCE, inspection::Findings, node::Site, office::Office, rounds, some_time};

/// On a busy machine; alone it is a fraction of this.
const READY_WITHIN: Duration = Duration::from_secs(5);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_survives_the_end_of_the_program_at_any_moment() {
    let database = TestDatabase::create(Database::Sqlite).await;
    let office = Office::open(database.url()).await;
    let site = Site::on(database.url());
    let mut node = site.start().await;
    let mut crews = vec![office.crew(site.door, 1..9, Habits::default()).await];
    let (mut slowest, mut times) = (Duration::ZERO, 0);
    for _ in 0..rounds(5) {
        let before = crews[0].saved();
        crews[0].order(Some(site.door), true);
        crews[0].everybody(PATIENCE, |status| matches!(status, Status::Inside { .. })).await.expect("all come back");
        crews[0].saves_more_than(before, PATIENCE).await.expect("something is saved");
        sleep(some_time(0, 600)).await;
        node.kill();
        times += 1;
        crews[0].order(None, true);
        crews[0].everybody(PATIENCE, |status| status == Status::Parked).await.expect("all notice");

        node = site.start().await;
        slowest = slowest.max(node.ready_after);
        Findings::of(&office, &crews).await.demand_none();
        assert!(node.ready_after < READY_WITHIN, "ready after {:?}", node.ready_after);
    }
    let saved = crews[0].saved();
    office.closes(&site, std::mem::take(&mut crews)).await;
    node.demand_no_panic();
    println!(
        "killed {times} times: {saved} acknowledged edits, none lost; ready again after {slowest:?} at the latest"
    );
}
