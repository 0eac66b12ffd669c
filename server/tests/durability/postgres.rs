//! The database is killed under the program, and comes back.

use std::time::Duration;

use load::Status;
use scenarios::{
    cast::DANA,
    postgres::{Promise, Server},
};
use tokio::{
    task::block_in_place,
    time::{Instant, sleep},
};

use crate::{
    PATIENCE, UNHURRIED,
    inspection::Findings,
    node::Site,
    office::{Office, session},
    rounds, some_time,
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_survives_the_end_of_the_database_and_everybody_goes_on_by_themselves() {
    let server = block_in_place(|| Server::start(Promise::Commits)).unwrap();
    let office = Office::open(&server.url()).await;
    let site = Site::on(&server.url());
    let mut node = site.start().await;
    let crews = vec![office.crew(site.door, 1..9, UNHURRIED).await];
    let dana = session(site.door, DANA).await;
    let (mut slowest, mut longest) = (Duration::ZERO, Duration::ZERO);
    let mut times = 0;
    for _ in 0..rounds(2) {
        let before = crews[0].saved();
        crews[0].order(Some(site.door), true);
        crews[0].everybody(PATIENCE, |status| matches!(status, Status::Inside { .. })).await.expect("all are in");
        crews[0].saves_more_than(before, PATIENCE).await.expect("something is saved");
        sleep(some_time(0, 600)).await;

        block_in_place(|| server.kill()).unwrap();
        times += 1;
        let away = Instant::now();
        let (ready, health, page) =
            tokio::join!(site.status("/ready"), site.status("/health"), site.door.get(Some(&dana), "/postings"));
        assert_eq!((ready, health), (Some(503), Some(200)), "it is well, and says that it can't serve");
        assert_eq!(page.unwrap().status, 503, "and so do its pages");
        // By now everybody has heard of what was committed before.
        let saved = crews[0].saved();
        sleep(some_time(200, 1_000)).await;
        longest = longest.max(away.elapsed());
        assert_eq!(crews[0].saved(), saved, "acknowledged without a database");

        block_in_place(|| server.restart()).unwrap();
        let goes_on = crews[0].saves_more_than(saved, PATIENCE).await;
        slowest = slowest.max(goes_on.unwrap_or_else(|_| panic!("nobody goes on: {}", node.said())));
        crews[0].order(Some(site.door), false);
        let home = crews[0].everybody(PATIENCE, |status| status == Status::Inside { open: 0 }).await;
        home.unwrap_or_else(|who| panic!("not served again: {who}: {}", node.said()));
        assert!(site.is_ready().await && node.is_running());
        Findings::of(&office, &crews).await.demand_none();
    }
    let saved = crews[0].saved();
    office.closes(&site, crews).await;
    node.demand_no_panic();
    println!(
        "PostgreSQL killed {times} times, away for {longest:?} at the longest: {saved} acknowledged edits, none lost; \
         saving again after {slowest:?} at the latest"
    );
}
