//! Figures for docs/performance.md; run by hand, because they say something about a machine and not about the code:
//! `cargo test -p services --test services upstream::measure -- --ignored --nocapture`.

use std::time::{Duration, Instant};

use domain::{ids::PostingId, upstream::Answer};
use scenarios::{Cast, Database, World, run};
use services::ItemAddress;

use crate::upstream::{a_draft, an_item, says_now, uses};

const ROUNDS: usize = 9;

async fn dependents(world: &World, cast: &Cast, item: &ItemAddress, postings: usize, lines: usize) -> Vec<PostingId> {
    let mut made = Vec::new();
    for _ in 0..postings {
        let posting = a_draft(world, &cast.dana).await;
        for _ in 0..lines {
            uses(world, &cast.dana, posting, item.id).await;
        }
        made.push(posting);
    }
    made
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

#[test]
#[ignore = "measures; run by hand"]
fn publishing_with_2000_dependents_is_measured() {
    for database in [Database::Sqlite, Database::Postgres] {
        println!("{database:?}");
        run(database, publishing_a_version_with_2000_dependents);
    }
}

#[test]
#[ignore = "measures; run by hand"]
fn an_inbox_of_500_is_measured() {
    for database in [Database::Sqlite, Database::Postgres] {
        println!("{database:?}");
        run(database, an_inbox_of_500);
    }
}

async fn publishing_a_version_with_2000_dependents(world: World) {
    let cast = world.cast().await;
    world.services.seed_library().await.unwrap();
    let item = an_item(&world, &cast, "Tests", "You write tests.").await;
    dependents(&world, &cast, &item, 500, 4).await;
    let (mut publishing, mut counting, mut item_page) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let started = Instant::now();
        says_now(&world, &cast, &item, &format!("You write {round} tests.")).await;
        publishing.push(started.elapsed());
        let started = Instant::now();
        assert_eq!(world.services.count_updates(&cast.dana).await.unwrap().lines, 2_000);
        counting.push(started.elapsed());
        let started = Instant::now();
        assert_eq!(world.services.library_item(&cast.ada, &item.slug).await.unwrap().adoption[0].waiting, 2_000);
        item_page.push(started.elapsed());
    }
    println!(
        "2,000 dependent lines in 500 postings: publish {:?}, count for home {:?}, item page {:?}",
        median(publishing),
        median(counting),
        median(item_page)
    );
}

async fn an_inbox_of_500(world: World) {
    let cast = world.cast().await;
    world.services.seed_library().await.unwrap();
    let item = an_item(&world, &cast, "Tests", "You write tests.").await;
    dependents(&world, &cast, &item, 250, 2).await;
    says_now(&world, &cast, &item, "You write tests first.").await;
    let (mut first, mut last) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        for (page, times) in [(1, &mut first), (10, &mut last)] {
            let started = Instant::now();
            let inbox = world.services.update_inbox(&cast.dana, "", page).await.unwrap();
            times.push(started.elapsed());
            assert_eq!((inbox.waiting.lines, inbox.pages), (500, 10));
        }
    }
    let mut keys = Vec::new();
    for page in 1..=10 {
        let inbox = world.services.update_inbox(&cast.dana, "", page).await.unwrap();
        keys.extend(inbox.postings.into_iter().flat_map(|group| group.updates).map(|update| update.key));
    }
    let started = Instant::now();
    world.services.settle_updates(&cast.dana, &keys, &Answer::Take).await.unwrap();
    let taking = started.elapsed();
    assert_eq!(world.services.count_updates(&cast.dana).await.unwrap().lines, 0);
    println!(
        "an inbox of 500 in 250 postings: first page {:?}, last page {:?}, taking all {taking:?}",
        median(first),
        median(last)
    );
}
