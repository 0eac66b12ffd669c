//! A hundred thousand items from a file: how long it takes, how long others wait for the database meanwhile, and how
//! much memory it needs. `cargo test --release -p services --test services library_exchange_measured -- --ignored --nocapture`
#![expect(clippy::unwrap_used, reason = "a measurement may end in a panic")]

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use domain::{ids::TeamId, library::exchange::ImportStage};
use scenarios::{Database, FixedClock, World};
use services::{LibraryFilter, Services, StartImport, edges::Clock};

const ITEMS: u32 = 100_000;

fn resident_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

fn file() -> Vec<u8> {
    let words =
        ["server", "data", "team", "review", "queue", "deploy", "metric", "cache", "index", "stream", "batch", "test"];
    let word = |n: u32| words[n as usize % words.len()];
    let mut text = "kind,name,body,guidance,tags\n".to_owned();
    for n in 0..ITEMS {
        let (a, b, c) = (word(n), word(n / 12), word(n / 144));
        text += &format!(
            "responsibility,{a} {b} {c} {n},\"You look after the {a} and the {b}, and say early when the {c} needs work.\",Use it for teams that own a {a}.,\"{a}, {b}\"\n"
        );
    }
    text.into_bytes()
}

/// The longest that a writer of a word had to wait.
async fn longest_wait(
    services: Services,
    actor: domain::accounts::Actor,
    team: TeamId,
    ends: Arc<AtomicBool>,
) -> Duration {
    let mut longest = Duration::ZERO;
    let mut number = 0;
    while !ends.load(Ordering::Relaxed) {
        let begun = Instant::now();
        number += 1;
        services.rename_team(&actor, team, &format!("Team {number}")).await.unwrap();
        longest = longest.max(begun.elapsed());
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    longest
}

/// Lets the time of a world pass as it does outside: ids that are made at one instant stand in no order, and lie all over
/// an index.
async fn tick(clock: FixedClock) {
    let (begun, first) = (Instant::now(), clock.now());
    loop {
        tokio::time::sleep(Duration::from_millis(1)).await;
        clock.set(first + begun.elapsed());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement, not a test"]
async fn measured_a_hundred_thousand_items() {
    for database in [Database::Sqlite, Database::Postgres] {
        let world = World::on(database).await;
        let cast = world.cast().await;
        let ticking = tokio::spawn(tick(world.clock.clone()));
        let bytes = file();
        println!("{database:?}: a file of {} MiB", bytes.len() / 1024 / 1024);
        let (services, ada) = (&world.services, &cast.ada);
        let before = resident_kib();
        let begun = Instant::now();
        let mut arrival = services.begin_import(ada, "many.csv").await.unwrap();
        for piece in bytes.chunks(64 * 1024) {
            services.take_in(&mut arrival, piece).await.unwrap();
        }
        let import = services.finish_arrival(arrival).await.unwrap();
        println!("  uploaded in {:?}", begun.elapsed());
        drop(bytes);
        let begun = Instant::now();
        services.work_on_imports().await.unwrap();
        println!("  checked in {:?}", begun.elapsed());
        services
            .start_import(
                ada,
                import,
                &StartImport { publishes: true, change_class: "editorial".into(), reason: String::new() },
            )
            .await
            .unwrap();
        let ends = Arc::new(AtomicBool::new(false));
        let waiting = tokio::spawn(longest_wait(services.clone(), ada.clone(), cast.platform, Arc::clone(&ends)));
        let begun = Instant::now();
        services.work_on_imports().await.unwrap();
        let took = begun.elapsed();
        ends.store(true, Ordering::Relaxed);
        let peak = resident_kib();
        println!("  imported in {took:?}; the longest wait of another writer was {:?}", waiting.await.unwrap());
        println!("  resident memory grew by {} MiB", peak.saturating_sub(before) / 1024);
        let done = services.library_import(ada, import).await.unwrap();
        let counts = (done.report.created, done.report.changed, done.report.unchanged, done.report.rejected);
        assert_eq!(
            (done.stage, counts),
            (ImportStage::Done, (ITEMS, 0, 0, 0)),
            "{:?}",
            done.report.named(domain::library::exchange::Outcome::Rejected).next()
        );
        let begun = Instant::now();
        let filter = LibraryFilter { query: "cache".into(), ..LibraryFilter::default() };
        services.browse_library(ada, &filter).await.unwrap();
        println!("  the first search, with reading the library and building the index, took {:?}", begun.elapsed());
        ticking.abort();
    }
}
