//! The opposite: where acknowledgements come before the commit, the same proof finds what is lost.

use load::{Habits, Manner, Status};
use scenarios::{
    Database, TestDatabase,
    postgres::{Promise, Server},
};
use tokio::{task::block_in_place, time::sleep};

use crate::{PATIENCE, inspection::Findings, node::Site, office::Office, some_time};

/// A loss that is possible shows after a few tries.
const TRIES: u32 = 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_acknowledgement_before_the_commit_is_found_out_by_a_kill() {
    let database = TestDatabase::create(Database::Sqlite).await;
    let office = Office::open(database.url()).await;
    let site = Site::on(database.url());
    let mut node = site.start().await;
    let hasty = Habits { manner: Manner::Hasty, ..Habits::default() };
    let crews = [office.crew(site.door, 1..9, hasty).await];
    for _ in 0..TRIES {
        crews[0].order(Some(site.door), true);
        crews[0].everybody(PATIENCE, |status| matches!(status, Status::Inside { .. })).await.expect("all come in");
        sleep(some_time(100, 300)).await;
        node.kill();
        crews[0].order(None, true);
        crews[0].everybody(PATIENCE, |status| status == Status::Parked).await.expect("all notice");
        node = site.start().await;
        if Findings::of(&office, &crews).await.tell_of_a_loss() {
            return;
        }
    }
    panic!("nothing was lost in {TRIES} kills: this proof is blind");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_answers_before_it_has_written_is_found_out_by_its_kill() {
    let server = block_in_place(|| Server::start(Promise::Nothing)).unwrap();
    let office = Office::open(&server.url()).await;
    let site = Site::on(&server.url());
    let _node = site.start().await;
    let crews = [office.crew(site.door, 1..9, Habits::default()).await];
    for _ in 0..TRIES {
        crews[0].order(Some(site.door), true);
        crews[0].everybody(PATIENCE, |status| matches!(status, Status::Inside { .. })).await.expect("all are in");
        sleep(some_time(300, 600)).await;
        block_in_place(|| server.kill().and_then(|()| server.restart())).unwrap();
        crews[0].order(Some(site.door), false);
        // Whoever waits for an answer that does not come is a finding as well.
        _ = crews[0].everybody(PATIENCE / 3, |status| status == Status::Inside { open: 0 }).await;
        if Findings::of(&office, &crews).await.tell_of_a_loss() {
            return;
        }
    }
    panic!("nothing was lost in {TRIES} kills: this proof is blind");
}
